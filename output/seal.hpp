#pragma once
// A checksum over a whole file, at its end.
//
// HDF5 1.10 crashes on some damaged files, since not all of its own structures carry checksums. So a results file ends
// with one line of 32 bytes behind what HDF5 knows of: "\nbackstock crc32 0123abcd      \n", the CRC-32 (as zlib
// computes it) of all bytes before. Every HDF5 client ignores the line, and one that changes the file cuts it off.

#include <filesystem>

namespace backstock {

enum class Seal {
    none,    // no seal: the file is cut short, of another program, or changed by one
    intact,  // every byte is as it was written
    broken,  // at least one byte isn't
};

// Appends the seal to a complete file. Throws FileError if the file can't be read or written.
void seal(const std::filesystem::path& path);

// Reads the whole file, at about a gigabyte a second. Throws FileError if it can't be read.
Seal check_seal(const std::filesystem::path& path);

}  // namespace backstock

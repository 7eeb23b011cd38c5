#pragma once
// How HDF5 reaches the disk when results are written.
//
// HDF5 1.10 doesn't survive a full disk: after one failed write it can't close the file any more, and it crashes or
// loops when the program ends. So results are written through a driver of our own, for which no write ever fails as far
// as HDF5 can see. It remembers the first failure and drops everything from then on; whoever writes asks afterwards,
// stops, closes in peace, and removes the file.

#include <hdf5.h>

#include <string_view>

namespace backstock::hdf5 {

// What became of the writes to one file. Outlives the file, and stays where it is.
struct Writes {
    int error = 0;         // the first failure, as errno has it; 0 while all is well
    bool nowhere = false;  // set to drop all writes from now on
};

// Lets files that are created with these access properties be written through the driver, and report to `writes`.
// Throws FileError if HDF5 refuses.
void use_forgiving_driver(hid_t access, Writes& writes, std::string_view doing);

// Throws FileError "`doing`: reason" if a write has failed.
void check_written(const Writes& writes, std::string_view doing);

// The same, for the file in which `object` is open, which was created through the driver.
void check_written(hid_t object, std::string_view doing);

}  // namespace backstock::hdf5

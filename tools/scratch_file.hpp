#pragma once
// A file for results that are only looked at.

#include <filesystem>
#include <string>

namespace backstock {

// A new empty file in the folder for temporary files, with a name that begins with `prefix`; removed with its owner.
// Throws FileError where none can be made.
class ScratchFile {
public:
    explicit ScratchFile(const std::string& prefix);
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace backstock

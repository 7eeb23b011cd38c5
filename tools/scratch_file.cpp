#include "tools/scratch_file.hpp"

#include "output/file_error.hpp"

#include <unistd.h>

#include <cstdlib>

namespace backstock {

ScratchFile::ScratchFile(const std::string& prefix) {
    std::string pattern = (std::filesystem::temp_directory_path() / (prefix + "-XXXXXX")).string();
    const int file = mkstemp(pattern.data());
    if (file < 0) throw FileError(pattern + ": a temporary file can't be made");
    close(file);
    path_ = pattern;
}

ScratchFile::~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

}  // namespace backstock

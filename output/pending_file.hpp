#pragma once
// A file that appears under its name only when it is complete.

#include <filesystem>

namespace backstock {

// Reserves a temporary file beside the target: same directory, the target's name with a random ending and
// ".partial". The owner writes to path() by any means, closes it, and calls commit(), which puts the bytes on the disk
// and renames the file into place in one step. Whoever opens the target sees the old file or the new one, whole.
//
// Without commit the destructor removes the temporary. A process that is killed leaves it behind, with the target
// untouched; such a ".partial" file may be deleted. Writers of the same target don't disturb one another: each has
// its own temporary, and the last to commit wins.
//
// A target that is a symbolic link is followed. An existing target must be a regular file that may be written; its
// permissions pass to the new file.
class PendingFile {
public:
    // Throws FileError when the directory is missing or can't be written, or the target is a directory, a device,
    // or read-only.
    explicit PendingFile(const std::filesystem::path& target);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    // Where to write until the commit.
    const std::filesystem::path& path() const { return path_; }

    // The target as it was given, for messages.
    const std::filesystem::path& target() const { return target_; }

    // Puts the file in place. Throws FileError if the disk refuses; then the target is as it was.
    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path place_;  // the target with symbolic links resolved
    std::filesystem::path path_;
    bool committed_ = false;
};

}  // namespace backstock

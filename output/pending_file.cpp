#include "output/pending_file.hpp"

#include "output/file_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <string>
#include <system_error>

namespace backstock {
namespace {

[[noreturn]] void fail(const std::filesystem::path& target, std::string_view doing, int error) {
    throw FileError(fmt::format("{}: {}: {}", target.string(), doing, std::generic_category().message(error)));
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~Descriptor() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    explicit operator bool() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

std::filesystem::path resolved(const std::filesystem::path& target) {
    std::error_code error;
    if (!std::filesystem::is_symlink(target, error)) {
        return target;
    }
    std::filesystem::path place = std::filesystem::weakly_canonical(target, error);
    if (error) {
        fail(target, "can't follow the link", error.value());
    }
    return place;
}

// The permissions of the file that is there, or 0 if none is.
mode_t permissions(const std::filesystem::path& target, const std::filesystem::path& place) {
    if (!place.has_filename()) {
        throw FileError(fmt::format("'{}' isn't the name of a file", target.string()));
    }
    struct stat status {};
    if (::stat(place.c_str(), &status) != 0) {
        if (errno == ENOENT) {
            return 0;
        }
        fail(target, "can't write", errno);
    }
    if (!S_ISREG(status.st_mode)) {
        throw FileError(fmt::format("{}: can't write: it is {}", target.string(),
                                    S_ISDIR(status.st_mode) ? "a directory" : "not a regular file"));
    }
    if (::access(place.c_str(), W_OK) != 0) {
        fail(target, "can't write", errno);
    }
    return status.st_mode & 07777;
}

// A name that leaves room for the ending within the 255 bytes of a file name.
std::filesystem::path unique_name(const std::filesystem::path& place) {
    std::random_device random;
    const std::uint64_t ending = (std::uint64_t{random()} << 32) | random();
    std::filesystem::path name = place;
    return name.replace_filename(fmt::format("{}.{:016x}.partial", place.filename().string().substr(0, 200), ending));
}

std::filesystem::path directory_of(const std::filesystem::path& place) {
    return place.has_parent_path() ? place.parent_path() : std::filesystem::path(".");
}

}  // namespace

PendingFile::PendingFile(const std::filesystem::path& target) : target_(target), place_(resolved(target)) {
    const mode_t mode = permissions(target_, place_);
    const std::filesystem::path directory = directory_of(place_);
    std::error_code error;
    if (!std::filesystem::is_directory(directory, error)) {
        throw FileError(
            fmt::format("{}: can't write: there is no directory '{}'", target.string(), directory.string()));
    }
    path_ = unique_name(place_);
    const Descriptor created(path_, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (!created) {
        fail(target_, fmt::format("can't create a file in '{}'", directory.string()), errno);
    }
    if (mode != 0) {
        // Best effort: some file systems keep no permissions.
        static_cast<void>(::fchmod(created.get(), mode));
    }
}

PendingFile::~PendingFile() {
    if (!committed_) {
        ::unlink(path_.c_str());
    }
}

void PendingFile::commit() {
    {
        const Descriptor file(path_, O_RDONLY);
        if (!file || ::fsync(file.get()) != 0) {
            fail(target_, "can't write", errno);
        }
    }
    if (::rename(path_.c_str(), place_.c_str()) != 0) {
        fail(target_, "can't put the new file in place", errno);
    }
    committed_ = true;
    // The rename itself should survive a power cut; file systems that can't sync a directory don't need it.
    const Descriptor directory(directory_of(place_), O_RDONLY | O_DIRECTORY);
    if (directory) {
        static_cast<void>(::fsync(directory.get()));
    }
}

}  // namespace backstock

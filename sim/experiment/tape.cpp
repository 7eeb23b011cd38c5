#include "sim/experiment/tape.hpp"

#include "sim/base/require.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace backstock {
namespace {

std::filesystem::path folder() {
    std::error_code none;
    const std::filesystem::path named = std::filesystem::temp_directory_path(none);
    return none ? std::filesystem::path("/tmp") : named;
}

[[noreturn]] void refuse() {
    throw std::system_error(errno, std::generic_category(),
                            "putting results aside in " + folder().string() + " (TMPDIR may name another folder)");
}

int nameless_file() {
    std::string name = (folder() / "backstock-XXXXXX").string();
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) refuse();
    ::unlink(name.c_str());
    return file;
}

}  // namespace

Tape::Tape(Tape&& other) noexcept
    : in_memory_(other.in_memory_),
      size_(std::exchange(other.size_, 0)),
      first_(std::move(other.first_)),
      file_(std::exchange(other.file_, -1)) {}

Tape& Tape::operator=(Tape&& other) noexcept {
    std::swap(in_memory_, other.in_memory_);
    std::swap(size_, other.size_);
    std::swap(first_, other.first_);
    std::swap(file_, other.file_);
    return *this;
}

Tape::~Tape() {
    if (file_ >= 0) ::close(file_);
}

std::uint64_t Tape::append(std::span<const double> values) {
    const std::uint64_t place = size_;
    const std::size_t kept = std::min(values.size(), in_memory_ - first_.size());
    first_.insert(first_.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept));
    std::span<const std::byte> others = std::as_bytes(values.subspan(kept));
    if (!others.empty() && file_ < 0) file_ = nameless_file();
    auto at = static_cast<off_t>((place + kept - in_memory_) * sizeof(double));
    while (!others.empty()) {
        const ssize_t written = ::pwrite(file_, others.data(), others.size(), at);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) refuse();
        others = others.subspan(static_cast<std::size_t>(written));
        at += written;
    }
    size_ += values.size();
    return place;
}

void Tape::read(std::uint64_t place, std::span<double> values) const {
    require(place + values.size() <= size_, "{} numbers from {} of a tape of {}", values.size(), place, size_);
    const std::size_t kept = place >= first_.size() ? 0 : std::min<std::size_t>(values.size(), first_.size() - place);
    std::copy_n(first_.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(place, first_.size())), kept,
                values.begin());
    std::span<std::byte> others = std::as_writable_bytes(values.subspan(kept));
    auto at = static_cast<off_t>((place + kept - in_memory_) * sizeof(double));
    while (!others.empty()) {
        const ssize_t had = ::pread(file_, others.data(), others.size(), at);
        if (had < 0 && errno == EINTR) continue;
        if (had == 0) errno = EIO;  // the file became shorter, which nobody can do
        if (had <= 0) refuse();
        others = others.subspan(static_cast<std::size_t>(had));
        at += had;
    }
}

}  // namespace backstock

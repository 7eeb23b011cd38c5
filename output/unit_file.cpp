#include "output/unit_file.hpp"

#include "output/file_error.hpp"
#include "sim/base/require.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

namespace backstock {
namespace {

constexpr std::string_view signature = "backstock units 1\n";
constexpr std::size_t digest_size = 64;
constexpr std::size_t length_size = 16;
constexpr std::uint64_t longest_study = std::uint64_t{1} << 30U;
constexpr std::uint32_t mark = 0x74696e75;  // "unit"

struct RecordHead {
    std::uint32_t mark;
    std::uint32_t size;  // of the bytes behind it
    std::uint64_t cell;
    std::uint64_t block;
    std::uint32_t checksum;  // of cell, block and bytes
    std::uint32_t unused;
};

std::uint32_t checksum(const RecordHead& head, std::string_view bytes) {
    uLong sum = crc32(0, reinterpret_cast<const Bytef*>(&head.cell), sizeof head.cell + sizeof head.block);
    sum = crc32(sum, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    return static_cast<std::uint32_t>(sum);
}

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view doing) {
    throw FileError(fmt::format("{}: {}: {}", path.string(), doing, std::generic_category().message(errno)));
}

// As much as there is, up to `size`.
std::string read_at(int descriptor, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::pread(descriptor, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace

UnitFile::UnitFile(std::filesystem::path path, int flags)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), flags | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail(path_, "can't open");
    const bool writes = (flags & O_ACCMODE) != O_RDONLY;
    if (writes && ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor_);
        throw FileError(fmt::format("{}: another run is writing it at this moment", path_.string()));
    }
}

UnitFile::UnitFile(UnitFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      label_(std::move(other.label_)),
      places_(std::move(other.places_)),
      end_(other.end_) {}

UnitFile::~UnitFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

UnitFile UnitFile::create(const std::filesystem::path& path, const UnitLabel& label) {
    UnitFile file(path, O_RDWR | O_CREAT);
    if (::ftruncate(file.descriptor_, 0) != 0) fail(path, "can't write");
    try {
        file.write_header(label);
    } catch (const FileError&) {
        ::unlink(path.c_str());  // half a header would be in the way of the next try
        throw;
    }
    return file;
}

UnitFile UnitFile::resume(const std::filesystem::path& path, std::string_view digest) {
    UnitFile file(path, O_RDWR);
    file.read_header();
    if (file.label_.digest != digest) {
        throw FileError(fmt::format(
            "{}: is of another study, or of this one before it was changed; delete it to start anew", path.string()));
    }
    file.read_records(true);
    return file;
}

UnitFile UnitFile::read_only(const std::filesystem::path& path) {
    UnitFile file(path, O_RDONLY);
    file.read_header();
    file.read_records(false);
    return file;
}

void UnitFile::write_header(const UnitLabel& label) {
    require(label.digest.size() == digest_size, "a digest of {} characters", label.digest.size());
    label_ = label;
    const std::string text = label.name + '\n' + label.study;
    append(fmt::format("{}{}{:016x}{}", signature, label.digest, text.size(), text));
}

void UnitFile::read_header() {
    const std::string fixed = read_at(descriptor_, 0, signature.size() + digest_size + length_size);
    std::uint64_t length = 0;
    const char* digits = fixed.data() + fixed.size() - std::min(fixed.size(), length_size);
    const bool sound = fixed.size() == signature.size() + digest_size + length_size && fixed.starts_with(signature) &&
                       std::from_chars(digits, digits + length_size, length, 16).ptr == digits + length_size;
    const std::string text = sound && length <= longest_study ? read_at(descriptor_, fixed.size(), length) : "";
    const std::size_t line = text.find('\n');
    if (!sound || text.size() != length || line == std::string::npos)
        throw FileError(fmt::format("{}: does not hold the units of a study", path_.string()));
    label_ = {fixed.substr(signature.size(), digest_size), text.substr(0, line), text.substr(line + 1)};
    end_ = fixed.size() + text.size();
}

void UnitFile::read_records(bool cut) {
    while (true) {
        RecordHead head{};
        const std::string begin = read_at(descriptor_, end_, sizeof head);
        if (begin.size() < sizeof head) break;
        std::memcpy(&head, begin.data(), sizeof head);
        if (head.mark != mark) break;
        const std::string bytes = read_at(descriptor_, end_ + sizeof head, head.size);
        if (bytes.size() < head.size || checksum(head, bytes) != head.checksum) break;
        places_.emplace(Unit{head.cell, head.block}, Place{end_ + sizeof head, head.size});
        end_ += sizeof head + head.size;
    }
    if (cut && ::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0) fail(path_, "can't write");
}

void UnitFile::append(std::string_view bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t put =
            ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(end_ + done));
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) fail(path_, "can't write");
        done += static_cast<std::size_t>(put);
    }
    end_ += bytes.size();
}

bool UnitFile::has(const Unit& unit) const {
    const std::lock_guard lock(mutex_);
    return places_.count(unit) > 0;
}

std::size_t UnitFile::size() const {
    const std::lock_guard lock(mutex_);
    return places_.size();
}

std::vector<Unit> UnitFile::units() const {
    const std::lock_guard lock(mutex_);
    std::vector<Unit> units;
    for (const auto& [unit, place] : places_) units.push_back(unit);
    return units;
}

void UnitFile::add(const Unit& unit, std::string_view bytes) {
    RecordHead head{mark, static_cast<std::uint32_t>(bytes.size()), unit.cell, unit.block, 0, 0};
    require(bytes.size() == head.size, "a unit of {} bytes", bytes.size());
    head.checksum = checksum(head, bytes);
    std::string record(reinterpret_cast<const char*>(&head), sizeof head);
    record += bytes;
    const std::lock_guard lock(mutex_);
    if (places_.count(unit) > 0) return;
    const std::uint64_t start = end_;
    append(record);
    places_.emplace(unit, Place{start + sizeof head, head.size});
}

std::string UnitFile::bytes(const Unit& unit) const {
    Place place{};
    {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(unit);
        require(found != places_.end(), "block {} of cell {} is not there", unit.block, unit.cell);
        place = found->second;
    }
    std::string bytes = read_at(descriptor_, place.offset, place.size);
    if (bytes.size() != place.size) fail(path_, "can't read");
    return bytes;
}

void UnitFile::sync() const {
    if (::fsync(descriptor_) != 0) fail(path_, "can't write");
}

}  // namespace backstock

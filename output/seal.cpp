#include "output/seal.hpp"

#include "output/file_error.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace backstock {
namespace {

constexpr std::size_t seal_size = 32;  // of what seal_text() gives
constexpr std::size_t block_size = std::size_t{1} << 20;

std::string seal_text(uLong checksum) { return fmt::format("\nbackstock crc32 {:08x}      \n", checksum); }

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view doing) {
    const std::string reason = errno == 0 ? "the file refuses" : std::generic_category().message(errno);
    throw FileError(fmt::format("{}: {}: {}", path.string(), doing, reason));
}

uLong checksum(std::istream& file, std::uint64_t bytes, const std::filesystem::path& path) {
    std::vector<char> block(block_size);
    uLong checksum = crc32(0, nullptr, 0);
    while (bytes > 0) {
        const std::uint64_t part = std::min<std::uint64_t>(bytes, block.size());
        if (!file.read(block.data(), static_cast<std::streamsize>(part))) {
            fail(path, "can't read");
        }
        checksum = crc32(checksum, reinterpret_cast<const Bytef*>(block.data()), static_cast<uInt>(part));
        bytes -= part;
    }
    return checksum;
}

}  // namespace

void seal(const std::filesystem::path& path) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    const std::string text = seal_text(checksum(in, std::filesystem::file_size(path), path));
    std::ofstream out(path, std::ios::binary | std::ios::app);
    out << text;
    out.close();
    if (!out) {
        fail(path, "can't write");
    }
}

Seal check_seal(const std::filesystem::path& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) {
        fail(path, "can't read");
    }
    const auto size = static_cast<std::uint64_t>(file.tellg());
    if (size < seal_size) {
        return Seal::none;
    }
    std::string found(seal_size, '\0');
    file.seekg(static_cast<std::streamoff>(size - seal_size));
    file.read(found.data(), seal_size);
    const std::string_view start = std::string_view(found).substr(0, found.find("crc32"));
    if (start != "\nbackstock ") {
        return Seal::none;
    }
    file.seekg(0);
    return found == seal_text(checksum(file, size - seal_size, path)) ? Seal::intact : Seal::broken;
}

}  // namespace backstock

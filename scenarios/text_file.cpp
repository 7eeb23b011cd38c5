#include "scenarios/text_file.hpp"

#include "scenarios/utf8.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace backstock {
namespace {

namespace fs = std::filesystem;

struct Closer {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

// Reads on until the end or one byte past the limit; nothing if the system reports an error.
std::optional<std::string> bytes_of(const std::string& file, std::size_t most_bytes) {
    const int descriptor = open_to_read(file);
    const std::unique_ptr<std::FILE, Closer> in(descriptor < 0 ? nullptr : fdopen(descriptor, "rb"));
    if (!in) {
        return std::nullopt;
    }
    std::string out;
    std::size_t got = 0;
    do {
        constexpr std::size_t chunk = 1U << 16U;
        out.resize(out.size() + chunk);
        got = std::fread(out.data() + out.size() - chunk, 1, chunk, in.get());
        out.resize(out.size() - chunk + got);
    } while (got > 0 && out.size() <= most_bytes);
    if (std::ferror(in.get()) != 0) {
        return std::nullopt;
    }
    return out;
}

// What a file is that is no text, by the bytes it begins with.
std::string known_format(std::string_view text) {
    if (text.starts_with("\x89HDF\r\n\x1a\n")) {
        return "this is an HDF5 results file, not a scenario; `backstock rerun` and `backstock export` read it";
    }
    if (text.starts_with("\x1f\x8b")) {
        return "this is a gzip file; unpack it first";
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return "this is UTF-16; save the file as UTF-8";
    }
    return "";
}

bool is_unfit(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

}  // namespace

Place place_of(std::string_view text, std::size_t at, const Place& start) {
    const std::string_view before = text.substr(0, at);
    const auto lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t line_start = lines == 0 ? 0 : before.rfind('\n') + 1;
    const int first_column = lines == 0 ? start.column : 1;
    return {start.file, start.line + lines, first_column + characters(before.substr(line_start))};
}

std::string reading_obstacle(const std::string& file) {
    if (file.empty() || file.find('\0') != std::string::npos) {
        return "that is not a file name";
    }
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    switch (status.type()) {
        case fs::file_type::regular:
        case fs::file_type::fifo: return "";
        case fs::file_type::not_found: return "no such file";
        case fs::file_type::directory: return "it is a directory";
        case fs::file_type::none:
        case fs::file_type::unknown: return error ? error.message() : "it can't be read";
        default: return "it is not a regular file";
    }
}

int open_to_read(const std::string& file, int patience_ms) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return descriptor;
    }
    struct stat status {};
    pollfd writer{.fd = descriptor, .events = POLLIN, .revents = 0};
    if (fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode) && poll(&writer, 1, patience_ms) == 0) {
        close(descriptor);
        errno = ETIMEDOUT;
        return -1;
    }
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
    return descriptor;
}

std::string opening_error() {
    return errno == ETIMEDOUT ? "nobody writes to this pipe" : std::generic_category().message(errno);
}

std::optional<std::string> read_text_file(const std::string& file, const Place& named, std::string_view path,
                                          Problems& problems, std::size_t most_bytes) {
    const auto refuse = [&](const std::string& why) {
        problems.add(named, path, fmt::format("cannot read '{}': {}", without_controls(file), why));
        return std::nullopt;
    };
    if (const std::string why = reading_obstacle(file); !why.empty()) {
        return refuse(why);
    }
    std::optional<std::string> text = bytes_of(file, most_bytes);
    if (!text) {
        return refuse(opening_error());
    }
    if (text->size() > most_bytes) {
        return refuse(fmt::format("it is larger than {} MiB; large tables belong into CSV files", most_bytes >> 20U));
    }
    if (text->starts_with("\xEF\xBB\xBF")) {
        text->erase(0, 3);
    }
    if (text->empty()) {
        return refuse("the file is empty");
    }
    return text;
}

bool is_plain_text(std::string_view text, const Place& start, Problems& problems) {
    if (const std::string format = known_format(text); !format.empty()) {
        problems.add({start.file, 0, 0}, "", format);
        return false;
    }
    const auto control = std::find_if(text.begin(), text.end(), is_unfit);
    const auto control_at = static_cast<std::size_t>(control - text.begin());
    const std::size_t ill_formed = first_ill_formed(text.substr(0, control_at));
    if (ill_formed < control_at) {
        problems.add(place_of(text, ill_formed, start), "",
                     fmt::format("byte 0x{:02x} is not UTF-8; save the file as UTF-8",
                                 static_cast<unsigned char>(text[ill_formed])));
    } else if (control_at < text.size()) {
        const auto byte = static_cast<unsigned char>(*control);
        problems.add(place_of(text, control_at, start), "",
                     byte == 0 ? "a NUL byte: the file is binary or UTF-16, not UTF-8 text"
                               : fmt::format("control character 0x{:02x}: the file is not text", byte));
    } else {
        return true;
    }
    return false;
}

}  // namespace backstock

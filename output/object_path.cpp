#include "output/object_path.hpp"

#include "output/file_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace backstock {
namespace {

bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f && c != '/' && c != '%';
}

bool is_only_dots(std::string_view name) { return name == "." || name == ".."; }

}  // namespace

std::string object_name(std::string_view name) {
    if (name.empty()) {
        throw FileError("an empty name can't be used in a results file");
    }
    std::string part;
    for (const char c : name) {
        if (is_plain(c) && !is_only_dots(name)) {
            part.push_back(c);
        } else {
            part += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return part;
}

std::string user_name(std::string_view object_name) {
    std::string name;
    for (std::size_t i = 0; i < object_name.size(); ++i) {
        unsigned char byte = 0;
        const char* digits = object_name.data() + i + 1;
        if (object_name[i] == '%' && i + 2 < object_name.size() &&
            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            name.push_back(static_cast<char>(byte));
            i += 2;
        } else {
            name.push_back(object_name[i]);
        }
    }
    return name;
}

std::vector<std::string> path_parts(std::string_view path) {
    if (path.empty() || path.front() != '/') {
        throw FileError(fmt::format("'{}' isn't a path in a results file: it must begin with '/'", path));
    }
    std::vector<std::string> parts;
    for (std::size_t start = 1; path.size() > 1 && start <= path.size();) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        const std::string_view part = path.substr(start, end - start);
        if (part.empty() || is_only_dots(part) || part.find('\0') != std::string_view::npos) {
            throw FileError(fmt::format("'{}' isn't a path in a results file: '{}' can't be a part", path, part));
        }
        parts.emplace_back(part);
        start = end + 1;
    }
    return parts;
}

}  // namespace backstock

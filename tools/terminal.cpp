#include "tools/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace backstock {
namespace {

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

std::size_t terminal_width(std::FILE* stream) {
    constexpr std::size_t least = 40, most = 200;
    winsize size{};
    std::size_t columns = 0;
    if (const char* said = std::getenv("COLUMNS")) columns = std::strtoul(said, nullptr, 10);
    if (columns == 0 && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0) columns = size.ws_col;
    return columns == 0 ? 80 : std::clamp(columns, least, most);
}

Style::Style(std::FILE* stream) {
    const char* refused = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    colours_ = is_terminal(stream) && (refused == nullptr || *refused == '\0') &&
               (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::string Style::with(std::string_view code, std::string_view text) const {
    return colours_ ? std::string(code) + std::string(text) + "\033[0m" : std::string(text);
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t hanging, std::size_t width) {
    std::string out(indent, ' ');
    std::size_t column = indent;
    bool first_in_line = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (!first_in_line && column + 1 + columns_of(word) > width) {
            out += '\n' + std::string(hanging, ' ');
            column = hanging;
            first_in_line = true;
        }
        if (!first_in_line) out += ' ';
        column += columns_of(word) + (first_in_line ? 0 : 1);
        out += word;
        first_in_line = false;
    }
    return out + '\n';
}

}  // namespace backstock

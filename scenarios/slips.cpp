#include "scenarios/slips.hpp"

namespace backstock {
namespace {

bool may_begin_scalar(std::string_view text, std::size_t at) {
    return at == 0 || std::string_view(" \t\r\n[{,:").find(text[at - 1]) != std::string_view::npos;
}

}  // namespace

std::size_t end_of_quotes(std::string_view text, std::size_t start) {
    if (start >= text.size() || (text[start] != '"' && text[start] != '\'')) {
        return start;
    }
    const char quote = text[start];
    for (std::size_t i = start + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) {
                return i + 1;
            }
            ++i;
        }
    }
    return std::string_view::npos;
}

std::size_t open_quote(std::string_view text, std::size_t from) {
    std::size_t at = from;
    while ((at = text.find_first_of("'\"", at)) != std::string_view::npos) {
        const std::size_t end = may_begin_scalar(text, at) ? end_of_quotes(text, at) : at + 1;
        if (end == std::string_view::npos) {
            return at;
        }
        at = end;
    }
    return text.size();
}

bool lacks_colon(std::string_view text, std::size_t at, std::string_view key) {
    const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
    const bool is_explicit = before != std::string_view::npos && text[before] == '?';
    std::size_t end = end_of_quotes(text, at);
    if (end == at) {
        end = at + key.size();
    }
    if (is_explicit || end > text.size() ||
        (text[at] != '"' && text[at] != '\'' && text.substr(at, key.size()) != key)) {
        return false;
    }
    const std::size_t next = text.find_first_not_of(" \t", end);
    return next == std::string_view::npos || text[next] == '\n' || text[next] == '\r' || text[next] == '#';
}

}  // namespace backstock

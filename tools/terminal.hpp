#pragma once
// What a terminal can show, and text made to fit it.

#include <cstdio>
#include <string>
#include <string_view>

namespace backstock {

// Whether a stream is a terminal that a person looks at.
bool is_terminal(std::FILE* stream);

// The columns of the terminal behind a stream; 80 where there is none, or COLUMNS where that is set.
std::size_t terminal_width(std::FILE* stream);

// Emphasis for one stream: escape codes where it is a terminal and NO_COLOR (no-color.org) is not set, else nothing.
class Style {
public:
    explicit Style(std::FILE* stream);
    std::string bold(std::string_view text) const { return with("\033[1m", text); }
    std::string dim(std::string_view text) const { return with("\033[2m", text); }
    std::string good(std::string_view text) const { return with("\033[32m", text); }
    std::string bad(std::string_view text) const { return with("\033[1;31m", text); }

private:
    std::string with(std::string_view code, std::string_view text) const;
    bool colours_;
};

// Text broken at blanks into lines of at most `width` columns, the first after `indent` blanks and the others after
// `hanging`. A word that is longer has a line of its own. Ends with a line break.
std::string wrapped(std::string_view text, std::size_t indent = 0, std::size_t hanging = 0, std::size_t width = 80);

}  // namespace backstock

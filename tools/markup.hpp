#pragma once
// Texts of users within HTML and SVG.

#include <string>
#include <string_view>

namespace backstock {

// The text as it stands in an element or in an attribute between quotes: nothing in it is read as markup. Bytes that
// are no UTF-8 are taken as Latin-1, control characters are written as escapes.
std::string markup_text(std::string_view text);

}  // namespace backstock

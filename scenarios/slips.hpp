#pragma once
// Slips of the pen that yaml-cpp lets pass, or reports far from where they are: found in the text itself.

#include <cstddef>
#include <string_view>

namespace backstock {

// The offset behind the closing quote of the quoted scalar that begins at `start`: `start` itself where no quote
// stands, npos where it is never closed. (yaml-cpp may take the end of the file for the closing quote.)
std::size_t end_of_quotes(std::string_view text, std::size_t start);

// The offset of a quote, from `from` on, that begins a scalar and is never closed; the text's size if there is none.
std::size_t open_quote(std::string_view text, std::size_t from);

// Whether the key at offset `at` in a block map has no ':' behind it in its line and is no explicit key ("? key").
// (yaml-cpp takes such a last line for a key without a value.) False where that is not plain to see, as for a key that
// has escapes.
bool lacks_colon(std::string_view text, std::size_t at, std::string_view key);

}  // namespace backstock

#pragma once
// Words for messages to people.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace backstock {

// How many single edits turn one word into the other: a letter added, dropped, changed, or swapped with its
// neighbour (optimal string alignment). Case counts.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate that a mistyped word most likely meant, for "did you mean ...?": the one with the fewest edits, at
// most a third of the word's length (one for shorter words), the first of equals. Case, and '-' against '_', do not
// count. Empty when none is near enough.
std::string nearest(std::string_view word, std::span<const std::string> candidates);
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

// The words in order with `between` put between them: "a, b, c".
std::string joined(std::span<const std::string> words, std::string_view between = ", ");

}  // namespace backstock

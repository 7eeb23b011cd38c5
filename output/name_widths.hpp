#pragma once
// The widths of columns of text whose words are known before the run.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace backstock {

// Bytes of the longest name in a list of things with names; at least 1, as a column of texts needs.
template<class Things>
std::size_t longest_name(const Things& things) {
    std::size_t longest = 1;
    for (const auto& thing : things) longest = std::max(longest, thing.name.size());
    return longest;
}

// Bytes of the longest word; at least 1.
template<class Words>
constexpr std::size_t longest_word(const Words& words) {
    std::size_t longest = 1;
    for (const std::string_view word : words) longest = std::max(longest, word.size());
    return longest;
}

}  // namespace backstock

#pragma once
// What a plugin and the program that loads it must agree on.
#include "sim/policy/catalog.hpp"
#include "sim/version.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <version>

namespace backstock {
namespace stamp_parts {

#if defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
inline constexpr std::string_view strings = ", old strings";
#else
inline constexpr std::string_view strings;
#endif
#ifdef _GLIBCXX_DEBUG
inline constexpr std::string_view containers = ", debug containers";
#else
inline constexpr std::string_view containers;
#endif
inline constexpr std::array parts = {plugin_abi, std::string_view(", backstock "), backstock_version, strings,
                                     containers};

consteval std::size_t length() {
    std::size_t sum = 0;
    for (const std::string_view part : parts) sum += part.size();
    return sum;
}

consteval auto joined() {
    std::array<char, length() + 1> text{};
    std::size_t at = 0;
    for (const std::string_view part : parts) {
        for (const char c : part) text[at++] = c;
    }
    return text;
}

}  // namespace stamp_parts

/// The plugin interface, the version, and how the standard library lays out its types; ends with a zero byte. Not
/// inline: the dynamic linker would take a plugin's inline variable for the program's of the same name, and every
/// plugin would seem to fit.
constexpr auto plugin_stamp = stamp_parts::joined();

}  // namespace backstock

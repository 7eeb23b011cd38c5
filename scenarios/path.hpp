#pragma once
// Dotted paths: the address of a node, as messages show it and as `--set`, studies and factors name it.
//
//     stores.shop.stock.dress.inventory.s_S.S          items."A.12".price          disruptions."northern floods".when
//
// A name with a dot, a space, a quote or a bracket is quoted with ", in which \" \\ \n \t and \x1b stand for
// themselves as in YAML.

#include "scenarios/node.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// The names from the root down. The empty path is the root.
using Path = std::vector<std::string>;

// A path may have at most this many names, and a name this many bytes.
inline constexpr std::size_t longest_path = 100;
inline constexpr std::size_t longest_name = 256;

// The path as text, names quoted where they must be; parse_path() reads it back. Control characters come out as
// escapes.
std::string path_text(const Path& path);

// The text of a path with one more name.
std::string path_text(std::string_view parent, std::string_view name);

// Either the path, or what is wrong with the text and at which offset.
struct ParsedPath {
    std::optional<Path> path;
    std::string message;
    std::size_t at = 0;
};
ParsedPath parse_path(std::string_view text);

// The node at the path, or null. Only maps have names below them.
const Node* find(const Node& root, const Path& path);

}  // namespace backstock

#pragma once
// A tree back into text.

#include "scenarios/node.hpp"

#include <string>

namespace backstock {

// The node as YAML that a person can read and parse_document() reads back to the same content: what fits on a line of
// 100 characters in flow style, the rest as indented blocks; quotes where a scalar needs them or had them. Comments,
// places and the original layout are lost. Requires UTF-8 texts and names of at most 256 bytes, as trees that were read
// have.
std::string to_yaml(const Node& node);

}  // namespace backstock

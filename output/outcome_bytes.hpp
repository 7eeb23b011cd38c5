#pragma once
// Outcomes of replications as bytes, to be put aside or sent to another process of the same program.

#include "sim/experiment/replications.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// Compressed. Not for other machines' byte orders, nor for other versions of the program.
std::string packed(const Outcome& outcome);

// The outcomes that were packed one behind the other, in their order. Throws FileError where the bytes are no such.
std::vector<Outcome> unpacked(std::string_view bytes);

}  // namespace backstock

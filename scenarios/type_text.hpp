#pragma once
// What a setting takes, in a few words: "duration such as 36 h", "distribution of durations", "one of: start, end".

#include "scenarios/describe.hpp"

#include <string>
#include <string_view>

namespace backstock {

std::string type_text(const Description::Setting& setting);
// "inventory policy", "distribution", "arrival process"
std::string family_text(std::string_view family);

}  // namespace backstock

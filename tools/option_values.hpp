#pragma once
// Values on the command line that are more than a number or a word.

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

// "0,3,7": numbers from 0 to below `limit`, ascending and each once. Throws WrongUse, naming the option.
std::vector<std::int64_t> numbers_in(const std::string& option, const std::string& text, std::int64_t limit);

}  // namespace backstock

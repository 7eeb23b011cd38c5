#pragma once
// Whether two results files say the same, to the bit.

#include "output/results_reader.hpp"

#include <string>
#include <vector>

namespace backstock {

// What differs between two files, by name, in the order of `a` and then what only `b` has: the path of each table whose
// columns, units or cells differ, of each text that differs, and of each group or object that only one file has; and
// "path@name" for attributes ("/@seed"). Numbers must have the same bits, with one exception: every NaN equals every
// NaN. The time of writing (`created` of "/") is not compared. Empty when the files agree.
std::vector<std::string> differences(const ResultsReader& a, const ResultsReader& b);

}  // namespace backstock

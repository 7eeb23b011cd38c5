#pragma once
// What an analysis says, to people and to programs.

#include "tools/fit/analysis.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace backstock {
class Style;
}

namespace backstock::fit {

// "lead_time: {gamma: {mean: 9.2 d, sd: 3.1 d}}": the line to paste.
std::string yaml_line(const std::string& choice, const Unit& unit);

// What was used and what was skipped, a sentence a line.
std::vector<std::string> account(const Sample& sample);

// All about one sample, with the plot, in `width` columns.
std::string report_text(const Analysis& analysis, const Unit& unit, std::size_t width, const Style& style);

// A row a group, then the line to paste of each.
std::string groups_text(const std::vector<Analysis>& groups, const std::string& by, const Unit& unit,
                        const Style& style);

// One object: `rows`, `used`, `skipped`, `n` and moments, `fits` (ranked), `not_fitted`, `verdict`, `recommended` (what
// to paste), `empirical`, `warnings`. What does not exist is null.
nlohmann::ordered_json report_json(const Analysis& analysis, const Unit& unit);

}  // namespace backstock::fit

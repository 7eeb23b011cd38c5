#pragma once
// Whether a simulation came out as its scenario states.

#include "scenarios/scenario.hpp"
#include "sim/experiment/summary.hpp"

#include <string>

namespace backstock {

struct Checked {
    double simulated = 0;
    double low = 0;  // what the simulated mean may be
    double high = 0;
    bool holds = false;
    std::string rule;  // what `low` and `high` come from: "4 standard errors", "as stated", "as written"
};

// The rule, by how the value is written:
// - `between`, or with a tolerance (`35.022 ± 0.01`): the mean lies in that range, ends included, however uncertain it
// is;
// - a value alone: it lies within four standard errors of the mean (a chance of 1 in 16,000 to miss by accident), where
//   the standard error is the summary's half-width over Student's t. Half a unit of the last decimal written is
//   added, since the stated value was rounded; for a figure that does not vary, that is all.
// A figure that could not be measured never holds.
Checked check_expectation(const Expectation& expectation, const SummaryRow& row, double level = 0.95);

}  // namespace backstock

#pragma once
// What commands answer to programs.

#include "scenarios/scenario.hpp"
#include "sim/experiment/regret.hpp"
#include "sim/experiment/summary.hpp"

#include <span>
#include <string>

namespace backstock {

// One JSON object, with `regret` where there is any: `scenario` (name, title, what was simulated), `summary` (a row a
// KPI, the columns of the results file's summary; what is no number is null), `notes`, and `file` (null where none was
// written).
std::string run_json(const Scenario& scenario, const std::string& scenario_file, std::span<const SummaryRow> summary,
                     const std::string& results_file, std::span<const RegretRow> regret = {});

}  // namespace backstock

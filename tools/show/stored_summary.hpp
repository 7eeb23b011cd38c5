#pragma once
// The summaries in a results file, of a run or of a study.

#include "output/results_reader.hpp"
#include "sim/experiment/summary.hpp"
#include "sim/world/model.hpp"

#include <string>
#include <vector>

namespace backstock {

// The names of what the file holds results of: the variant of a run, the cells of a study, in the order of the file.
std::vector<std::string> stored_variants(const ResultsReader& results);

// Whether the file is of `study` or `compare`.
bool is_study(const ResultsReader& results);

// The summary of one of them. Units are as in the file, with the currency. KPIs that this program does not know are
// left out. Throws WrongUse where the file has no such variant.
std::vector<SummaryRow> stored_summary(const ResultsReader& results, const std::string& variant);

// What the file says of the run: title, start, horizon, warm-up, seed, currency. All else is as by default.
RunPlan stored_plan(const ResultsReader& results);

}  // namespace backstock

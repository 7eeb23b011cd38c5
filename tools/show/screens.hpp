#pragma once
// What `show` prints: each a part of the screen, `width` columns wide, ending with a line break; empty where the file
// has nothing to show in it. Names from the file are shown without control characters.

#include "output/results_reader.hpp"
#include "sim/experiment/summary.hpp"
#include "sim/world/model.hpp"
#include "tools/terminal.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace backstock {

struct Screen {
    const Style& style;
    std::size_t width;
};

// KPIs as bars with their intervals: shares from 0 to 100 %, others from 0 to the largest of their replications.
// `chosen` are KPIs by name; without any, the most telling.
std::string kpi_bars(std::span<const SummaryRow> summary, const std::vector<std::string>& chosen, const RunPlan& plan,
                     const Screen& screen);

// Fan charts of the variant's timeline: stock, backorders and cash of the first entity that has any, or all measures of
// the entity named. Throws WrongUse, naming what there is, for an entity without a timeline.
std::string timeline_fans(const ResultsReader& results, const std::string& variant, const std::string& entity,
                          const Screen& screen);

// What came out in sentences, of a study, a search or outages.
std::string stored_verdicts(const ResultsReader& results, const Screen& screen);

// A search: its best candidates with their intervals; outages: what each node puts at risk.
std::string plan_screen(const ResultsReader& results, const Screen& screen);

// A study: for each KPI (`chosen`, or the first three compared) every cell's
// difference from its baseline with its interval, all on one scale. Throws WrongUse for a KPI that is not compared.
std::string comparisons(const ResultsReader& results, const std::vector<std::string>& chosen, const Screen& screen);

}  // namespace backstock

#pragma once
// What a run came to, on one screen.

#include "scenarios/scenario.hpp"
#include "sim/experiment/summary.hpp"
#include "tools/simulation.hpp"
#include "tools/terminal.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// What the figures say in two or three sentences: how much was served at once, who waited, what was lost.
std::string verdict(std::span<const SummaryRow> summary, const RunPlan& run);

// The KPIs that say something here: measured, and not zero throughout. By subject, the most telling first, few of each.
struct KpiGroup {
    std::string_view title;  // "Service"
    std::vector<SummaryRow> rows;
};
std::vector<KpiGroup> telling_kpis(std::span<const SummaryRow> summary);

// The KPIs that say something here, by group, with their intervals, and those that the scenario says something of under
// `expect`: a table of at most 22 lines and 80 columns.
std::string kpi_screen(std::span<const SummaryRow> summary, const RunPlan& run, const Style& style,
                       std::span<const Expectation> expected = {});

// What each tier gained or lost against first come, first served: a line a figure that says something.
std::string regret_screen(std::span<const RegretRow> regret, const RunPlan& run, const Style& style);

// Title, what was simulated and how long it took.
std::string run_heading(const Scenario& scenario, const SimulationResult& result, const Style& style);

// Commands to go on with, in the user's own names. `program` is the command as typed, `file` the scenario as given.
std::vector<std::string> next_steps(const Scenario& scenario, const SimulationResult& result,
                                    const std::string& program, const std::string& file);

}  // namespace backstock

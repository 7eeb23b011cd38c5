#pragma once
// One row a KPI from the rows of all replications: the summary table of the results file and of the terminal.

#include "sim/experiment/kpi.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// The columns of the summary table, from kpi to cvar95, in its order. NaN wherever the replications cannot say.
//
// `mean` is the estimate: for ratios and means over orders Σ num ÷ Σ den with a jackknife half-width, otherwise the
// mean with Student's (estimators.hpp). sd, the extremes and the quantiles describe how single replications scatter
// about it; they take the replications whose own value is a number. `n` counts these.
struct SummaryRow {
    std::string kpi;
    std::string unit;  // as in KpiInfo: "money" stands for the currency
    std::int64_t n;
    double mean;
    double sd;
    double half_width;  // at the level asked for, 95 % unless said otherwise; NaN below two replications
    double min;
    double p05;
    double p50;
    double p95;
    double max;
    double cvar95;  // mean of the worst 5 % of replications (tail_risk.hpp); NaN below 100, and where no side is bad

    // Beside the table:
    std::int64_t empty;  // replications without a value, such as a rate with nothing to divide by
    double cvar95_low;   // the interval of cvar95
    double cvar95_high;
    double p05_low;   // and those of the quantiles, between order statistics (estimators.hpp): NaN for so few that no
    double p05_high;  // two of them enclose it
    double p50_low;
    double p50_high;
    double p95_low;
    double p95_high;
};

// The KPIs of the whole network, in the order of `columns`; those of single suppliers are in their own table. Requires
// rows as wide as `columns`, in replication order.
std::vector<SummaryRow> summarize(std::span<const KpiColumn> columns, std::span<const KpiRow> rows,
                                  double level = 0.95);

class KpiSamples;
// The same from columns.
std::vector<SummaryRow> summarize(const KpiSamples& samples, double level = 0.95);

}  // namespace backstock

#pragma once
// Whether a fitted scenario gives back the past it was fitted to.

#include "sim/experiment/summary.hpp"
#include "tools/import/shop_fit.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock::imports {

// One figure of the past beside the same of the simulation.
struct Compared {
    std::string what;
    std::string kpi;
    std::optional<double> recorded;
    double simulated = 0;
    double half_width = 0;
    double factor = 1;  // for printing: 100 for shares
    std::string unit;

    // Simulated over recorded, less one; none without a record or where that is 0.
    std::optional<double> apart() const;
    // Within a tenth of the record, or within the interval and the chance of one year's counts.
    bool agrees() const;
};

inline constexpr std::size_t waited_row = 2;  // of what compared() answers: the share of orders that waited

std::vector<Compared> compared(const Recorded& recorded, std::span<const SummaryRow> summary);

// The table and what to make of it.
std::string check_text(const std::vector<Compared>& rows);

}  // namespace backstock::imports

#pragma once
// Whether a fitted scenario gives back the past it was fitted to.

#include "tools/import/past.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock::imports {

// One figure of the past beside the same of the simulation.
struct Compared {
    std::string what;
    std::optional<double> recorded;
    double simulated = 0;
    double half_width = 0;
    double factor = 1;  // for printing: 100 for shares
    std::string unit;

    // Simulated over recorded, less one; none without a record or where that is 0.
    std::optional<double> apart() const;
    // Within a tenth of the record, or within the interval; of shares within one percentage point more, unless one of
    // the two is more than twice the other.
    bool agrees() const;
};

std::vector<Compared> compared(const Recorded& recorded, std::span<const Recorded> simulated, double shelf_days);

// The table and what to make of it.
std::string check_text(const std::vector<Compared>& rows);

}  // namespace backstock::imports

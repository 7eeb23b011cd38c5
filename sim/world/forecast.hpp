#pragma once
// What a forecast remembers of the demand at one stock point.
#include "sim/base/id.hpp"
#include "sim/base/quantity.hpp"

#include <cstdint>
#include <vector>

namespace backstock {

struct StockPoint;

/// One row for each stock point whose inventory policy forecasts. What level, trend, variance and memory mean is the
/// forecast policy's own affair; all in units a period.
struct ForecastState {
    Id<StockPoint> stock;
    Quantity demand;            ///< since the last period was observed
    std::uint64_t periods = 0;  ///< observed so far
    std::uint64_t errors = 0;   ///< periods that had been forecast
    bool started = false;       ///< whether there is a level to forecast from
    double level = 0;
    double trend = 0;
    double variance = 0;         ///< of the error of a forecast of one period
    std::vector<double> memory;  ///< a window, or seasons
};

}  // namespace backstock

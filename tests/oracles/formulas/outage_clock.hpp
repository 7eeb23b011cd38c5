#pragma once

#include <vector>

/// When work is done at a place whose capacity outages take away and recoveries give back: plain integrals of the level
/// over time, no events.
namespace backstock::oracles {

/// An outage and its recovery, which ends it evenly over `ramp`, or exponentially with the time constant `restores`
/// (after one of them 63 % of what was taken is back), or at once where both are 0.
struct OutageWindow {
    double from;
    double length;
    double left = 0;      ///< share of the capacity during the outage
    double ramp = 0;      ///< time
    double restores = 0;  ///< time
};

/// What all of them leave of the capacity at an instant: their product. At the instant of a change, what comes after.
double capacity_left(const std::vector<OutageWindow>& outages, double at);

/// When `units` begun at `start` are done at `capacity` units a time unit, pausing and going on; `start` where there is
/// nothing to do. Requires that the outages end.
double done_at(double start, double units, double capacity, const std::vector<OutageWindow>& outages);

}  // namespace backstock::oracles

#pragma once
// Demand while disruptions change it.
#include "sim/world/world.hpp"

#include <vector>

namespace backstock {

/// Where the process is one whose rate changes: what has passed until now, at the tempo so far; and when the next
/// customer comes, at the tempo from now on.
void settle_demand(const Model& model, World& world, Id<Segment> segment);
void retime_next(const Model& model, World& world, Id<Segment> segment);

/// The visits that become of one arrival now: larger, or several, or none. A visit that comes on top has the
/// customer's number with its own in the upper bits, and with that its own draws.
std::vector<Arrival> surged(const Model& model, const World& world, Id<Segment> segment, const Arrival& arrival);

}  // namespace backstock

#pragma once
// The lines that wait at a stock point, in the order in which they will be served.
#include "sim/world/world.hpp"

namespace backstock {

/// Puts a line into its stock point's waiting list where the prioritization says; customers' and own sites' lines
/// share the list. The new line is compared from the back, so that first in, first out costs nothing.
void join_waiting(const Model& model, World& world, Id<Line> line);

/// Units of a line stop waiting: they were allocated or given up. The line leaves the list with its last unit.
void stop_waiting(World& world, Id<Line> line, Quantity quantity);

/// The units that wait under the shortage cost which the order's segment or tier overrides; nullptr where the items'
/// own count.
Level* overridden(World& world, const Order& order);

}  // namespace backstock

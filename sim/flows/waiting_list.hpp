#pragma once
// The lines that wait at a stock point, in the order in which they will be served.
#include "sim/world/world.hpp"

namespace backstock {

/// Units of a line begin to wait: the stock point owes them, to customers or to own sites. The line joins its
/// list where the prioritization says; customers' and own sites' lines share it. It is compared from the back, so that
/// first in, first out costs nothing.
void start_waiting(const Model& model, World& world, Id<Line> line, Quantity quantity);

/// Units of a line stop waiting: they were allocated or given up. The line leaves the list with its last unit.
void stop_waiting(const Model& model, World& world, Id<Line> line, Quantity quantity);

}  // namespace backstock

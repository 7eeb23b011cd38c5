#pragma once
// From the draft of a scenario to its Model: who supplies what, in which order stock is reviewed, and whether it all
// fits together.

#include "scenarios/draft.hpp"
#include "scenarios/reader.hpp"
#include "sim/world/model.hpp"

namespace backstock {

// Puts the network together. What does not fit is recorded in reading.problems, at its place: stock that nobody
// supplies or that several do without a choice, sources that do not sell, goods in circles, customers that no stock can
// reach, fractions of whole items, lanes named twice. The Model is of use only if there are no problems at all.
//
// Stock points run downstream first: by how many steps they are from the customers, then by store and item name.
// The links of a stock point follow its sourcing policy's sources(), or where that names none, the suppliers by name
// and then the stores with a lane to it.
Model assembled(Draft draft, Reading& reading);

}  // namespace backstock

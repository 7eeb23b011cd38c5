#pragma once
// The disruptions of a scenario on their way into the Model: names become strikes on things.

#include "scenarios/draft.hpp"
#include "scenarios/network_draft.hpp"
#include "scenarios/reader.hpp"
#include "sim/world/model.hpp"

namespace backstock {

// Adds disruptions and their strikes to a model that has everything else, and records what does not fit: names of
// nothing, disruptions that change nothing, and capacity in part where there is nothing to slow down.
void add_disruptions(const Draft& draft, const NetworkDraft& network, Reading& reading, Model& model);

}  // namespace backstock

#pragma once
// A warm-up that is found rather than given: `run: {warmup: auto}`.

#include "scenarios/scenario.hpp"
#include "sim/experiment/warmup.hpp"
#include "tools/terminal.hpp"

#include <optional>
#include <string>

namespace backstock {

// Finds the warm-up where the scenario asks for it, and sets it. Nothing where it does not ask.
std::optional<FoundWarmup> settle_warmup(Scenario& scenario, int threads);

// What was found, in a line for each series with the cut marked; a warning where the horizon is too short to tell.
std::string warmup_screen(const FoundWarmup& found, const Style& style);

}  // namespace backstock

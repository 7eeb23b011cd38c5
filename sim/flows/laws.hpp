#pragma once
// What must hold at the end of every run, whatever the scenario: checked in release builds too.
#include "sim/world/world.hpp"

#include <span>
#include <string_view>

namespace backstock {

/// The laws of conservation in sentences, in the order in which check_laws() looks at them.
std::span<const std::string_view> conservation_laws();

/// Throws BrokenLaw, naming the first of them that does not hold.
void check_laws(const Model& model, const World& world);

}  // namespace backstock

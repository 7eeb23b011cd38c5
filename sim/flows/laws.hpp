#pragma once
// What must hold at the end of every run, whatever the scenario: checked in release builds too.
#include "sim/world/world.hpp"

namespace backstock {

/// Throws BrokenLaw, naming the first thing that does not add up:
/// debits equal credits; the deposits account is what open orders have paid and not received; the inventory account
/// is the value of stock and of goods between own sites; each item's units in (opening, bought) equal units sold
/// plus on hand plus in transit; waiting and allocated units agree with the open lines.
void check_laws(const Model& model, const World& world);

}  // namespace backstock

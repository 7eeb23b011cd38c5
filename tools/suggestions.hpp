#pragma once
// What a user could try next with their own scenario.

#include "scenarios/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace backstock {

// One change of a replenishment rule: what to put behind --set, and the policy's word.
struct SuggestedChange {
    std::string set;   // "stores.shop.stock.dress.inventory.s_S.S=200"
    std::string word;  // "s_S"
};

// Raises the largest number of the first stock point's inventory policy by a quarter, as the scenario writes it.
// Nothing where it has no such number.
std::optional<SuggestedChange> suggested_change(const Scenario& scenario);

// A word quoted for the shell where it needs to be.
std::string shell_word(std::string_view word);

}  // namespace backstock

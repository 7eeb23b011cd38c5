#pragma once
// How stories write lengths of time, amounts and goods.

#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/world/model.hpp"

#include <string>
#include <vector>

namespace backstock {

// "6.2 days", "1 day", "4.5 hours", "12 minutes", "3.2 seconds"; "no time" for zero or less.
std::string span_text(Duration span);

// "2", "0.5"
std::string units_text(Quantity quantity);

// "1 was", "2 were"
std::string were_text(Quantity quantity);

// "178.00 USD", with as many decimals as the currency has, or four where the amount needs them.
std::string money_text(const RunPlan& plan, Money amount);

// "a", "a and b", "a, b and c"
std::string list_text(const std::vector<std::string>& things);

}  // namespace backstock

#pragma once
// /<variant>/regret: what each tier gained or lost against first come, first served.

#include "output/frame.hpp"
#include "sim/experiment/regret.hpp"

#include <span>
#include <string>

namespace backstock {

// A row a tier and KPI: tier, kpi, unit, the value as run, the value first come first served, their paired difference
// with its interval, the replications it rests on, and what it says.
Frame regret_frame(std::span<const RegretRow> rows, const std::string& currency);

}  // namespace backstock

#pragma once
// Keeping several sources at given shares of all that is bought, so that what rounding, minimum quantities and outages
// shift is made up for later.
#include "sim/policy/sourcing.hpp"

#include <span>
#include <vector>

namespace backstock::sourcing {

/// By how many units each source is below its share of all that will have been bought with this purchase. One share
/// a source, summing to 1.
std::vector<double> shortfalls(std::span<const double> shares, const SourcingView& view);

/// Divides what is wanted among the sources in proportion to their shortfalls: in whole units where it is whole.
void divide_units(std::span<const double> shares, const SourcingView& view, std::vector<Part>& parts);

}  // namespace backstock::sourcing

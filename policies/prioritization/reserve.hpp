#pragma once
// What every prioritization by rank shares: units kept for tiers.
#include "sim/policy/prioritization.hpp"
#include "sim/policy/settings.hpp"

#include <optional>
#include <vector>

namespace backstock::prioritization {

/// `reserve: {gold: 5}`: units by tier; empty where nothing is kept.
std::optional<Reserve> read_reserve(Settings& settings);

/// `weights: {gold: 3, standard: 1}`: a number by tier, or by segment; those that are not named have `otherwise`.
std::vector<double> read_numbers(Settings& settings, std::string_view key, Named named, double otherwise,
                                 std::string_view doc);

}  // namespace backstock::prioritization

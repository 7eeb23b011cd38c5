#pragma once
// Which alternative is the best: Hsu's intervals and the bootstrap behind compare() (comparison.hpp explains both).

#include "sim/experiment/comparison.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace backstock {

// How far each alternative is above the best of the others, with intervals that hold for all together.
std::vector<Interval> differences_from_best(std::span<const KpiSample> samples, BadSide bad, double level = 0.95);

// The probability that each is the best.
std::vector<double> probabilities_best(std::span<const KpiSample> samples, BadSide bad, std::uint64_t seed);

}  // namespace backstock

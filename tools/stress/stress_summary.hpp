#pragma once
// From the replications of a stress test to its tables and sentences.

#include "sim/experiment/stress/stress_cell.hpp"
#include "tools/stress/stress_run.hpp"

#include <cstddef>
#include <vector>

namespace backstock {

// All replications of one alternative without one target.
struct StressSample {
    std::size_t cell;
    std::size_t target;
    std::vector<StressOutcome> outcomes;
};

StressResults summarize_stress(const StressOrder& order, const std::vector<StressTarget>& targets,
                               const std::vector<StressSample>& samples);

}  // namespace backstock

#pragma once
// What is asked of speed and memory. The program prints the table at its end.

#include <string_view>
#include <vector>

namespace backstock {

// A ratio of two benchmarks of one run.
struct RatioTarget {
    std::string_view measured;  // name of a benchmark
    std::string_view baseline;  // name of another; the first takes at most `limit` times as long
    double limit;
};

// A counter of a benchmark that is at most so much.
struct Limit {
    std::string_view measured;
    std::string_view counter;
    double most;
};

// One list for each file of benchmarks.
const std::vector<RatioTarget>& engine_targets();
const std::vector<RatioTarget>& model_targets();
const std::vector<RatioTarget>& scale_targets();
const std::vector<Limit>& scale_limits();

}  // namespace backstock

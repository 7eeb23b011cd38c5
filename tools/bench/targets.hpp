#pragma once
// What is asked of the speed, each as a ratio of two benchmarks of one run. The program prints the table at its end.

#include <string_view>
#include <vector>

namespace backstock {

struct Target {
    std::string_view measured;  // name of a benchmark
    std::string_view baseline;  // name of another; the first takes at most `limit` times as long
    double limit;
};

// One list for each file of benchmarks.
const std::vector<Target>& engine_targets();
const std::vector<Target>& model_targets();

}  // namespace backstock

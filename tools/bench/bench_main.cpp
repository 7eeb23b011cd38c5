// Runs the benchmarks and compares them with what is asked. Use it on a quiet, pinned core:
//     taskset -c 1 backstock_bench --benchmark_repetitions=9 --benchmark_enable_random_interleaving=true
#include "tools/bench/targets.hpp"

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace backstock {
namespace {

class RatioReporter : public benchmark::ConsoleReporter {
public:
    RatioReporter() : ConsoleReporter(OO_Tabular) {}

    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.error_occurred) {
                continue;
            }
            std::vector<double>& times = times_[run.run_name.function_name + with_slash(run.run_name.args)];
            for (const auto& [name, counter] : run.counters) counters_[run.benchmark_name()][name] = counter.value;
            if (run.run_type == Run::RT_Iteration) {
                times.push_back(run.GetAdjustedCPUTime());
            } else if (run.aggregate_name == "median") {
                times = {run.GetAdjustedCPUTime()};  // all there is when only aggregates are reported
            }
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void Finalize() override {
        for (const auto* targets : {&engine_targets(), &model_targets(), &scale_targets()}) {
            print_ratios(*targets);
        }
        print_limits(scale_limits());
    }

private:
    void print_ratios(const std::vector<RatioTarget>& targets) const {
        for (const RatioTarget& target : targets) {
            const auto measured = times_.find(std::string(target.measured));
            const auto baseline = times_.find(std::string(target.baseline));
            if (measured != times_.end() && baseline != times_.end()) {
                const double ratio = median(measured->second) / median(baseline->second);
                fmt::print("{:<28} / {:<28} = {:6.2f}  (at most {:.2f}){}\n", target.measured, target.baseline, ratio,
                           target.limit, ratio > target.limit ? "  MISSED" : "");
            }
        }
    }

    void print_limits(const std::vector<Limit>& limits) const {
        for (const Limit& limit : limits) {
            const auto run = counters_.find(std::string(limit.measured));
            if (run == counters_.end()) {
                continue;
            }
            const double value = run->second.at(std::string(limit.counter));
            fmt::print("{:<28}   {:<28} = {:6.0f}  (at most {:.0f}){}\n", limit.measured, limit.counter, value,
                       limit.most, value > limit.most ? "  MISSED" : "");
        }
    }

    static std::string with_slash(const std::string& args) { return args.empty() ? args : "/" + args; }
    static double median(std::vector<double> values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    }
    std::map<std::string, std::vector<double>> times_;
    std::map<std::string, std::map<std::string, double>> counters_;
};

}  // namespace
}  // namespace backstock

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 1;
    }
    backstock::RatioReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();
    return 0;
}

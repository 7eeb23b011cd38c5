#pragma once
// One simulation from the model to its summary, as `run`, `rerun` and `verify` need it.

#include "output/run_results.hpp"
#include "sim/experiment/regret.hpp"
#include "sim/experiment/stopping.hpp"
#include "sim/experiment/summary.hpp"
#include "sim/world/model.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace backstock {

struct SimulationOptions {
    std::optional<std::filesystem::path> file = {};  // where the results go; none: nowhere
    const Model* in_order = nullptr;  // where regret is asked for: the same model, first come, first served
    ResultsRequest request = {};
    std::optional<StoppingRule> until = {};  // ends before the replications asked for, once it is met
    int threads = 1;
    bool show_progress = false;
};

struct SimulationResult {
    std::vector<SummaryRow> summary;
    std::vector<RegretRow> regret;  // empty unless asked for
    std::int64_t replications = 0;
    std::uint64_t orders = 0;         // placed in all replications, warm-ups included
    std::uint64_t order_to_tell = 0;  // of replication 0, one with a story: the first backordered one, else the first;
                                      // counted after the warm-up if there is one. 0: there are no orders
    bool narrow = true;               // `until` was met, where there is one
    double seconds = 0;
};

// Plays all replications that the request, or else the model, asks for. Throws WrongUse when the file can't be written
// at all, FileError when the disk refuses later, Interrupted, BrokenLaw.
SimulationResult simulate(const Model& model, const SimulationOptions& options);

}  // namespace backstock

#pragma once
// A multi-echelon supply chain in the layout of the 38 real ones of Willems (2008), "Data Set: Real-World Multiechelon
// Supply Chains Used for Inventory Optimization", Manufacturing & Service Operations Management 10(1).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock::imports {

// What customers ask of a stage each day, and the service that its owner promises.
struct StageDemand {
    double mean = 0;
    double sd = 0;
    std::optional<double> z;  // the standard normal quantile of that service
};

struct StageInput {
    std::size_t stage = 0;   // which
    std::int64_t units = 1;  // of it that go into a unit
};

struct Stage {
    std::string name;
    double days = 0;  // processing time
    double cost = 0;  // added to a unit
    std::optional<StageDemand> demand;
    std::vector<StageInput> inputs;  // none: what comes from outside

    bool from_outside() const { return inputs.empty(); }
};

struct SupplyChain {
    std::string name;           // the file's, without ending
    std::vector<Stage> stages;  // what goes into a stage stands before it; else in the file's order

    std::optional<std::size_t> find(const std::string& stage) const;
};

// Reads a CSV file with the columns stage_id, lead_time, cost_rate, ext_demand_mean, ext_demand_std, ext_demand_thres
// and up_stages, which is followed by pairs of an upstream stage and its units; other columns are not needed. Throws
// BadInput with all that is wrong, located: numbers that are none or negative, a stage twice, an unknown upstream
// stage, a circle.
SupplyChain read_supply_chain(const std::string& file);

}  // namespace backstock::imports

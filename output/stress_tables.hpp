#pragma once
// /stress in the results file: what an outage of each thing would do, which mitigations are worth it, and what
// resilience costs.

#include "output/results_writer.hpp"
#include "sim/experiment/stress/exposure.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// How long an alternative survives without a thing.
struct StressedNode {
    std::string alternative;
    std::string node;
    std::string kind;
    TimeTo survives;  // days
};

// What an outage of one length does.
struct StressedOutage {
    std::string alternative;
    std::string node;
    std::string kind;
    double length = 0;    // days
    TimeTo recovers;      // days
    Interval harmless{};  // share of the replications in which no customer went without, with Wilson's interval
    Interval unmet;
    Interval revenue_at_risk;
    Interval revenue_lost;
    Interval profit_lost;
    Interval cost_more;
    double exposure = 0;    // 0 to 1 among the nodes of this alternative at this length
    std::int64_t rank = 0;  // 1: the most exposed
};

// Whether an alternative is worth what it costs, against the baseline.
struct StressedMitigation {
    std::string alternative;
    std::string baseline;
    std::string node;
    std::string kind;
    double length = 0;
    BreakEven found;
    double outages_per_year = 0;  // the probability over the time measured, as a rate
};

// An alternative without outages but those of its scenario.
struct StressedAlternative {
    std::string alternative;
    Interval profit;
    Interval cost;  // all but purchases
    Interval tail;  // CVaR 95 of what counts: profit, or cost
    Interval fill_rate;
    double worst = 0;  // what the worst outage tried leaves of the mean profit, or makes of the mean cost
    std::string dominated_by;
};

struct StressResults {
    std::string created;
    std::string title;
    std::string name;
    std::string definition;
    std::uint64_t seed = 0;
    std::string currency;
    std::int64_t replications = 0;
    double at = 0;         // days
    double measured = 0;   // days from the warm-up's end to the horizon
    bool by_cost = false;  // nothing has a price: ranked by costs
    std::vector<double> lengths;
    std::vector<StressedNode> nodes;
    std::vector<StressedOutage> outages;
    std::vector<StressedMitigation> mitigations;
    std::vector<StressedAlternative> alternatives;
    std::vector<std::string> sentences;
};

// The whole file. Throws FileError.
void write_stress(const std::filesystem::path& target, const StressResults& results);

}  // namespace backstock

#pragma once
// One thing that is struck, by outages of several lengths: what a replication says about it.

#include "sim/experiment/replications.hpp"
#include "sim/experiment/stress/service_path.hpp"
#include "sim/world/model.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace backstock {

// The effect of an outage of one length in one replication, against the same replication without it.
struct StressEffect {
    double recovers;         // days, see Resilience
    double unmet;            // units
    double revenue_at_risk;  // money, as are all that follow
    double revenue_lost;     // over the time measured: sales that did not come back
    double profit_lost;
    double cost_more;  // of cost_total, and of what shortage is reckoned to cost
};

struct StressOutcome {
    double survives;  // days, from the outage without end
    double profit;    // undisturbed, as are these
    double cost;      // all but purchases
    KpiValue fill_rate;
    std::vector<StressEffect> lengths;  // in the order of the models
};

// Plays replications of one struck thing on one thread. All models must outlive it, and differ in nothing but the
// outage.
class StressPlayer {
public:
    struct Struck {
        const Model* model;
        Time ended;
    };
    // `endless` is struck from `began` to the horizon.
    StressPlayer(const Model& undisturbed, const Model& endless, const std::vector<Struck>& struck, Time began);

    StressOutcome play(std::int64_t replication);

private:
    struct Played {
        KpiRow kpis;
        ServicePath path;
    };
    Played played(Player& player, std::int64_t replication) const;

    Time began_;
    Time horizon_;
    Player undisturbed_;
    Player endless_;
    std::vector<Time> ended_;
    std::vector<std::unique_ptr<Player>> struck_;
};

}  // namespace backstock

#pragma once
// What an order of service gives to each tier and takes from it: every replication is played twice on the same random
// numbers, as the scenario says and first come, first served.
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replications.hpp"

#include <array>
#include <string>
#include <vector>

namespace backstock {

/// One figure of one tier. The difference is own − fifo, with the paired interval.
struct RegretRow {
    std::string tier;
    Kpi kpi = Kpi::fill_rate;
    Interval own{};
    Interval fifo{};
    Interval difference{};
    Standing standing = Standing::unknown;
};

class Regret {
public:
    /// What is compared: service, waiting, what is lost and given up, and what waiting and losing is said to cost.
    static constexpr std::array kpis{Kpi::fill_rate, Kpi::fulfillment_time, Kpi::lost_sales_rate,
                                     Kpi::cancellation_rate, Kpi::cost_shortage};

    /// Of models that differ in nothing but prioritization.
    explicit Regret(const Model& model);

    /// The outcomes of one side, in replication order.
    void take_own(const Outcome& outcome) { take(outcome, own_); }
    void take_fifo(const Outcome& outcome) { take(outcome, fifo_); }

    /// A row a tier and figure. Requires as many outcomes of either side.
    [[nodiscard]] std::vector<RegretRow> rows(double level = 0.95) const;

private:
    struct Values {
        std::vector<double> num;
        std::vector<double> den;
    };
    static KpiSample sample(const Values& values, Kpi kpi);
    static void take(const Outcome& outcome, std::vector<Values>& values);

    std::vector<std::string> tiers_;
    std::vector<Values> own_;  ///< by tier, then figure
    std::vector<Values> fifo_;
};

/// The prioritization of every stock point becomes this one.
void serve_all_by(Model& model, const PrioritizationPolicy& policy);

}  // namespace backstock

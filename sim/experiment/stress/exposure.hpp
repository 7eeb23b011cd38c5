#pragma once
// What the outages of many things come to: who is exposed where, what a mitigation must prevent to be worth it, and
// what resilience costs.

#include "sim/experiment/estimators.hpp"
#include "sim/experiment/tail_risk.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// A time that some replications never reach within the horizon.
struct TimeTo {
    Interval mean;   // with those that never do at `most`: a lower bound where `never` is not 0
    double p05 = 0;  // 5 % of the replications are shorter …
    double p95 = 0;  // … and 5 % longer; infinite where that many never do
    std::int64_t never = 0;
};

// `most` is the time there was.
TimeTo time_to(std::span<const double> days, double most, double level = 0.95);

// Impacts as shares of the largest, 0 to 1: the risk exposure index (Simchi-Levi, Schmidt and Wei 2014, Harvard
// Business Review 92(1); Simchi-Levi et al. 2015, Interfaces 45:375). Impacts below 0 count as 0; all are 0 where
// nothing is above.
std::vector<double> exposure_index(std::span<const double> impacts);

// Where a mitigation and the baseline break even. In the time measured the mitigation costs `premium` of profit
// without an outage and saves `saving` with one; if an outage happens with probability p, the mitigation is the better
// where p · saving ≥ premium: from p = premium ÷ saving on, or, where it earns more without an outage and loses more in
// one, up to there. Both are paired by replication; the interval is the jackknife's of their ratio.
enum class Worth : std::uint8_t {
    always,      // whether an outage happens or not
    from_here,   // from the probability on
    up_to_here,  // up to the probability
    never,       // it costs something, and saves nothing; or it would take more than one outage
    unclear,     // neither can be told from nothing: both intervals hold 0, and more than 0
};
std::string_view name_of(Worth worth);  // "always", "from here on", "up to here", "never", "unclear"

struct BreakEven {
    Interval premium;
    Interval saving;
    Interval probability;  // where both are above 0, or both below; may be above 1
    Worth worth = Worth::never;
};

// All in replication order: profits without an outage, and losses of profit by one.
BreakEven break_even(std::span<const double> baseline_profit, std::span<const double> baseline_loss,
                     std::span<const double> profit, std::span<const double> loss, double level = 0.95);

// An alternative on the frontier of what resilience costs. More is better in all of these; NaN leaves one out.
struct Alternative {
    double expected;  // profit, or costs with the other sign
    double tail;      // the mean of its worst 5 %
    double service;   // fill rate
    double worst;     // what `expected` comes to with the worst of the outages
};

// Who dominates each alternative: the first that is at least as good in everything and better in something; and where
// `surely` is given, only one for which surely(it, the alternative) holds. Nothing for those on the frontier.
std::vector<std::optional<std::size_t>> dominated_by(
    std::span<const Alternative> alternatives, const std::function<bool(std::size_t, std::size_t)>& surely = nullptr);

}  // namespace backstock

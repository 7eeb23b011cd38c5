#pragma once
// When a disruption strikes.
#include "sim/policy/policy.hpp"
#include "sim/world/disruption.hpp"

#include <string_view>
#include <vector>

namespace backstock {

class ClockPolicy : public Policy {
public:
    static constexpr std::string_view family = "clock";

    /// How things stand at time 0; severity 0.
    virtual ClockMove first() const { return {.at = Time::zero()}; }
    /// The move after state.now, strictly later; at never() for none. May count in state.moves and draw by it.
    virtual ClockMove next(ClockState& state) const = 0;

    /// Severities other than 0 and 1 that its moves can have.
    virtual std::vector<double> severities() const { return {}; }
    /// What its moves can leave of capacity in place of what the disruption says.
    virtual std::vector<double> capacities() const { return {}; }
    /// How long an outage lasts on average, in µs: what a merchant expects who knows of one.
    virtual double mean_outage() const = 0;
};

}  // namespace backstock

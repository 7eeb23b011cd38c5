#pragma once
// What the law says of orders that are late.
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"

#include <string_view>

namespace backstock {

/// A date that the law asks for, and when the shop looks at it: never after the date.
struct Deadline {
    Time due = Time::never();
    Time look = Time::never();
};

/// What the rule may know of an order that still waits for goods when its deadline is looked at.
struct DelayView {
    Time now;
    Time due;                        ///< the date that the law asks for now
    Time first_due;                  ///< the first of them
    Time predicted = Time::never();  ///< the ship date that can be told; never() where there is none
    int stage = 0;                   ///< what the last ruling said; 0 before the first
};

struct DelayRuling {
    bool tells = false;            ///< a notice is sent that leaves the customer the choice
    double ends = 0;               ///< share of customers whose order ends …
    Time ends_at = Time::never();  ///< … then, unless goods are there by then
    Deadline next{};               ///< for those who go on
    int stage = 0;
};

/// As it stands there is no rule.
class RegulationPolicy : public Policy {
public:
    static constexpr std::string_view family = "regulation";
    /// For an order accepted now that waits, with the promised ship date (never() where none was given) and the mean
    /// transit to the door.
    [[nodiscard]] virtual Deadline first(Time /*now*/, Time /*promised*/, Duration /*transit*/) const { return {}; }
    [[nodiscard]] virtual DelayRuling rule(const DelayView&) const { return {}; }
    /// Of each notice that the law asks for.
    [[nodiscard]] virtual Money cost() const { return Money::zero(); }
    /// Goods that come back within this time from delivery are refunded in full.
    [[nodiscard]] virtual Duration withdrawal() const { return Duration::zero(); }
};

}  // namespace backstock

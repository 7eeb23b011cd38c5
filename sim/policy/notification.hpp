#pragma once
// What a shop tells its customers while they wait.
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"
#include "sim/world/words.hpp"

#include <string_view>

namespace backstock {

/// As it stands it tells nothing.
class NotificationPolicy : public Policy {
public:
    static constexpr std::string_view family = "notification";
    /// Whether customers are told of this when it happens.
    [[nodiscard]] virtual bool tells(Notice) const { return false; }
    /// The time between regular updates of those who wait; zero: there are none.
    [[nodiscard]] virtual Duration every() const { return Duration::zero(); }
    /// A promise that moves by less is left as it was told.
    [[nodiscard]] virtual Duration least_move() const { return Duration::zero(); }
    /// Of each notice.
    [[nodiscard]] virtual Money cost() const { return Money::zero(); }
    /// Share of the customers told of a delay who cancel at once.
    [[nodiscard]] virtual double cancels() const { return 0; }
    /// By what share of itself the waiting patience left grows when a customer is told of a delay and goes on waiting.
    [[nodiscard]] virtual double lengthens() const { return 0; }
};

}  // namespace backstock

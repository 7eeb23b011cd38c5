#pragma once
// Whether a shop takes orders for what it does not have, and what it promises.
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"
#include "sim/world/words.hpp"

#include <string_view>

namespace backstock {

/// What a backorder policy may know when stock does not cover a wish.
struct BackorderView {
    Time now;
    Quantity wanted;   ///< units of the line that stock does not cover
    Quantity waiting;  ///< units already waiting at the stock point
    Time predicted;    ///< when the pipeline is expected to cover them; never() when nothing is known
};

/// The shop's answer.
struct BackorderAnswer {
    bool accepted = false;
    LossCause why = LossCause::out_of_stock;  ///< when not accepted
};

class BackorderPolicy : public Policy {
public:
    static constexpr std::string_view family = "backorder";
    virtual BackorderAnswer answer(const BackorderView& view) const = 0;
    /// Whether any answer accepts: a policy that never does is spared the prediction.
    virtual bool ever_accepts() const { return true; }
    /// When the goods are launched: before, none of them leaves for customers, and all wishes wait.
    virtual Time launch() const { return Time::zero(); }
    /// Whether customers are told that their order waits.
    virtual bool notifies() const { return false; }
};

/// How the promised ship date is made.
class PromisePolicy : public Policy {
public:
    static constexpr std::string_view family = "promise";
    /// The quantile of lead times that predictions use; 0 when it makes none.
    virtual double quantile() const = 0;
    /// The ship date to promise, from the predicted one; never() for no promise.
    virtual Time promise(Time now, Time predicted) const = 0;
};

}  // namespace backstock

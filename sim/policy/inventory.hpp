#pragma once
// When to replenish a stock point, and by how much.
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/phase.hpp"
#include "sim/policy/policy.hpp"
#include "sim/policy/settings.hpp"

#include <cstdint>
#include <limits>
#include <string_view>

namespace backstock {

class ForecastPolicy;
struct ForecastState;

/// What an inventory policy may know of its stock point.
struct StockView {
    Time now;
    Quantity on_hand;
    Quantity available;  ///< on hand less allocated
    Quantity on_order;
    Quantity waiting;   ///< backordered, customers' and own sites'
    Quantity position;  ///< available + on order − waiting

    // Where the policy forecasts:
    const ForecastState* forecast = nullptr;  ///< what its forecast remembers, the latest period included
    Duration period;                          ///< of the forecast: the review interval, or the accounting period
    double lead_time = 0;     ///< in periods: mean of the sources that would be used now, order delay and transit too
    double lead_time_sd = 0;  ///< in periods: its standard deviation, over chance and sources
};

/// How often the position is looked at.
struct Review {
    Duration every;                 ///< zero: whenever the position changed
    Phase at = Phase::late_review;  ///< review (before the demand of the instant) or late_review (after it)
};

/// What is known of sources' outages that counts.
enum class Heed : std::uint8_t { nothing, outages, warnings };

class InventoryPolicy : public Policy {
public:
    static constexpr std::string_view family = "inventory";

    /// Units to order now; zero or less for none. The purchase is then rounded up to what sources accept.
    virtual Quantity order(const StockView& stock) const = 0;
    /// No order is ever placed while the position is above it: spares a look after every sale. A level that moves
    /// (a forecast's) says `always_look`.
    virtual Quantity reorder_point() const = 0;
    virtual Review review() const { return {}; }
    /// What it forecasts demand with; nullptr where it does not.
    virtual const ForecastPolicy* forecast() const { return nullptr; }
    /// What lengthens the lead time that it is told where it forecasts: known outages of the sources that would be
    /// used, as long as they are expected to last; and such as are foreseen, as if they had begun.
    virtual Heed heeds() const { return Heed::nothing; }

protected:
    static constexpr Quantity always_look = Quantity::micro(std::numeric_limits<std::int64_t>::max());
};

/// Reads `review: {every: 1 d, at: start}`; without it the review is continuous.
Review read_review(Settings& settings, bool required);
/// The same; without it, the review is as given, and `doc` says so.
Review read_review(Settings& settings, Review otherwise, std::string_view doc);

}  // namespace backstock

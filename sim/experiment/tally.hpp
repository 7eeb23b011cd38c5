#pragma once
// What the recorder counts while a replication runs, since the end of the warm-up. Everything else that a KPI needs
// (time averages, money) stands in the world already.
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/experiment/histogram.hpp"
#include "sim/world/words.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace backstock {

/// Orders of one segment and tier.
struct OrderTally {
    std::int64_t placed = 0;
    std::int64_t whole_at_once = 0;  ///< served whole from stock
    std::int64_t accepted = 0;
    std::int64_t backordered = 0;
    std::array<std::int64_t, std::size(loss_causes)> lost{};
    std::array<std::int64_t, std::size(cancel_causes)> cancelled{};
    std::int64_t undecided = 0;    ///< put off, and past the horizon
    std::int64_t open = 0;         ///< accepted, and past the horizon
    std::int64_t holds = 0;        ///< granted …
    std::int64_t holds_ended = 0;  ///< … and used up, given back or run out
    std::int64_t holds_expired = 0;
    std::int64_t captures = 0;
    std::int64_t captures_declined = 0;
    std::int64_t disputes = 0;
    std::int64_t promised_due = 0;     ///< with a promise that fell due …
    std::int64_t shipped_on_time = 0;  ///< … and kept
    std::int64_t quoted_due = 0;       ///< with a quoted delivery date that fell due …
    std::int64_t delivered_on_time = 0;
    Quantity demanded;
    Quantity at_once;
    Quantity lost_units;
    Quantity shipped;
    Money revenue;   ///< at list price
    Money markdown;  ///< what was paid less
    double lost_sale_cost = 0;
    Quantity substituted;
    std::int64_t notices = 0;
    std::int64_t notices_waiting = 0;  ///< to orders that wait
    double weeks_waiting = 0;          ///< of orders, until nothing of them waits
    std::int64_t contacts = 0;
    std::int64_t alerts = 0;
    std::int64_t alerts_converted = 0;
    std::int64_t retries = 0;
    std::int64_t customers_lost = 0;
    Quantity returned;
    Money refunds;
    Money service;                         ///< cost of notices and contacts
    DurationHistogram waits;               ///< order to shipment, of backordered orders
    DurationHistogram deliveries;          ///< order to delivery
    std::vector<std::int64_t> waits_due;   ///< per time asked for: orders that could have waited so long …
    std::vector<std::int64_t> waits_over;  ///< … and did

    // Of the above, served over the counter and not counted there until the counter closes.
    std::int64_t over_counter = 0;
    Quantity over_counter_units;
    Money over_counter_revenue;

    void close_counter();
    void add(const OrderTally& other);
};

/// One stock point.
struct StockTally {
    Quantity demanded;     ///< by customers
    Quantity backordered;  ///< of it, neither served at once …
    Quantity lost_units;   ///< … nor lost
    Quantity shipped;
    Money revenue;                  ///< at list price
    std::uint64_t cycles : 63 = 0;  ///< replenishment cycles, or periods
    bool short_now : 1 = false;
    std::uint64_t cycles_short : 63 = 0;  ///< with a stockout
    bool touched : 1 = false;             ///< ordered or demanded in this period
    Quantity period_demand;               ///< received as demand, own sites' included
    Quantity period_ordered;
    double sum_demand = 0, sum_demand_squares = 0;
    double sum_ordered = 0, sum_ordered_squares = 0;
};

/// What only few scenarios have at a stock point.
struct RareTally {
    Quantity undecided;    ///< demanded and put off, at the horizon
    Quantity substituted;  ///< served by something else
    Quantity returned;
    Money markdown;  ///< what was paid less
    double lost_sale_cost = 0;
};

/// Both together, of some stock points.
struct DemandTally {
    StockTally usual;
    RareTally rare;

    [[nodiscard]] Quantity at_once() const {
        return usual.demanded - usual.backordered - usual.lost_units - rare.undecided;
    }
};

/// One supplier's offers, or one stock point's purchases, summed where asked.
struct SupplyTally {
    Quantity received;
    Money purchases;
    Money ordering;
    std::int64_t deliveries = 0;
    double lead_days = 0;
    double lead_days_squares = 0;

    void add(const SupplyTally& other);
};

/// What a disruption has done.
struct DisruptionTally {
    std::int64_t outages = 0;
    std::int64_t ended = 0;
    Duration lengths;  ///< of those that ended
    std::int64_t warnings = 0;
    std::int64_t false_alarms = 0;
    Quantity destroyed;
};

}  // namespace backstock

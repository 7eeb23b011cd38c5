#pragma once
// What a stock point holds, owes and expects.
#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"

#include <cstdint>

namespace backstock {

struct Line;
struct Shipment;
struct Purchase;
struct ForecastState;

/// What goes from a stock point to own sites and into production.
struct Supplying {
    Level owed;      ///< units own sites wait for
    Level outbound;  ///< in transit from here to own sites, or taken for production
    Level outbound_value;
};

/// The state of one stock point. Levels count millionths of a unit (value levels: 1/10,000 of the currency unit)
/// and carry their exact time integrals.
struct StockState {
    Level on_hand;        ///< on the shelf, allocated or not
    Quantity allocated;   ///< on the shelf, promised to a parcel
    Level value;          ///< of stock on hand, at moving average cost
    Money cost_of_sales;  ///< of goods shipped to customers since the last restart

    Level backorders;  ///< units customers wait for
    Quantity owed;     ///< units own sites wait for
    Level on_order;    ///< purchased, not received
    Presence stocked;  ///< while stock is on hand
    Id<Line> first_waiting;
    Id<Line> last_waiting;
    Id<ForecastState> forecast;  ///< none where the inventory policy does not forecast
    bool review_due = false;     ///< a review of this instant is already scheduled
    bool rations = false;        ///< not all that is available is for everybody: some is kept for a tier or a launch

    Level inbound;               ///< in transit to here
    Id<Supplying> supplying;     ///< none where own sites get nothing from here
    Id<Shipment> first_inbound;  ///< shipments under way to here, in the order sent
    Id<Shipment> last_inbound;
    Id<Purchase> first_purchase;  ///< purchases not wholly shipped, in the order placed
    Id<Purchase> last_purchase;

    [[nodiscard]] Quantity shelf() const { return Quantity::micro(on_hand.value()); }
    [[nodiscard]] Quantity available() const { return shelf() - allocated; }
    [[nodiscard]] Quantity waiting() const { return Quantity::micro(backorders.value()) + owed; }
    [[nodiscard]] Quantity ordered() const { return Quantity::micro(on_order.value()); }
    /// Inventory position = on hand − allocated + on order − backordered.
    [[nodiscard]] Quantity position() const { return available() + ordered() - waiting(); }
};

}  // namespace backstock

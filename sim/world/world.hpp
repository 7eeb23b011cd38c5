#pragma once
// Everything that is, at one instant of one replication. The world is a value: a copy is a checkpoint.
#include "sim/base/level.hpp"
#include "sim/base/table.hpp"
#include "sim/engine/agenda.hpp"
#include "sim/engine/stream.hpp"
#include "sim/world/arrival.hpp"
#include "sim/world/forecast.hpp"
#include "sim/world/ledger.hpp"
#include "sim/world/list.hpp"
#include "sim/world/model.hpp"
#include "sim/world/order.hpp"
#include "sim/world/payment.hpp"
#include "sim/world/plant.hpp"
#include "sim/world/purchase.hpp"
#include "sim/world/stock.hpp"

#include <cstdint>
#include <vector>

namespace backstock {

/// Under period-end accounting, the sums over period ends that take the place of time integrals, already times
/// the period in µs.
struct PeriodSums {
    Int128 on_hand = 0, backorders = 0, owed = 0, on_order = 0, inbound = 0, outbound = 0, value = 0,
           outbound_value = 0, stocked = 0;
};

/// Units of an item that entered and left the house: what the conservation law adds up.
struct ItemFlow {
    Quantity opening;
    Quantity bought;
    Quantity made;
    Quantity sold;
    Quantity consumed;  ///< used up by plants
    Quantity lost;      ///< destroyed
};

/// Costs that accrue with time and are posted in whole ledger amounts: what has been posted so far.
struct Accrued {
    Money holding;
    Money shortage;
    Money retainer;
};

struct World {
    Agenda agenda;
    Streams streams{0, 0};
    Ledger ledger;

    Table<Order> orders;
    Table<Line> lines;
    Table<Parcel> parcels;
    Table<Purchase> purchases;
    Table<Shipment> shipments;
    Table<Job> jobs;
    Table<Kit> kits;
    Table<Lot> lots;

    Table<Payment> payments;
    std::vector<Id<Payment>> payment_by_order;  ///< by the order's row; shorter where the last orders have none
    Table<Payout> payouts;
    List<Campaign, Store> campaigns;     ///< empty where no store has one
    std::vector<Id<Purchase>> unfunded;  ///< purchases that wait for cash, first come first
    bool funds_review_due = false;       ///< a look at them is scheduled for this instant

    List<StockState, StockPoint> stock;
    List<LinkState, Link> links;
    List<OfferState, Offer> offers;             ///< empty where every supplier has all that is asked for
    List<SourcingMemory, StockPoint> sourcing;  ///< empty where no sourcing policy remembers
    Table<Payable> payables;
    List<ForecastState> forecasts;  ///< only of stock points that forecast: StockState::forecast
    List<SupplierState, Supplier> suppliers;
    List<PlantState, Plant> plants;
    List<LaneState, Lane> lanes;
    List<ArrivalState, Segment> arrivals;
    List<ItemFlow, Item> items;
    std::vector<Level> waiting;         ///< units that customers wait for, by Model::waiting_kind
    List<PeriodSums, StockPoint> sums;  ///< empty under continuous accounting
    std::vector<Int128> waiting_sums;   ///< likewise
    List<Accrued, StockPoint> accrued;
    List<Money, Store> accrued_capital;  ///< the cost of capital posted so far; empty where it costs nothing

    List<DisruptionState, Disruption> disruptions;
    List<StrikeState, Strike> strikes;
    std::vector<Id<Parcel>> held_parcels;  ///< ready to leave stores that can't ship

    std::uint64_t orders_placed = 0;
    std::uint64_t purchases_placed = 0;
    std::uint64_t facts_played = 0;
    bool counting = true;  ///< after the warm-up

    [[nodiscard]] Time now() const { return agenda.now(); }
    /// The row of an order's money; none() where it needs none.
    [[nodiscard]] Id<Payment> payment_of(Id<Order> order) const {
        return order.index() < payment_by_order.size() ? payment_by_order[order.index()] : Id<Payment>::none();
    }
};

}  // namespace backstock

#pragma once
// Everything that is, at one instant of one replication. The world is a value: a copy is a checkpoint.
#include "sim/base/level.hpp"
#include "sim/base/table.hpp"
#include "sim/engine/agenda.hpp"
#include "sim/engine/stream.hpp"
#include "sim/world/arrival.hpp"
#include "sim/world/care.hpp"
#include "sim/world/forecast.hpp"
#include "sim/world/ledger.hpp"
#include "sim/world/list.hpp"
#include "sim/world/model.hpp"
#include "sim/world/order.hpp"
#include "sim/world/payment.hpp"
#include "sim/world/plant.hpp"
#include "sim/world/purchase.hpp"
#include "sim/world/serving.hpp"
#include "sim/world/stock.hpp"
#include "sim/world/request.hpp"
#include "sim/world/waiting.hpp"

#include <cstdint>
#include <unordered_map>
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
    Quantity returned;  ///< by customers
    Quantity lost;      ///< destroyed or written off
};

/// Costs that accrue with time and are posted in whole ledger amounts: what has been posted so far.
struct Accrued {
    Money holding;
    Money shortage;
};

struct World {
    Agenda agenda;
    Streams streams{0, 0};
    Ledger ledger;

    Request request;  ///< of the customer who came last
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
    List<Supplying> supplying;  ///< of stock points that supply own sites: StockState::supplying
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
    std::vector<Level> waiting;  ///< units that customers wait for, by Model::waiting_kind, if these are told apart
    List<PeriodSums, StockPoint> sums;  ///< empty under continuous accounting
    std::vector<Int128> waiting_sums;   ///< likewise
    List<Accrued, StockPoint> accrued;
    List<Money, StockPoint> retainers;   ///< likewise, for capacity that is kept ready; empty where none is
    List<Money, Store> accrued_capital;  ///< the cost of capital posted so far; empty where it costs nothing

    List<DisruptionState, Disruption> disruptions;
    List<StrikeState, Strike> strikes;
    std::vector<Id<Parcel>> held_parcels;  ///< ready to leave stores that can't ship

    List<std::uint32_t, StockPoint> index_of;  ///< number in `indexes` + 1, or 0; empty where all lists go by joining
    std::vector<WaitingIndex> indexes;         ///< of waiting lists with an order of their own
    std::vector<WaitingPlace> places;          ///< by line, of the lines in these
    std::vector<Gathering> gathering;          ///< by order; empty where goods leave as they are there
    List<HandlingState, Store> handling;       ///< empty where no store has a handling capacity
    std::unordered_map<std::uint32_t, Passed> passed;  ///< by purchase, of those made for one customer's line
    List<MarkdownState, StockPoint> markdowns;         ///< empty where no price is ever marked down
    List<SpaceState, Store> spaces;                    ///< empty where space has no limit …
    List<Room, StockPoint> rooms;                      ///< … and who takes it
    Table<Care> cares;
    std::vector<Id<Care>> care_of;  ///< by the order's place, as far as it reaches; empty until an order needs it
    Table<Alert> alerts;
    List<AlertList, StockPoint> alert_lists;  ///< empty until somebody leaves an address
    Table<Return> returns;
    std::vector<Id<Return>> returns_by_order;  ///< the first, by the order's row; shorter where the last have none
    List<LostMembers, Segment> lost;  ///< empty where nobody is ever lost for good; of a segment, where nobody can be

    std::uint64_t orders_placed = 0;
    std::uint64_t purchases_placed = 0;
    std::uint64_t facts_played = 0;
    bool counting = true;  ///< after the warm-up

    [[nodiscard]] Time now() const { return agenda.now(); }

    /// Where a customer's order is served: all of its lines at one store.
    [[nodiscard]] Id<Store> store_of(const Model& model, const Order& order) const {
        const Segment& segment = model.segments[order.segment];
        return segment.others.empty() ? segment.store : model.stock[lines[order.first_line].stock].store;
    }
    /// Where a customer who wishes for something is served.
    [[nodiscard]] static Id<Store> store_of(const Model& model, const Request& request) {
        const Segment& segment = model.segments[request.segment];
        return segment.others.empty() ? segment.store : model.stock[request.wishes.front().stock].store;
    }
    /// Whether the price of the stock point's item is marked down there now.
    [[nodiscard]] bool marked_down(Id<StockPoint> id) const { return !markdowns.empty() && markdowns[id].down; }
    /// The row of an order's money; none() where it needs none.
    [[nodiscard]] Id<Payment> payment_of(Id<Order> order) const {
        return order.index() < payment_by_order.size() ? payment_by_order[order.index()] : Id<Payment>::none();
    }
};

}  // namespace backstock

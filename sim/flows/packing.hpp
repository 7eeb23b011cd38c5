#pragma once
// From the shelf to the parcel: reserved goods are gathered where an order is to leave together, and queue for hands
// where a store has only so many.
//
//   LineAllocated -> ParcelShipped                              (handling that takes a time, or none)
//                 -> ParcelPacked -> HandlingFinished -> ParcelShipped          (a handling capacity)
//                 ...  -> ConsolidationEnded -> the same                        (an order that waits for its rest)
//
// A handling capacity is a continuous server, first in, first out, of units (or parcels): customers' parcels and goods
// for own sites alike. Disruptions of the store slow it down at once; parts used up by a plant and goods lent to a
// neighbour pass it by.
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/facts.hpp"
#include "sim/world/list.hpp"
#include "sim/world/words.hpp"

#include <vector>

namespace backstock {

class FulfillmentPolicy;
class Law;
struct Model;
struct Order;
class Run;
class Transport;
struct HandlingTask;
struct World;

/// Whether an order that is cancelled gives up the goods that are reserved and packed for it, not only what it waits for.
bool gives_up_all(const Model& model, const World& world, const Order& order, CancelCause cause);

class Packing {
public:
    Packing(Run& run, Transport& transport);

    /// Units that were reserved for a customer's line. Goods of one order that are reserved at one instant travel in
    /// one parcel, whatever the number of its lines.
    void pack(Id<Order> order, Id<Line> line, Quantity quantity);
    /// Part of an order was given up: the rest may be whole now.
    void look(Id<Order> order);
    /// Puts goods that lie ready back on the shelf, as far as they have not left the gathering; the stock points where
    /// they are free again.
    std::vector<Id<StockPoint>> unpack(Id<Order> order);
    /// The order's parcels that have not left are no more, wherever they lie; what they held is still reserved.
    void withdraw(Id<Order> order);

    /// Whether goods for own sites have to queue there too.
    [[nodiscard]] bool has_capacity(Id<Store> store) const { return terms_[store].limited; }
    /// Units that were reserved for an own site's line queue for handling. Requires a store with capacity.
    void pick(Id<Line> line, Quantity quantity);

    void on(const ConsolidationEnded&);
    void on(const ParcelPacked&);
    void on(const HandlingFinished&);

    /// Before and after the strikes on a store change.
    void settle(Id<Store> store);
    void resume(Id<Store> store);

private:
    /// What a store's fulfillment says of every parcel, asked once.
    struct Terms {
        const FulfillmentPolicy* policy = nullptr;
        const Law* handling = nullptr;
        bool at_once = true;
        bool limited = false;
    };
    void gather(Id<Order> order, Id<Parcel> piece);
    [[nodiscard]] Id<Parcel> part_of(Id<Parcel> parcel, Id<Line> line) const;
    void line_up(Id<Parcel> parcel, const Terms& terms);
    void ship(Id<Parcel> parcel);
    [[nodiscard]] Duration handling_of(Id<Parcel> parcel) const;
    void queue(Id<Store> store, HandlingTask task, Quantity units);
    void start_next(Id<Store> store);
    void leave_queue(Id<Store> store, Id<Order> order);
    void send(const HandlingTask& task);

    Run& run_;
    Transport& transport_;
    List<Terms, Store> terms_;
};

/// How long a store's capacity works on so many units in so many parcels. Requires one with capacity.
Duration handling_time(const FulfillmentPolicy& fulfillment, Quantity units, std::int64_t parcels);

/// What queues for handling at a store and is not done, at full speed. Requires World::handling.
Duration queued_work(const World& world, Id<Store> store);

}  // namespace backstock

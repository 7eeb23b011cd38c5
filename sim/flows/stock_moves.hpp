#pragma once
// Goods between shelf, road and customer, with their value at moving average cost. Every unit that the model moves
// moves through these few functions.
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/world/world.hpp"

namespace backstock {

/// What comes onto a shelf, or leaves it, takes room or gives it back. Requires World::rooms; to be called after
/// the shelf has changed.
void take_room(World& world, Id<StockPoint> id, Quantity change);

/// Adds goods and their value to the shelf.
inline void shelve(World& world, Id<StockPoint> id, Quantity quantity, Money value) {
    StockState& stock = world.stock[id];
    const Time now = world.now();
    if (stock.on_hand.value() == 0 && quantity > Quantity::zero()) stock.stocked.begin(now);
    stock.on_hand.add(quantity.micro(), now);
    if (value != Money::zero()) stock.value.add(value.raw(), now);
    if (!world.rooms.empty()) take_room(world, id, quantity);
    if (!world.markdowns.empty() && quantity > Quantity::zero()) {
        world.markdowns[id].layers.push_back({now, quantity});
        world.markdowns[id].layered += quantity;
    }
}

/// Takes goods off the shelf; answers the value that leaves with them.
inline Money unshelve(World& world, Id<StockPoint> id, Quantity quantity) {
    StockState& stock = world.stock[id];
    const Time now = world.now();
    const Quantity shelf = stock.shelf();
    require(quantity <= shelf, "{} units leave a shelf of {}", quantity.in_units(), shelf.in_units());
    const Money held = Money::raw(stock.value.value());
    const bool all = quantity == shelf;
    const Money value = held == Money::zero() || all ? held : share(held, quantity, shelf);
    stock.on_hand.add(-quantity.micro(), now);
    if (value != Money::zero()) stock.value.add(-value.raw(), now);
    if (all && quantity > Quantity::zero()) stock.stocked.end(now);
    if (!world.rooms.empty()) take_room(world, id, -quantity);
    return value;
}

/// Goods that left the shelf are on their way to an own site, or in production; negative: not any more. Requires a
/// stock point that supplies own sites.
inline void dispatched(World& world, Id<StockPoint> from, Quantity quantity, Money value) {
    Supplying& supplying = world.supplying[world.stock[from].supplying];
    supplying.outbound.add(quantity.micro(), world.now());
    supplying.outbound_value.add(value.raw(), world.now());
}

/// What a purchase order over this link costs to place.
inline Money ordering_cost(const Model& model, const Link& link) {
    Money cost = link.offer ? model.offers[link.offer].order_cost : Money::zero();
    if (link.lane) cost += model.lanes[link.lane].order_cost;
    return rounded(cost, model.run.minor_digits);
}

/// Goods enter the house from outside: from a supplier (against payable) or with the opening (against equity).
inline void take_in(World& world, const Model& model, Id<StockPoint> id, Quantity quantity, Money value,
                    Account against) {
    shelve(world, id, quantity, value);
    ItemFlow& flow = world.items[model.stock[id].item];
    (against == Account::equity ? flow.opening : flow.bought) += quantity;
    world.ledger.post(model.stock[id].store, Account::inventory, against, value, world.now());
}

}  // namespace backstock

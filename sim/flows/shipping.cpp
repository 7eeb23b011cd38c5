// The second half of an order's life: from the goods' allocation to settled cash.
#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/returns.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/fulfillment.hpp"

#include <algorithm>

namespace backstock {

OrderToCash::OrderToCash(Run& run, Payments& payments, Packing& packing, Replenishment& replenishment,
                         CustomerCare& care, Returning& returning)
    : run_(run),
      payments_(payments),
      packing_(packing),
      replenishment_(replenishment),
      care_(care),
      returning_(returning) {
    const int digits = run.model.run.minor_digits;
    for (const Store& store : run.model.stores) {
        Terms terms{.cost_per_order = rounded(store.fulfillment->cost_per_order(), digits),
                    .cost_per_shipment = rounded(store.fulfillment->cost_per_shipment(), digits),
                    .cost_per_line = store.fulfillment->cost_per_line(),
                    .drop_ships = store.fulfillment->drop_ships(),
                    .ships_whole = store.fulfillment->ships_whole()};
        terms.costs_nothing = terms.cost_per_order == Money::zero() && terms.cost_per_shipment == Money::zero() &&
                              terms.cost_per_line == Money::zero();
        terms_.add(terms);
    }
}

// --------------------------------------------------------------------------------------------- goods: shelf -> road

void OrderToCash::on(const ParcelShipped& e) {
    World& world = run_.world;
    const Parcel& parcel = world.parcels[e.parcel];
    Order& order = world.orders[parcel.order];
    if (order.packing == e.parcel) order.packing = Id<Parcel>::none();
    const Segment& segment = run_.model.segments[order.segment];
    const Id<Store> store = store_of(order);
    const Time now = world.now();
    const Time delivered = now + transit_time(order, parcel);
    const Contents contents = take_off_shelf(e.parcel, order, delivered);
    world.ledger.post(store, Account::cost_of_sales, Account::inventory, contents.cost, now);
    pay_for_shipping(store, contents.pieces);
    const Money billed = bill(order, contents.price, order.unshipped);
    order.billed += billed;
    payments_.ship(parcel.order, billed);
    const Money off = rounded(contents.off, run_.model.run.minor_digits);
    world.ledger.post(store, Account::markdown, Account::sales, off, now);

    care_.tell_of_shipment(parcel.order);
    if (shipped_late(order)) care_.disappoint(parcel.order, Disappointment::late);
    if (segment.transit_of(store) == nullptr) return run_.follow(ParcelDelivered{e.parcel});
    run_.schedule(delivered, ParcelDelivered{e.parcel});
}

Duration OrderToCash::transit_time(const Order& order, const Parcel& parcel) const {
    const Segment& segment = run_.model.segments[order.segment];
    const Law* const transit = segment.transit_of(store_of(order));
    if (transit == nullptr) return Duration::zero();
    Stream stream = run_.world.streams.at(joined_key(segment.key, parcel.number), Purpose("transit"), order.customer);
    return draw_duration(*transit, stream);
}

/// Whether the last of an order has left after the first promised date.
bool OrderToCash::shipped_late(const Order& order) const {
    return order.promised < run_.world.now() && order.unshipped == Quantity::zero() && !order.cancelled;
}

OrderToCash::Contents OrderToCash::take_off_shelf(Id<Parcel> parcel, Order& order, Time delivered) {
    World& world = run_.world;
    Contents contents;
    for (Parcel* piece = &world.parcels[parcel];; piece = &world.parcels[piece->next]) {
        piece->left = true;
        Line& line = world.lines[piece->line];
        line.unshipped -= piece->quantity;
        order.unshipped -= piece->quantity;
        StockState& stock = world.stock[line.stock];
        stock.allocated -= piece->quantity;
        world.items[run_.model.stock[line.stock].item].sold += piece->quantity;
        const Money cost = unshelve(world, line.stock, piece->quantity);
        stock.cost_of_sales += cost;
        contents.cost += cost;
        if (returning_.any()) returning_.plan(order, piece->line, piece->number, piece->quantity, cost, delivered);
        contents.price += line.price * piece->quantity;
        if (!world.markdowns.empty())
            contents.off += (run_.model.items[run_.model.stock[line.stock].item].price - line.price) * piece->quantity;
        ++contents.pieces;
        if (!piece->next) return contents;
    }
}

void OrderToCash::pay_for_shipping(Id<Store> store, std::int64_t pieces) {
    const Terms& terms = terms_[store];
    Ledger& ledger = run_.world.ledger;
    const Time now = run_.world.now();
    ledger.post(store, Account::transport, Account::cash, terms.cost_per_shipment, now);
    if (terms.cost_per_line != Money::zero())
        ledger.post(store, Account::handling, Account::cash,
                    rounded(terms.cost_per_line * pieces, run_.model.run.minor_digits), now);
}

/// What the customer is charged for goods that ship now: the last part takes the remainder of the rounding.
Money OrderToCash::bill(const Order& order, Money goods, Quantity left) const {
    return left > Quantity::zero() ? std::min(rounded(goods, run_.model.run.minor_digits), order.owed - order.billed)
                                   : order.owed - order.billed;
}

/// Most orders are paid in full by now.
bool OrderToCash::holds(Id<Parcel> parcel) {
    const World& world = run_.world;
    const Order& order = world.orders[world.parcels[parcel].order];
    if (order.paid == order.owed) return false;
    Money price;
    Quantity left = order.unshipped;
    for (Id<Parcel> id = parcel; id; id = world.parcels[id].next) {
        const Parcel& piece = world.parcels[id];
        price += world.lines[piece.line].price * piece.quantity;
        left -= piece.quantity;
    }
    return payments_.holds(parcel, order.billed + bill(order, price, left));
}

void OrderToCash::on(const ParcelDelivered& e) {
    World& world = run_.world;
    const Id<Order> id = world.parcels[e.parcel].order;
    Order& order = world.orders[id];
    for (Id<Parcel> name = e.parcel; name;) {
        const Parcel& piece = world.parcels[name];
        const Id<Parcel> next = piece.next;
        order.open -= piece.quantity;
        world.parcels.erase(name);
        name = next;
    }
    if (order.open == Quantity::zero()) payments_.settle_if_done(id);
}

void OrderToCash::on(const OrderSettled& e) {
    const Order& order = run_.world.orders[e.order];
    const Id<Payment> row = run_.world.payment_of(e.order);
    const Money lost = row ? run_.world.payments[row].written_off : Money::zero();
    require(order.paid + lost == order.owed && order.billed == order.owed,
            "order {}: settled with {} paid, {} written off, {} billed, {} owed", order.number, order.paid.in_units(),
            lost.in_units(), order.billed.in_units(), order.owed.in_units());
    erase(e.order);
}

void OrderToCash::erase(Id<Order> id) {
    World& world = run_.world;
    const Order& order = world.orders[id];
    if (!world.care_of.empty()) care_.forget(id);
    if (!order.patient) world.agenda.retire();
    if (returning_.any()) returning_.forget(id);
    payments_.forget(id);
    for (Id<Line> line = order.first_line; line;) {
        const Id<Line> next = world.lines[line].next;
        world.lines.erase(line);
        line = next;
    }
    world.orders.erase(id);
}

}  // namespace backstock

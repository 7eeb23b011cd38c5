// The second half of an order's life: from the goods' allocation to settled cash.
#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/fulfillment.hpp"

#include <algorithm>

namespace backstock {

OrderToCash::OrderToCash(Run& run, Payments& payments) : run_(run), payments_(payments) {
    const RunPlan& plan = run.model.run;
    for (const Store& store : run.model.stores)
        terms_.add({.handling = store.fulfillment->handling(),
                    .cost_per_shipment = rounded(store.fulfillment->cost_per_shipment(), plan.minor_digits),
                    .cost_per_line = store.fulfillment->cost_per_line()});
}

/// Goods of an order that are picked at one instant travel in one parcel.
void OrderToCash::pack(Id<Order> id, Id<Line> line, Quantity quantity) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const auto [name, piece] = world.parcels.make();
    piece.order = id;
    piece.line = line;
    piece.number = order.parcels;
    piece.quantity = quantity;
    piece.picked = world.now();
    if (order.packing && world.parcels[order.packing].picked == piece.picked) {
        Parcel& first = world.parcels[order.packing];
        piece.next = first.next;
        first.next = name;
        return;
    }
    order.packing = name;
    if (order.parcels < 255) ++order.parcels;
    run_.schedule(piece.picked + handling_time(order, piece), ParcelShipped{name});
}

Duration OrderToCash::handling_time(const Order& order, const Parcel& parcel) const {
    const Segment& segment = run_.model.segments[order.segment];
    const Law* const handling = terms_[segment.store].handling;
    if (handling == nullptr) return Duration::zero();
    Stream stream = run_.world.streams.at(joined_key(segment.key, parcel.number), Purpose("handling"), order.customer);
    return draw_duration(*handling, stream);
}

// --------------------------------------------------------------------------------------------- goods: shelf -> road

void OrderToCash::on(const ParcelShipped& e) {
    World& world = run_.world;
    const Parcel& parcel = world.parcels[e.parcel];
    Order& order = world.orders[parcel.order];
    if (order.packing == e.parcel) order.packing = Id<Parcel>::none();
    const Segment& segment = run_.model.segments[order.segment];
    const Time now = world.now();
    const Contents contents = take_off_shelf(e.parcel, order);
    world.ledger.post(segment.store, Account::cost_of_sales, Account::inventory, contents.cost, now);
    pay_for_shipping(segment.store, contents.pieces);
    const Money billed = bill(order, contents.price, order.unshipped);
    order.billed += billed;
    payments_.ship(parcel.order, billed);

    if (segment.transit == nullptr) return run_.follow(ParcelDelivered{e.parcel});
    Stream stream = world.streams.at(joined_key(segment.key, parcel.number), Purpose("transit"), order.customer);
    run_.schedule(now + draw_duration(*segment.transit, stream), ParcelDelivered{e.parcel});
}

OrderToCash::Contents OrderToCash::take_off_shelf(Id<Parcel> parcel, Order& order) {
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
        const Money cost = unshelve(stock, piece->quantity, world.now());
        stock.cost_of_sales += cost;
        contents.cost += cost;
        contents.price += line.price * piece->quantity;
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
    if (!order.patient) world.agenda.retire();
    payments_.forget(id);
    for (Id<Line> line = order.first_line; line;) {
        const Id<Line> next = world.lines[line].next;
        world.lines.erase(line);
        line = next;
    }
    world.orders.erase(id);
}

}  // namespace backstock

// The second half of an order's life: from the goods' allocation to settled cash.
#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/returns.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/payment.hpp"

#include <algorithm>

namespace backstock {

OrderToCash::OrderToCash(Run& run, CustomerCare& care, Returning& returning)
    : run_(run), care_(care), returning_(returning) {
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
    const Time delivered = now + transit_time(order, parcel);
    const Contents contents = take_off_shelf(parcel, order, delivered);
    world.ledger.post(segment.store, Account::cost_of_sales, Account::inventory, contents.cost, now);
    pay_for_shipping(segment.store, contents.pieces);
    const Money billed = bill(order, contents.price);
    const PaymentPolicy& payment = *run_.model.stores[segment.store].payment;
    const Money due = rounded(payment.due_on_shipment(payment_view(order, now)), run_.model.run.minor_digits);
    if (due > Money::zero()) run_.follow(PaymentCaptured{parcel.order, due});
    world.ledger.post(segment.store, Account::deposits, Account::sales, billed, now);

    care_.tell_of_shipment(parcel.order);
    if (shipped_late(order)) care_.disappoint(parcel.order, Disappointment::late);
    if (segment.transit == nullptr) return run_.follow(ParcelDelivered{e.parcel});
    run_.schedule(delivered, ParcelDelivered{e.parcel});
}

Duration OrderToCash::transit_time(const Order& order, const Parcel& parcel) const {
    const Segment& segment = run_.model.segments[order.segment];
    if (segment.transit == nullptr) return Duration::zero();
    Stream stream = run_.world.streams.at(joined_key(segment.key, parcel.number), Purpose("transit"), order.customer);
    return draw_duration(*segment.transit, stream);
}

/// Whether the last of an order has left after the first promised date.
bool OrderToCash::shipped_late(const Order& order) const {
    return order.promised < run_.world.now() && order.unshipped == Quantity::zero() && !order.cancelled;
}

OrderToCash::Contents OrderToCash::take_off_shelf(const Parcel& parcel, Order& order, Time delivered) {
    World& world = run_.world;
    Contents contents;
    for (const Parcel* piece = &parcel;; piece = &world.parcels[piece->next]) {
        Line& line = world.lines[piece->line];
        line.unshipped -= piece->quantity;
        order.unshipped -= piece->quantity;
        StockState& stock = world.stock[line.stock];
        stock.allocated -= piece->quantity;
        world.items[run_.model.stock[line.stock].item].sold += piece->quantity;
        const Money cost = unshelve(stock, piece->quantity, world.now());
        stock.cost_of_sales += cost;
        contents.cost += cost;
        if (returning_.any()) returning_.plan(order, piece->line, piece->number, piece->quantity, cost, delivered);
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
Money OrderToCash::bill(Order& order, Money goods) const {
    const Money amount = order.unshipped > Quantity::zero()
                             ? std::min(rounded(goods, run_.model.run.minor_digits), order.owed - order.billed)
                             : order.owed - order.billed;
    order.billed += amount;
    return amount;
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
    if (order.open == Quantity::zero()) run_.follow(OrderSettled{id});
}

void OrderToCash::on(const OrderSettled& e) {
    const Order& order = run_.world.orders[e.order];
    require(order.paid == order.owed && order.billed == order.owed,
            "order {}: settled with {} paid, {} billed, {} owed", order.number, order.paid.in_units(),
            order.billed.in_units(), order.owed.in_units());
    erase(e.order);
}

void OrderToCash::erase(Id<Order> id) {
    World& world = run_.world;
    const Order& order = world.orders[id];
    if (!world.care_of.empty()) care_.forget(id);
    if (!order.patient) world.agenda.retire();
    for (Id<Line> line = order.first_line; line;) {
        const Id<Line> next = world.lines[line].next;
        world.lines.erase(line);
        line = next;
    }
    world.orders.erase(id);
}

}  // namespace backstock

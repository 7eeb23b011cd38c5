#include "sim/flows/order_to_cash.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/traits.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/backorder.hpp"

#include <algorithm>

namespace backstock {

// ------------------------------------------------------------------------------------------- a wish meets stock

void OrderToCash::on(const OrderPlaced& e) {
    World& world = run_.world;
    Order& order = world.orders[e.order];
    if (!world.forecasts.empty()) count_wishes(order);
    const Wish wish = wish_of(order);
    if (wish.on_shelf) return serve_whole(e.order, order, wish);
    decisions_.clear();
    Quantity at_once;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next) {
        const Decision decision = decide(id, order);
        Line& line = world.lines[id];
        line.accepted = decision.at_once + decision.later;
        at_once += decision.at_once;
        if (decision.later > Quantity::zero() && decision.promised != Time::never())
            order.promised =
                order.promised == Time::never() ? decision.promised : std::max(order.promised, decision.promised);
        decisions_.push_back(decision);
    }
    LossCause why = LossCause::out_of_stock;
    for (const Decision& decision : decisions_)
        if (decision.lost > Quantity::zero()) {
            why = decision.why;
            run_.follow(UnitsLost{decision.line, decision.lost, decision.why});
        }
    accept(order, wish_of(order));
    if (order.open == Quantity::zero()) return run_.follow(OrderLost{e.order, why});
    order.waited = at_once < order.open;
    run_.follow(OrderAccepted{e.order, at_once});
    for (const Decision& decision : decisions_) {
        if (decision.at_once > Quantity::zero()) run_.follow(LineAllocated{decision.line, decision.at_once, false});
        if (decision.later > Quantity::zero())
            run_.follow(LineBackordered{decision.line, decision.later, decision.promised});
    }
    if (order.waited) start_patience(e.order);
}

void OrderToCash::count_wishes(const Order& order) {
    for (Id<Line> id = order.first_line; id; id = run_.world.lines[id].next)
        count_demand(run_.world, run_.world.lines[id].stock, run_.world.lines[id].accepted);
}

/// Adds up the lines, and looks whether the shelf has everything: then there is nothing to decide.
OrderToCash::Wish OrderToCash::wish_of(const Order& order) const {
    const World& world = run_.world;
    Wish wish;
    for (Id<Line> id = order.first_line; id;) {
        const Line& line = world.lines[id];
        wish.units += line.accepted;
        wish.price += line.price * line.accepted;
        if (world.stock[line.stock].available() < line.accepted) wish.on_shelf = false;
        id = line.next;
    }
    return wish;
}

void OrderToCash::accept(Order& order, const Wish& wish) const {
    order.owed = rounded(wish.price, run_.model.run.minor_digits);
    order.open = order.unshipped = wish.units;
}

void OrderToCash::serve_whole(Id<Order> id, Order& order, const Wish& wish) {
    accept(order, wish);
    run_.follow(OrderAccepted{id, wish.units});
    for (Id<Line> name = order.first_line; name;) {
        const Line& line = run_.world.lines[name];
        const Id<Line> next = line.next;
        run_.follow(LineAllocated{name, line.accepted, false});
        name = next;
    }
}

OrderToCash::Decision OrderToCash::decide(Id<Line> id, const Order& order) {
    World& world = run_.world;
    const Line& line = world.lines[id];
    const StockPoint& point = run_.model.stock[line.stock];
    const StockState& stock = world.stock[line.stock];
    const Quantity available = std::max(stock.available(), Quantity::zero());
    Decision decision{.line = id, .at_once = std::min(available, line.accepted)};
    const Quantity rest = line.accepted - decision.at_once;
    if (rest == Quantity::zero()) return decision;

    const Time predicted =
        point.backorder->ever_accepts() ? prediction_.ship_date(run_.model, world, line.stock, rest) : Time::never();
    const BackorderAnswer answer = point.backorder->answer(
        {.now = world.now(), .wanted = rest, .waiting = stock.waiting(), .predicted = predicted});
    if (!answer.accepted) {
        decision.lost = rest;
        decision.why = answer.why;
        return decision;
    }
    decision.promised = point.promise->promise(world.now(), predicted);
    if (stays(order, decision.promised)) {
        decision.later = rest;
    } else {
        decision.lost = rest;
        decision.why = LossCause::left_quote;
    }
    return decision;
}

/// The customer takes a quoted delivery date (the promised ship date and the mean transit) within their patience.
bool OrderToCash::stays(const Order& order, Time promised) const {
    const Segment& segment = run_.model.segments[order.segment];
    if (segment.quoted_patience == nullptr || promised == Time::never()) return true;
    return (promised - order.placed) + mean_transit(segment) <=
           quoted_patience(segment, run_.world.streams, order.customer);
}

void OrderToCash::on(const UnitsLost& e) {
    const Line& line = run_.world.lines[e.line];
    const Item& item = run_.model.items[run_.model.stock[line.stock].item];
    const Order& order = run_.world.orders[line.order];
    const Money cost = lost_sale_cost(run_.model, item, order.segment, order.tier) * e.quantity;
    run_.world.ledger.post(run_.model.stock[line.stock].store, Account::lost_sales, Account::imputed, cost,
                           run_.world.now());
}

void OrderToCash::on(const OrderLost& e) { erase(e.order); }

void OrderToCash::on(const OrderAccepted& e) { payments_.begin(e.order); }

void OrderToCash::start_patience(Id<Order> id) {
    Order& order = run_.world.orders[id];
    const Segment& segment = run_.model.segments[order.segment];
    if (segment.waiting_patience == nullptr) return;
    Stream stream = run_.world.streams.at(segment.key, Purpose("waiting patience"), order.customer);
    const Time end = order.placed + draw_duration(*segment.waiting_patience, stream);
    if (end > run_.model.run.horizon) return;
    order.patient = false;
    run_.schedule(end, PatienceEnded{id});
}

// ------------------------------------------------------------------------------------------------ waiting, serving

void OrderToCash::on(const LineBackordered& e) {
    start_waiting(run_.model, run_.world, e.line, e.quantity);
    position_changed(run_, run_.world.lines[e.line].stock);
}

void OrderToCash::on(const LineAllocated& e) {
    World& world = run_.world;
    Line& line = world.lines[e.line];
    StockState& stock = world.stock[line.stock];
    stock.allocated += e.quantity;
    if (e.waited) {
        stop_waiting(run_.model, world, e.line, e.quantity);
    } else {
        line.unshipped += e.quantity;
        position_changed(run_, line.stock);
    }
    pack(line.order, e.line, e.quantity);
}

// ------------------------------------------------------------------------------------------------- giving up

void OrderToCash::on(const PatienceEnded& e) {
    World& world = run_.world;
    world.orders[e.order].patient = true;
    for (Id<Line> id = world.orders[e.order].first_line; id; id = world.lines[id].next)
        if (world.lines[id].waiting > Quantity::zero())
            return run_.follow(OrderCancelled{e.order, CancelCause::patience});
}

void OrderToCash::on(const OrderCancelled& e) {
    World& world = run_.world;
    Order& order = world.orders[e.order];
    order.cancelled = true;
    if (gives_up_reserved(e.cause)) unpack(e.order);
    Money still_owed;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next) {
        Line& line = world.lines[id];
        const Quantity waiting = line.waiting;
        const Quantity reserved = gives_up_reserved(e.cause) ? line.unshipped - waiting : Quantity::zero();
        if (waiting > Quantity::zero()) stop_waiting(run_.model, world, id, waiting);
        const Quantity given_up = waiting + reserved;
        line.unshipped -= given_up;
        line.accepted -= given_up;
        order.unshipped -= given_up;
        order.open -= given_up;
        still_owed += line.price * line.unshipped;
        if (reserved == Quantity::zero()) continue;
        world.stock[line.stock].allocated -= reserved;
        run_.follow(GoodsFreed{line.stock, reserved});
    }
    // Parts rounded one by one may come to more than the whole did.
    order.owed = std::min(order.owed, order.billed + rounded(still_owed, run_.model.run.minor_digits));
    payments_.reduce(e.order);
    payments_.settle_if_done(e.order);
}

/// The order's parcels that have not left are no more; what they held is still reserved.
void OrderToCash::unpack(Id<Order> id) {
    World& world = run_.world;
    Quantity reserved = world.orders[id].unshipped;
    for (Id<Line> line = world.orders[id].first_line; line; line = world.lines[line].next)
        reserved -= world.lines[line].waiting;
    if (reserved == Quantity::zero()) return;
    std::erase_if(world.held_parcels, [&](Id<Parcel> parcel) { return world.parcels[parcel].order == id; });
    world.parcels.for_each([&](Id<Parcel> name, const Parcel& parcel) {
        if (parcel.order == id && !parcel.left) world.parcels.erase(name);
    });
    world.orders[id].packing = Id<Parcel>::none();
}

}  // namespace backstock

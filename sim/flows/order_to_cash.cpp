#include "sim/flows/order_to_cash.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/pricing.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/traits.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"

#include <algorithm>

namespace backstock {

// ------------------------------------------------------------------------------------------- a wish meets stock

void OrderToCash::on(const OrderPlaced& e) {
    if (!run_.world.forecasts.empty() || !run_.world.markdowns.empty()) count_wishes(run_.world.orders[e.order]);
    meet_stock(e.order);
}

/// The same wish of the same customer at the same store, as if it were placed now, at the prices of now.
void OrderToCash::on(const WishRenewed& e) {
    Order& order = run_.world.orders[e.order];
    order.put_off = false;
    order.placed = run_.world.now();
    order.promised = Time::never();
    for (Id<Line> id = order.first_line; id; id = run_.world.lines[id].next)
        run_.world.lines[id].price = price_of(run_.model, run_.world, run_.world.lines[id].stock);
    care_.take_up_wish(e);
    meet_stock(e.order);
}

void OrderToCash::meet_stock(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Total total = total_of(order);
    if (total.on_shelf) return serve_whole(id, order, total);
    decisions_.clear();
    const CustomerCare::Choice choice = care_.choice_of(id);
    for (Id<Line> line = order.first_line; line; line = world.lines[line].next)
        decisions_.push_back(decide(line, order, choice.first));
    if (!react(id, choice)) settle_decisions(id);
}

/// What was decided for each line is done.
void OrderToCash::settle_decisions(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    Quantity at_once;
    for (const Decision& decision : decisions_) {
        world.lines[decision.line].accepted = decision.at_once + decision.later;
        at_once += decision.at_once;
        if (decision.later > Quantity::zero() && decision.promised != Time::never())
            order.promised =
                order.promised == Time::never() ? decision.promised : std::max(order.promised, decision.promised);
    }
    LossCause why = LossCause::out_of_stock;
    for (const Decision& decision : decisions_)
        if (decision.lost > Quantity::zero()) {
            why = decision.why;
            run_.follow(UnitsLost{decision.line, decision.lost, decision.why});
        }
    accept(order, total_of(order));
    if (order.open == Quantity::zero()) return run_.follow(OrderLost{id, why});
    order.waited = at_once < order.open;
    run_.follow(OrderAccepted{id, at_once});
    for (const Decision& decision : decisions_) {
        if (decision.at_once > Quantity::zero()) run_.follow(LineAllocated{decision.line, decision.at_once, false});
        if (decision.later > Quantity::zero())
            run_.follow(LineBackordered{decision.line, decision.later, decision.promised});
        if (decision.lent > Quantity::zero()) replenishment_.borrow(world.lines[decision.line].stock, decision.lent);
    }
    if (order.waited) care_.begin_waiting(id);
}

void OrderToCash::count_wishes(const Order& order) {
    for (Id<Line> id = order.first_line; id; id = run_.world.lines[id].next) {
        const Line& line = run_.world.lines[id];
        count_demand(run_.world, line.stock, line.accepted);
        count_for_cover(run_.world, line.stock, line.accepted);
    }
}

/// Adds up the lines, and looks whether the shelf has everything: then there is nothing to decide.
OrderToCash::Total OrderToCash::total_of(const Order& order) const {
    const World& world = run_.world;
    Total total;
    for (Id<Line> id = order.first_line; id;) {
        const Line& line = world.lines[id];
        total.units += line.accepted;
        total.price += line.price * line.accepted;
        if (free_for(run_.model, world, line.stock, order.tier) < line.accepted) total.on_shelf = false;
        id = line.next;
    }
    return total;
}

void OrderToCash::accept(Order& order, const Total& total) const {
    order.owed = rounded(total.price, run_.model.run.minor_digits);
    order.open = order.unshipped = total.units;
}

void OrderToCash::serve_whole(Id<Order> id, Order& order, const Total& total) {
    accept(order, total);
    run_.follow(OrderAccepted{id, total.units});
    for (Id<Line> name = order.first_line; name;) {
        const Line& line = run_.world.lines[name];
        const Id<Line> next = line.next;
        run_.follow(LineAllocated{name, line.accepted, false});
        name = next;
    }
}

OrderToCash::Decision OrderToCash::decide(Id<Line> id, const Order& order, Reaction reaction) {
    const Line& line = run_.world.lines[id];
    const StockPoint& point = run_.model.stock[line.stock];
    const Quantity free = std::max(free_for(run_.model, run_.world, line.stock, order.tier), Quantity::zero());
    Decision decision{.line = id, .at_once = std::min(free, line.accepted)};
    Quantity rest = line.accepted - decision.at_once;
    if (rest == Quantity::zero()) return decision;
    if (reaction != Reaction::wait) {
        decision.lost = rest;
        decision.why = point.backorder->ever_accepts() ? LossCause::would_not_wait : LossCause::out_of_stock;
        return decision;
    }
    if (point.laterals > 0) {
        const Loan loan = replenishment_.loan(line.stock, rest);
        const Time promised = point.promise->promise(run_.world.now(), loan.there);
        if (loan.quantity > Quantity::zero() && stays(order, promised)) {
            decision.later = decision.lent = loan.quantity;
            decision.promised = promised;
            rest -= loan.quantity;
        }
    }
    if (rest > Quantity::zero()) decide_on_rest(decision, order, rest);
    return decision;
}

/// What neither stock nor neighbours cover.
void OrderToCash::decide_on_rest(Decision& decision, const Order& order, Quantity rest) {
    const World& world = run_.world;
    const Line& line = world.lines[decision.line];
    const StockPoint& point = run_.model.stock[line.stock];
    const BackorderPolicy& backorder = *point.backorder;
    const bool passed_on = terms_[point.store].drop_ships && !backorder.ever_accepts();
    const Time predicted = backorder.ever_accepts() || passed_on
                               ? prediction_.ship_date(run_.model, world, line.stock, rest, order.tier)
                               : Time::never();
    const BackorderAnswer answer = passed_on
                                       ? BackorderAnswer{.accepted = true}
                                       : backorder.answer({.now = world.now(),
                                                           .wanted = rest,
                                                           .waiting = world.stock[line.stock].waiting() + decision.lent,
                                                           .predicted = predicted});
    decision.lost = rest;
    decision.why = answer.why;
    if (!answer.accepted) return;
    const Time promised = point.promise->promise(world.now(), predicted);
    decision.why = LossCause::left_quote;
    if (!stays(order, promised)) return;
    decision.lost = Quantity::zero();
    decision.later += rest;
    decision.promised = decision.promised == Time::never() ? promised : std::max(decision.promised, promised);
}

/// The customer takes a quoted delivery date (the promised ship date and the mean transit) within their patience.
bool OrderToCash::stays(const Order& order, Time promised) const {
    const Law* patience = quoted_patience_law(run_.model, order.segment, order.tier);
    if (patience == nullptr || promised == Time::never()) return true;
    const Segment& segment = run_.model.segments[order.segment];
    return (promised - order.placed) + mean_transit(segment, store_of(order)) <=
           quoted_patience(*patience, segment.key, run_.world.streams, order.customer);
}

void OrderToCash::on(const UnitsLost& e) {
    const Line& line = run_.world.lines[e.line];
    const Item& item = run_.model.items[run_.model.stock[line.stock].item];
    const Order& order = run_.world.orders[line.order];
    const Money cost = lost_sale_cost(run_.model, item, order.segment, order.tier) * e.quantity;
    run_.world.ledger.post(run_.model.stock[line.stock].store, Account::lost_sales, Account::imputed, cost,
                           run_.world.now());
}

void OrderToCash::on(const OrderLost& e) {
    care_.disappoint(e.order, Disappointment::stockout);
    erase(e.order);
}

void OrderToCash::on(const OrderAccepted& e) {
    const Id<Store> store = store_of(run_.world.orders[e.order]);
    run_.world.ledger.post(store, Account::handling, Account::cash, terms_[store].cost_per_order, run_.world.now());
    payments_.begin(e.order);
}

Id<Store> OrderToCash::store_of(const Order& order) const { return run_.world.store_of(run_.model, order); }

// ------------------------------------------------------------------------------------------------ waiting, serving

void OrderToCash::on(const LineBackordered& e) {
    start_waiting(run_.model, run_.world, e.line, e.quantity);
    const Id<StockPoint> stock = run_.world.lines[e.line].stock;
    if (terms_[run_.model.stock[stock].store].drop_ships) run_.follow(LinePassedOn{e.line});
    position_changed(run_, stock);
}

void OrderToCash::on(const LineAllocated& e) {
    World& world = run_.world;
    Line& line = world.lines[e.line];
    StockState& stock = world.stock[line.stock];
    stock.allocated += e.quantity;
    if (e.waited) {
        stop_waiting(run_.model, world, e.line, e.quantity);
        if (!world.care_of.empty()) care_.stop_waiting(line.order);
    } else {
        line.unshipped += e.quantity;
        position_changed(run_, line.stock);
    }
    packing_.pack(line.order, e.line, e.quantity);
}

// ------------------------------------------------------------------------------------------------- giving up

void OrderToCash::on(const PatienceEnded& e) {
    World& world = run_.world;
    care_.take_up_patience(e);
    world.orders[e.order].patient = true;
    for (Id<Line> id = world.orders[e.order].first_line; id; id = world.lines[id].next)
        if (world.lines[id].waiting > Quantity::zero())
            return run_.follow(OrderCancelled{e.order, CancelCause::patience});
}

void OrderToCash::on(const OrderCancelled& e) {
    World& world = run_.world;
    Order& order = world.orders[e.order];
    order.cancelled = true;
    std::vector<Id<StockPoint>> freed;
    if (gives_up_reserved(e.cause))
        packing_.withdraw(e.order);
    else if (terms_[store_of(order)].ships_whole)
        freed = packing_.unpack(e.order);
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
        freed.push_back(line.stock);
    }
    // Parts rounded one by one may come to more than the whole did.
    order.owed = std::min(order.owed, order.billed + rounded(still_owed, run_.model.run.minor_digits));
    care_.stop_waiting(e.order);
    care_.tell_of_cancellation(e.order);
    care_.disappoint(e.order, Disappointment::cancellation);
    payments_.reduce(e.order);
    packing_.look(e.order);
    payments_.settle_if_done(e.order);
    for (const Id<StockPoint> stock : freed) run_.follow(StockFreed{stock});
}

}  // namespace backstock

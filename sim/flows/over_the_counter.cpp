// The short life of most orders: the shelf has everything, the customer pays in full, nothing has to be handled and no
// way lies between shelf and door. Then all facts from OrderPlaced to OrderSettled happen in one step. What is done is
// what their handlers would do, to the last ledger entry.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/returns.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/payment.hpp"

namespace backstock {

void OrderToCash::open_counters() {
    const Model& model = run_.model;
    const World& world = run_.world;
    const bool unheard = run_.may_tell_instead<OrderServedAtOnce, OrderPlaced, OrderAccepted, LineAllocated,
                                               PaymentCaptured, ParcelShipped, ParcelDelivered, OrderSettled>();
    const bool plain = model.disruptions.empty() && world.markdowns.empty() && world.rooms.empty() &&
                       !returning_.any() && !care_.tells_of_shipments();
    for (const Segment& segment : model.segments) {
        bool everywhere = unheard && plain;
        segment.for_each_store([&](Id<Store> store) { everywhere = everywhere && has_counter(store, segment); });
        counters_.add(everywhere ? 1 : 0);
    }
}

bool OrderToCash::has_counter(Id<Store> id, const Segment& segment) const {
    const Store& store = run_.model.stores[id];
    return store.fulfillment->at_once() && store.fulfillment->handling() == nullptr && !packing_.has_capacity(id) &&
           store.payment->takes_all_at_once() && !store.payment->via() && segment.transit_of(id) == nullptr;
}

/// Whether the order could be; it is gone then. A parcel leaves later in the instant than its order is placed, so
/// nothing may be due in between.
bool OrderToCash::serve_at_once(Id<Order> id) {
    if (!run_.world.agenda.is_free_up_to(ParcelShipped::phase)) return false;
    const Wish wish = wish_of(run_.world.orders[id]);
    if (!wish.on_shelf) return false;
    run_.follow(OrderServedAtOnce{id, wish.units, wish.price});
    return true;
}

void OrderToCash::on(const OrderServedAtOnce& e) {
    World& world = run_.world;
    const Order& order = world.orders[e.order];
    const Id<Store> store = store_of(order);
    const Time now = world.now();
    if (!world.forecasts.empty()) count_wishes(order);
    world.ledger.post(store, Account::handling, Account::cash, terms_[store].cost_per_order, now);
    const Money paid = rounded(e.price, run_.model.run.minor_digits);
    world.ledger.post(store, Account::cash, Account::deposits, paid, now);
    if (paid > Money::zero()) money_came_in(run_);
    Money cost;
    std::int64_t lines = 0;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next, ++lines) cost += hand_over(world.lines[id]);
    world.ledger.post(store, Account::cost_of_sales, Account::inventory, cost, now);
    pay_for_shipping(store, lines);
    world.ledger.post(store, Account::deposits, Account::sales, paid, now);
    ++world.facts_played;  // the parcel's
    erase(e.order);
}

/// Answers what the goods cost.
Money OrderToCash::hand_over(const Line& line) {
    World& world = run_.world;
    const Money cost = unshelve(world, line.stock, line.accepted);
    world.stock[line.stock].cost_of_sales += cost;
    world.items[run_.model.stock[line.stock].item].sold += line.accepted;
    position_changed(run_, line.stock);
    return cost;
}

}  // namespace backstock

// The short life of most orders: the shelf has everything, the customer pays in full, nothing has to be handled and no
// way lies between shelf and door. Then all facts from OrderPlaced to OrderSettled happen in one step. What is done is
// what their handlers would do, to the last ledger entry.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
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
        usual_.add(usual_request(model.segments.id_at(usual_.size())));
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

/// Whether the customer could be. A parcel leaves later in the instant than its order is placed, so nothing may be due
/// in between.
bool OrderToCash::serve_at_once() {
    const World& world = run_.world;
    if (!world.agenda.is_free_up_to(ParcelShipped::phase)) return false;
    if (!all_on_shelf(world.request)) return false;
    run_.follow(OrderServedAtOnce{rounded(world.request.price, run_.model.run.minor_digits)});
    return true;
}

void OrderToCash::on(const OrderServedAtOnce& e) {
    World& world = run_.world;
    const Request& request = world.request;
    const Id<Store> store = World::store_of(run_.model, request);
    const Time now = world.now();
    const bool costs_nothing = terms_[store].costs_nothing;
    if (!costs_nothing) world.ledger.post(store, Account::handling, Account::cash, terms_[store].cost_per_order, now);
    if (e.paid > Money::zero()) money_came_in(run_);
    Money cost;
    for (const Request::Wish& wish : request.wishes) cost += hand_over(wish);
    world.ledger.post_sale(store, e.paid, cost, now);
    if (!costs_nothing) pay_for_shipping(store, static_cast<std::int64_t>(request.wishes.size()));
    ++world.facts_played;  // the parcel's
}

/// Answers what the goods cost.
Money OrderToCash::hand_over(const Request::Wish& wish) {
    World& world = run_.world;
    if (!world.forecasts.empty()) count_demand(world, wish.stock, wish.quantity);
    const Money cost = unshelve(world, wish.stock, wish.quantity);
    world.stock[wish.stock].cost_of_sales += cost;
    world.items[run_.model.stock[wish.stock].item].sold += wish.quantity;
    position_changed(run_, wish.stock);
    return cost;
}

}  // namespace backstock

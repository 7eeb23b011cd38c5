#include "sim/flows/replenishment.hpp"

#include "sim/flows/chains.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/news.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/supply.hpp"
#include "sim/flows/transport.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

Quantity round_up(Quantity quantity, Quantity multiple) {
    const std::int64_t step = multiple.micro();
    return Quantity::micro((quantity.micro() + step - 1) / step * step);
}

}  // namespace

// ---------------------------------------------------------------------------------------------------- reviewing

void Replenishment::on(const StockReviewed& e) {
    const StockPoint& point = run_.model.stock[e.stock];
    StockState& stock = run_.world.stock[e.stock];
    const Time now = run_.world.now();
    stock.review_due = false;
    if (point.review_every > Duration::zero())
        run_.schedule(now + point.review_every, StockReviewed{e.stock}, point.review_at);
    const Quantity wanted = point.inventory->order({.now = now,
                                                    .on_hand = stock.shelf(),
                                                    .available = stock.available(),
                                                    .on_order = stock.ordered(),
                                                    .waiting = stock.waiting(),
                                                    .position = stock.position()});
    if (wanted > Quantity::zero() || (point.sourcing != nullptr && point.sourcing->commits())) buy(e.stock, wanted);
}

void Replenishment::buy(Id<StockPoint> id, Quantity quantity) {
    const Model& model = run_.model;
    World& world = run_.world;
    const StockPoint& point = model.stock[id];
    const auto link_at = [&](std::uint32_t source) { return Id<Link>(point.first_link.index() + source); };
    sources_.clear();
    parts_.clear();
    for (std::uint32_t i = 0; i < point.links; ++i) sources_.push_back(source_view(link_at(i)));
    const StockState& stock = world.stock[id];
    pipeline_.clear();
    if (point.sourcing->needs_pipeline()) list_pipeline(stock);
    SourcingMemory none;
    SourcingMemory& memory = world.sourcing.empty() ? none : world.sourcing[id];
    point.sourcing->divide({.now = world.now(),
                            .wanted = std::max(quantity, Quantity::zero()),
                            .position = stock.position(),
                            .net = stock.available() - stock.waiting(),
                            .sources = sources_,
                            .pipeline = pipeline_},
                           memory, parts_);
    // What follows from a purchase never comes back here at once: a review upstream is scheduled, so parts_ stands.
    for (const Part& part : parts_) {
        const Id<Link> link = link_at(part.source);
        const Quantity bought = acceptable(part.quantity, id, model.links[link]);
        if (bought <= Quantity::zero()) continue;
        world.links[link].ordered += bought;
        run_.follow(PurchasePlaced{world.purchases.add(Purchase{.number = ++world.purchases_placed,
                                                                .placed = world.now(),
                                                                .quantity = bought,
                                                                .unshipped = bought,
                                                                .unreceived = bought,
                                                                .buyer = id,
                                                                .link = link})});
    }
}

SourceView Replenishment::source_view(Id<Link> id) const {
    const Link& link = run_.model.links[id];
    SourceView view{.expected = link.expected, .ordered = run_.world.links[id].ordered};
    const auto add_time = [&](const Law* law) {
        if (law == nullptr) return;
        view.mean += law->mean();
        view.deviation = std::hypot(view.deviation, std::sqrt(law->variance()));
    };
    if (link.lane) add_time(run_.model.lanes[link.lane].transit);
    if (link.offer) {
        const Offer& offer = run_.model.offers[link.offer];
        add_time(offer.lead_time);
        view.unit_cost = offer.cost;
        view.minimum = offer.minimum;
        view.multiple = offer.multiple;
    }
    if (link.lane) view.unit_cost += run_.model.lanes[link.lane].cost_per_unit;
    if (!run_.model.disruptions.empty()) {
        const News news = news_of(run_.model, run_.world, link);
        view.down_since = news.down_since;
        view.warned_since = news.warned_since;
    }
    return view;
}

/// What is under way, at the times when it is expected; purchases that have not left count from now.
void Replenishment::list_pipeline(const StockState& stock) {
    const World& world = run_.world;
    for (Id<Shipment> s = stock.first_inbound; s; s = world.shipments[s].next) {
        pipeline_.emplace_back(std::max(world.now(), world.shipments[s].expected), world.shipments[s].quantity);
    }
    for (Id<Purchase> p = stock.first_purchase; p; p = world.purchases[p].next) {
        const double travel = run_.model.links[world.purchases[p].link].expected;
        pipeline_.emplace_back(world.now() + Duration::us(static_cast<std::int64_t>(std::min(travel, 9e17))),
                               world.purchases[p].unshipped);
    }
    std::sort(pipeline_.begin(), pipeline_.end());
}

/// The quantity rounded up to what the source sells.
Quantity Replenishment::acceptable(Quantity quantity, Id<StockPoint> buyer, const Link& link) const {
    if (quantity <= Quantity::zero()) return Quantity::zero();
    if (!run_.model.items[run_.model.stock[buyer].item].divisible) quantity = round_up(quantity, Quantity::units(1));
    if (!link.offer) return quantity;
    const Offer& offer = run_.model.offers[link.offer];
    quantity = std::max(quantity, offer.minimum);
    return offer.multiple > Quantity::zero() ? round_up(quantity, offer.multiple) : quantity;
}

// ------------------------------------------------------------------------------------------- purchases travel up

void Replenishment::on(const PurchasePlaced& e) {
    World& world = run_.world;
    const Model& model = run_.model;
    const Purchase& purchase = world.purchases[e.purchase];
    const Link& link = model.links[purchase.link];
    StockState& stock = world.stock[purchase.buyer];
    const Time now = world.now();
    stock.on_order.add(purchase.quantity.micro(), now);
    append(world.purchases, stock.first_purchase, stock.last_purchase, e.purchase);
    world.ledger.post(model.stock[purchase.buyer].store, Account::ordering, Account::cash, ordering_cost(model, link),
                      now);
    const Duration delay = link.lane ? model.lanes[link.lane].order_delay : Duration::zero();
    if (delay == Duration::zero())
        run_.follow(PurchaseArrived{e.purchase});
    else
        run_.schedule(now + delay, PurchaseArrived{e.purchase});
}

void Replenishment::on(const PurchaseArrived& e) {
    const Link& link = run_.model.links[run_.world.purchases[e.purchase].link];
    if (link.upstream) return ask_own_site(e.purchase, link);
    if (supply_.refuses(e.purchase)) return run_.follow(PurchaseRefused{e.purchase});
    if (run_.model.offers[link.offer].supply.limited()) return wait_for_supply(e.purchase);
    supply_.take(e.purchase);
}

/// An own site serves a purchase as it serves customers: what it has at once, the rest as goods come.
void Replenishment::ask_own_site(Id<Purchase> id, const Link& link) {
    World& world = run_.world;
    const Quantity quantity = world.purchases[id].quantity;
    const Id<Line> line = world.lines.add(
        Line{.purchase = id, .stock = link.upstream, .accepted = quantity, .waiting = quantity, .unshipped = quantity});
    world.stock[link.upstream].owed.add(quantity.micro(), world.now());
    join_waiting(run_.model, world, line);
    serve_waiting(link.upstream);
    position_changed(run_, link.upstream);
}

// ------------------------------------------------------------------------------------------------- goods travel down

void Replenishment::on(const GoodsReceived& e) {
    World& world = run_.world;
    const Shipment shipment = world.shipments[e.shipment];
    StockState& buyer = world.stock[shipment.buyer];
    const Time now = world.now();
    buyer.on_order.add(-shipment.quantity.micro(), now);
    buyer.inbound.add(-shipment.quantity.micro(), now);
    unlink(world.shipments, buyer.first_inbound, buyer.last_inbound, e.shipment);
    world.shipments.erase(e.shipment);
    book_receipt(shipment);
    if (shipment.purchase) {
        Purchase& purchase = world.purchases[shipment.purchase];
        purchase.unreceived -= shipment.quantity;
        if (purchase.unreceived == Quantity::zero()) world.purchases.erase(shipment.purchase);
    }
    // What came back bad in the instant of ordering would be ordered, and come bad, again and again.
    if (shipment.spoiled > Quantity::zero() && shipment.sent < now) position_changed(run_, shipment.buyer);
    serve_waiting(shipment.buyer);
}

/// Outside goods are paid on receipt; goods between own sites only change their place.
void Replenishment::book_receipt(const Shipment& shipment) {
    World& world = run_.world;
    const Model& model = run_.model;
    const Time now = world.now();
    if (!shipment.link)
        return take_in(world, model, shipment.buyer, shipment.quantity, shipment.value, Account::equity);
    const Id<Store> store = model.stock[shipment.buyer].store;
    const Link& link = model.links[shipment.link];
    if (link.upstream) {
        StockState& sender = world.stock[link.upstream];
        sender.outbound.add(-shipment.quantity.micro(), now);
        sender.outbound_value.add(-shipment.value.raw(), now);
        shelve(world, shipment.buyer, shipment.quantity, shipment.value);
    } else {
        const Money due = rounded(shipment.value, model.run.minor_digits);
        take_in(world, model, shipment.buyer, shipment.quantity - shipment.spoiled, due, Account::payable);
        pay_supplier(run_.model.offers[link.offer].supplier, store, due);
    }
    if (!link.lane) return;
    const Lane& lane = model.lanes[link.lane];
    const Money freight =
        rounded(lane.cost_per_shipment + lane.cost_per_unit * shipment.quantity, model.run.minor_digits);
    world.ledger.post(store, Account::transport, Account::cash, freight, now);
}

/// Goods that are free serve whoever waits, first in the list first, in part where they do not suffice. A site that
/// can't ship keeps them from other own sites; customers' parcels are made ready.
void Replenishment::serve_waiting(Id<StockPoint> id) {
    World& world = run_.world;
    StockState& stock = world.stock[id];
    const bool stopped = !run_.model.strikes_on(id).empty() && Pace(run_.model, world, id).stopped();
    for (Id<Line> line = stock.first_waiting, next; line && stock.available() > Quantity::zero(); line = next) {
        next = world.lines[line].behind;
        const Quantity served = std::min(stock.available(), world.lines[line].waiting);
        if (!world.lines[line].internal()) {
            run_.follow(LineAllocated{line, served, true});
            continue;
        }
        if (stopped) continue;
        const Id<Purchase> purchase = world.lines[line].purchase;
        stop_waiting(world, line, served);
        world.lines[line].unshipped -= served;
        if (world.lines[line].unshipped == Quantity::zero()) world.lines.erase(line);
        transport_.send(purchase, served, unshelve(world, id, served));
    }
}

}  // namespace backstock

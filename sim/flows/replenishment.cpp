#include "sim/flows/replenishment.hpp"

#include "sim/flows/chains.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
#include "sim/flows/news.hpp"
#include "sim/flows/production.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/supply.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/forecast.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

/// While a store collects pledges, or has failed to collect enough, it buys nothing.
bool may_buy(Campaign campaign) { return campaign == Campaign::none || campaign == Campaign::won; }

}  // namespace

// ---------------------------------------------------------------------------------------------------- reviewing

void Replenishment::on(const StockReviewed& e) {
    const StockPoint& point = run_.model.stock[e.stock];
    StockState& stock = run_.world.stock[e.stock];
    const Time now = run_.world.now();
    stock.review_due = false;
    if (point.review_every > Duration::zero())
        run_.schedule(now + point.review_every, StockReviewed{e.stock}, point.review_at);
    StockView view{.now = now,
                   .on_hand = stock.shelf(),
                   .available = stock.available(),
                   .on_order = stock.ordered(),
                   .waiting = stock.waiting(),
                   .position = stock.position()};
    if (stock.forecast) look_ahead(e.stock, view);
    if (!run_.world.campaigns.empty() && !may_buy(run_.world.campaigns[point.store])) return;
    const Quantity wanted = point.inventory->order(view);
    if (wanted > Quantity::zero() || (point.sourcing != nullptr && point.sourcing->commits())) buy(e.stock, wanted);
}

/// Lets the forecast observe the period that a review ends, and adds what the policy may know of the time ahead.
void Replenishment::look_ahead(Id<StockPoint> id, StockView& view) {
    const Model& model = run_.model;
    World& world = run_.world;
    const StockPoint& point = model.stock[id];
    ForecastState& state = world.forecasts[world.stock[id].forecast];
    const bool periodic = point.review_every > Duration::zero();
    if (periodic) observe_period(model, state, view.now);
    view.forecast = &state;
    view.period = periodic ? point.review_every : model.run.period;
    if (point.links == 0) return;
    const double mean = point.inventory->forecast()->predict(state, 1).mean;
    SourcingMemory memory = world.sourcing.empty() ? SourcingMemory{} : world.sourcing[id];
    const Quantity usual = std::max(Quantity::units(1), Quantity::of(std::min(mean, 1e9)));
    const std::vector<Part>& parts = division_.of(model, world, id, usual, memory);
    const Heed heed = model.disruptions.empty() ? Heed::nothing : point.inventory->heeds();
    const auto stretch_of = [&](const Part& part) {
        return known_stretch(model, world, Id<Link>(point.first_link.index() + part.source), heed);
    };
    const auto time_over = [&](const Part& part) {
        const Id<Link> link(point.first_link.index() + part.source);
        return division_.sources()[part.source].mean * stretch_of(part) + known_delay(model, world, link, heed) +
               static_cast<double>(order_delay(model, model.links[link]).us());
    };
    double weight = 0;
    double sum = 0;  // of times and squares, from the first source's time: exact where there is only one
    double squares = 0;
    for (const Part& part : parts) {
        const double share = part.quantity.in_units();
        const double beyond = time_over(part) - time_over(parts.front());
        const double deviation = division_.sources()[part.source].deviation * stretch_of(part);
        weight += share;
        sum += share * beyond;
        squares += share * (beyond * beyond + deviation * deviation);
    }
    if (weight <= 0) return;
    const double period = static_cast<double>(view.period.us());
    view.lead_time = (time_over(parts.front()) + sum / weight) / period;
    view.lead_time_sd = std::sqrt(std::max(0.0, squares / weight - sum / weight * (sum / weight))) / period;
}

void Replenishment::buy(Id<StockPoint> id, Quantity quantity, Id<Line> line) {
    const Model& model = run_.model;
    World& world = run_.world;
    const StockPoint& point = model.stock[id];
    const auto link_at = [&](std::uint32_t source) { return Id<Link>(point.first_link.index() + source); };
    SourcingMemory none;
    SourcingMemory& memory = world.sourcing.empty() ? none : world.sourcing[id];
    // What follows from a purchase never comes back here at once: a review upstream is scheduled, so the parts stand.
    for (const Part& part : division_.of(model, world, id, quantity, memory)) {
        const Id<Link> link = link_at(part.source);
        const Quantity bought = acceptable(model, part.quantity, model.links[link]);
        if (bought <= Quantity::zero()) continue;
        place(id, link, bought, line);
    }
}

/// Writes a purchase; where it is for one customer's line, says so.
void Replenishment::place(Id<StockPoint> buyer, Id<Link> link, Quantity quantity, Id<Line> line) {
    World& world = run_.world;
    world.links[link].ordered += quantity;
    const Id<Purchase> purchase = world.purchases.add(Purchase{.number = ++world.purchases_placed,
                                                               .placed = world.now(),
                                                               .quantity = quantity,
                                                               .unshipped = quantity,
                                                               .unreceived = quantity,
                                                               .buyer = buyer,
                                                               .link = link});
    if (line) world.passed[purchase.index()] = {.line = line, .generation = world.lines.generation(line)};
    place(purchase);
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
    const Duration delay = link.lateral ? Duration::zero() : order_delay(model, link);
    if (delay == Duration::zero())
        run_.follow(PurchaseArrived{e.purchase});
    else
        run_.schedule(now + delay, PurchaseArrived{e.purchase});
}

void Replenishment::on(const PurchaseArrived& e) {
    const Purchase& purchase = run_.world.purchases[e.purchase];
    const Link& link = run_.model.links[purchase.link];
    if (link.lateral) return lend(e.purchase);
    if (link.upstream) return ask_own_site(e.purchase, link.upstream, purchase.quantity);
    if (link.recipe) return make(e.purchase, run_.model.recipes[link.recipe]);
    if (supply_.refuses(e.purchase)) return run_.follow(PurchaseRefused{e.purchase});
    if (run_.model.offers[link.offer].supply.limited()) return wait_for_supply(e.purchase);
    supply_.take(e.purchase);
}

/// An own site serves a purchase as it serves customers: what it has at once, the rest as goods come.
void Replenishment::ask_own_site(Id<Purchase> id, Id<StockPoint> source, Quantity quantity) {
    World& world = run_.world;
    count_demand(world, source, quantity);
    start_waiting(run_.model, world, world.lines.add(Line{.purchase = id, .stock = source, .accepted = quantity}),
                  quantity);
    serve_waiting(source);
    position_changed(run_, source);
}

/// The plant asks its own shelves for all the parts at once.
void Replenishment::make(Id<Purchase> id, const Recipe& recipe) {
    const Quantity quantity = run_.world.purchases[id].quantity;
    production_.take(id);
    for (const BomLine& part : recipe.parts) ask_own_site(id, part.stock, part.for_units(quantity));
    production_.line_up(id);
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
        if (!world.passed.empty()) serve_passed(shipment.purchase, shipment.quantity - shipment.spoiled);
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
    if (link.recipe) {
        shelve(world, shipment.buyer, shipment.quantity, shipment.value);
        world.items[model.stock[shipment.buyer].item].made += shipment.quantity;
    } else if (link.upstream) {
        dispatched(world, link.upstream, -shipment.quantity, -shipment.value);
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

}  // namespace backstock

#include "sim/flows/replenishment.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/forecast.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

/// Rows of one kind form a list through their `next` and `before`.
template<class Row>
void append(Table<Row>& rows, Id<Row>& first, Id<Row>& last, Id<Row> id) {
    rows[id].before = last;
    (last ? rows[last].next : first) = id;
    last = id;
}

template<class Row>
void unlink(Table<Row>& rows, Id<Row>& first, Id<Row>& last, Id<Row> id) {
    Row& row = rows[id];
    (row.before ? rows[row.before].next : first) = row.next;
    (row.next ? rows[row.next].before : last) = row.before;
    row.next = row.before = Id<Row>::none();
}

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
    StockView view{.now = now,
                   .on_hand = stock.shelf(),
                   .available = stock.available(),
                   .on_order = stock.ordered(),
                   .waiting = stock.waiting(),
                   .position = stock.position()};
    if (stock.forecast) look_ahead(e.stock, view);
    const Quantity wanted = point.inventory->order(view);
    if (wanted > Quantity::zero() || (point.sourcing != nullptr && point.sourcing->commits())) buy(e.stock, wanted);
}

/// Lets the forecast observe the period that a review ends, and adds what the policy may know of the time ahead.
void Replenishment::look_ahead(Id<StockPoint> id, StockView& view) {
    const StockPoint& point = run_.model.stock[id];
    ForecastState& state = run_.world.forecasts[run_.world.stock[id].forecast];
    const bool periodic = point.review_every > Duration::zero();
    if (periodic) observe_period(run_.model, state, view.now);
    view.forecast = &state;
    view.period = periodic ? point.review_every : run_.model.run.period;
    if (point.links == 0) return;
    const double mean = point.inventory->forecast()->predict(state, 1).mean;
    SourcingMemory memory = run_.world.sourcing.empty() ? SourcingMemory{} : run_.world.sourcing[id];
    divide(id, std::max(Quantity::units(1), Quantity::of(std::min(mean, 1e9))), memory);
    const auto time_over = [&](const Part& part) {
        const Link& link = run_.model.links[Id<Link>(point.first_link.index() + part.source)];
        const Duration delay = link.lane ? run_.model.lanes[link.lane].order_delay : Duration::zero();
        return sources_[part.source].mean + static_cast<double>(delay.us());
    };
    double weight = 0;
    double sum = 0;  // of times and squares, from the first source's time: exact where there is only one
    double squares = 0;
    for (const Part& part : parts_) {
        const double share = part.quantity.in_units();
        const double beyond = time_over(part) - time_over(parts_.front());
        weight += share;
        sum += share * beyond;
        squares += share * (beyond * beyond + sources_[part.source].deviation * sources_[part.source].deviation);
    }
    if (weight <= 0) return;
    const double period = static_cast<double>(view.period.us());
    view.lead_time = (time_over(parts_.front()) + sum / weight) / period;
    view.lead_time_sd = std::sqrt(std::max(0.0, squares / weight - sum / weight * (sum / weight))) / period;
}

/// Asks the sourcing policy how it would buy so much: the answer is in parts_.
void Replenishment::divide(Id<StockPoint> id, Quantity quantity, SourcingMemory& memory) {
    const World& world = run_.world;
    const StockPoint& point = run_.model.stock[id];
    const StockState& stock = world.stock[id];
    sources_.clear();
    parts_.clear();
    for (std::uint32_t i = 0; i < point.links; ++i)
        sources_.push_back(source_view(Id<Link>(point.first_link.index() + i)));
    pipeline_.clear();
    if (point.sourcing->needs_pipeline()) list_pipeline(stock);
    point.sourcing->divide({.now = world.now(),
                            .wanted = std::max(quantity, Quantity::zero()),
                            .position = stock.position(),
                            .net = stock.available() - stock.waiting(),
                            .sources = sources_,
                            .pipeline = pipeline_},
                           memory, parts_);
}

void Replenishment::buy(Id<StockPoint> id, Quantity quantity) {
    const Model& model = run_.model;
    World& world = run_.world;
    SourcingMemory none;
    divide(id, quantity, world.sourcing.empty() ? none : world.sourcing[id]);
    // What follows from a purchase never comes back here at once: a review upstream is scheduled, so parts_ stands.
    for (const Part& part : parts_) {
        const Id<Link> link(model.stock[id].first_link.index() + part.source);
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
    const Purchase& purchase = run_.world.purchases[e.purchase];
    const Link& link = run_.model.links[purchase.link];
    if (link.upstream) return ask_own_site(e.purchase, link);
    if (run_.model.offers[link.offer].supply.limited()) return wait_for_supply(e.purchase);
    leave_supplier(e.purchase);
}

/// The supplier has the goods: they wait for its capacity, where that is limited, and leave.
void Replenishment::leave_supplier(Id<Purchase> id) {
    const Offer& offer = run_.model.offers[run_.model.links[run_.world.purchases[id].link].offer];
    if (std::isinf(run_.model.suppliers[offer.supplier].capacity)) {
        const Quantity quantity = run_.world.purchases[id].unshipped;
        send(id, quantity, offer.price_of(quantity));
    } else {
        queue_at(offer.supplier, id);
    }
}

void Replenishment::queue_at(Id<Supplier> id, Id<Purchase> purchase) {
    SupplierState& supplier = run_.world.suppliers[id];
    const bool idle = !supplier.first;
    (idle ? supplier.first : run_.world.purchases[supplier.last].behind) = purchase;
    supplier.last = purchase;
    if (idle) start_release(id);
}

/// The capacity is a continuous server: each unit takes 1/capacity.
void Replenishment::start_release(Id<Supplier> id) {
    SupplierState& supplier = run_.world.suppliers[id];
    supplier.release =
        run_.world.now() + working_time(run_.model.suppliers[id], run_.world.purchases[supplier.first].quantity);
    run_.schedule(supplier.release, PurchaseReleased{id});
}

void Replenishment::on(const PurchaseReleased& e) {
    World& world = run_.world;
    SupplierState& supplier = world.suppliers[e.supplier];
    const Id<Purchase> released = supplier.first;
    supplier.first = world.purchases[released].behind;
    if (supplier.first)
        start_release(e.supplier);
    else
        supplier.last = Id<Purchase>::none();
    const Purchase& purchase = world.purchases[released];
    const Offer& offer = run_.model.offers[run_.model.links[purchase.link].offer];
    send(released, purchase.unshipped, offer.price_of(purchase.unshipped));
}

/// An own site serves a purchase as it serves customers: what it has at once, the rest as goods come.
void Replenishment::ask_own_site(Id<Purchase> id, const Link& link) {
    World& world = run_.world;
    const Quantity quantity = world.purchases[id].quantity;
    const Id<Line> line = world.lines.add(
        Line{.purchase = id, .stock = link.upstream, .accepted = quantity, .waiting = quantity, .unshipped = quantity});
    count_demand(world, link.upstream, quantity);
    world.stock[link.upstream].owed.add(quantity.micro(), world.now());
    join_waiting(run_.model, world, line);
    serve_waiting(link.upstream);
    position_changed(run_, link.upstream);
}

// ------------------------------------------------------------------------------------------------- goods travel down

void Replenishment::send(Id<Purchase> id, Quantity quantity, Money value) {
    World& world = run_.world;
    const Model& model = run_.model;
    Purchase& purchase = world.purchases[id];
    const Link& link = model.links[purchase.link];
    const Time now = world.now();
    const std::uint64_t n = world.links[purchase.link].shipments++;
    Duration travel;
    if (link.offer && model.offers[link.offer].lead_time != nullptr) {
        Stream stream = world.streams.at(link.key, Purpose("lead time"), n);
        travel += draw_duration(*model.offers[link.offer].lead_time, stream);
    }
    if (link.lane && model.lanes[link.lane].transit != nullptr) {
        Stream stream = world.streams.at(link.key, Purpose("transit"), n);
        travel += draw_duration(*model.lanes[link.lane].transit, stream);
    }
    purchase.unshipped -= quantity;
    if (purchase.unshipped == Quantity::zero()) {
        StockState& buyer = world.stock[purchase.buyer];
        unlink(world.purchases, buyer.first_purchase, buyer.last_purchase, id);
    }
    run_.follow(GoodsSent{world.shipments.add(
        Shipment{.sent = now,
                 .due = now + travel,
                 .expected = now + Duration::us(static_cast<std::int64_t>(std::min(link.expected, 9e18))),
                 .quantity = quantity,
                 .value = value,
                 .buyer = purchase.buyer,
                 .link = purchase.link,
                 .purchase = id})});
}

void Replenishment::on(const GoodsSent& e) {
    World& world = run_.world;
    const Shipment& shipment = world.shipments[e.shipment];
    StockState& buyer = world.stock[shipment.buyer];
    const Time now = world.now();
    buyer.inbound.add(shipment.quantity.micro(), now);
    append(world.shipments, buyer.first_inbound, buyer.last_inbound, e.shipment);
    if (shipment.link && run_.model.links[shipment.link].upstream) {
        StockState& sender = world.stock[run_.model.links[shipment.link].upstream];
        sender.outbound.add(shipment.quantity.micro(), now);
        sender.outbound_value.add(shipment.value.raw(), now);
    }
    if (shipment.due <= run_.model.run.horizon) run_.schedule(shipment.due, GoodsReceived{e.shipment});
}

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
        take_in(world, model, shipment.buyer, shipment.quantity, due, Account::payable);
        pay_supplier(run_.model.offers[link.offer].supplier, store, due);
    }
    if (!link.lane) return;
    const Lane& lane = model.lanes[link.lane];
    const Money freight =
        rounded(lane.cost_per_shipment + lane.cost_per_unit * shipment.quantity, model.run.minor_digits);
    world.ledger.post(store, Account::transport, Account::cash, freight, now);
}

/// Goods that are free serve whoever waits, first in the list first, in part where they do not suffice.
void Replenishment::serve_waiting(Id<StockPoint> id) {
    World& world = run_.world;
    StockState& stock = world.stock[id];
    while (stock.first_waiting && stock.available() > Quantity::zero()) {
        const Id<Line> line = stock.first_waiting;
        const Quantity served = std::min(stock.available(), world.lines[line].waiting);
        if (!world.lines[line].internal()) {
            run_.follow(LineAllocated{line, served, true});
            continue;
        }
        const Id<Purchase> purchase = world.lines[line].purchase;
        stop_waiting(world, line, served);
        world.lines[line].unshipped -= served;
        if (world.lines[line].unshipped == Quantity::zero()) world.lines.erase(line);
        send(purchase, served, unshelve(stock, served, world.now()));
    }
}

}  // namespace backstock

#include "sim/flows/opening.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/forecasting.hpp"
#include "sim/flows/pricing.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

Money opening_value(const Model& model, Id<StockPoint> id, Quantity quantity);

/// What goods cost over one link: the supplier's or the own site's price, or the parts and their conversion.
Money opening_cost(const Model& model, const Link& link, Quantity quantity) {
    if (link.offer) return model.offers[link.offer].cost * quantity;
    if (link.upstream) return opening_value(model, link.upstream, quantity);
    const Recipe& recipe = model.recipes[link.recipe];
    Money cost = recipe.cost * quantity;
    for (const BomLine& part : recipe.parts) cost += opening_value(model, part.stock, part.for_units(quantity));
    return cost;
}

/// What opening goods are worth: the cheapest source's cost, or nothing where there is no source.
Money opening_value(const Model& model, Id<StockPoint> id, Quantity quantity) {
    const StockPoint& point = model.stock[id];
    Money best;
    for (std::uint32_t i = 0; i < point.links; ++i) {
        const Money cost = opening_cost(model, model.links[Id<Link>(point.first_link.index() + i)], quantity);
        if (i == 0 || cost < best) best = cost;
    }
    return best;
}

/// Rows for what goes to own sites, where anything can.
void open_supplying(const Model& model, World& world) {
    const auto open = [&](Id<StockPoint> id) {
        StockState& stock = world.stock[id];
        if (!stock.supplying) stock.supplying = world.supplying.add({});
    };
    for (const Link& link : model.links) {
        if (link.upstream) open(link.upstream);
        if (!link.recipe) continue;
        for (const BomLine& part : model.recipes[link.recipe].parts) open(part.stock);
    }
}

void open_stock(Run& run, Id<StockPoint> id) {
    const Model& model = run.model;
    World& world = run.world;
    const StockPoint& point = model.stock[id];
    if (point.initial > Quantity::zero())
        take_in(world, model, id, point.initial, opening_value(model, id, point.initial), Account::equity);
}

void open_shipment(Run& run, const OpeningShipment& opening) {
    World& world = run.world;
    const Money value = opening_value(run.model, opening.stock, opening.quantity);
    const Id<Shipment> id = world.shipments.add(Shipment{.sent = Time::zero(),
                                                         .due = opening.due,
                                                         .expected = opening.due,
                                                         .quantity = opening.quantity,
                                                         .value = value,
                                                         .buyer = opening.stock});
    world.stock[opening.stock].on_order.add(opening.quantity.micro(), Time::zero());
    run.follow(GoodsSent{id});
}

void open_review(Run& run, Id<StockPoint> id) {
    const StockPoint& point = run.model.stock[id];
    if (point.inventory == nullptr) return;
    if (point.review_every > Duration::zero())
        run.schedule(Time::zero(), StockReviewed{id}, point.review_at);
    else
        position_changed(run, id);
}

/// Suppliers with finite stock, and the memory of sourcing policies that have one.
void open_supplies(Run& run) {
    const Model& model = run.model;
    World& world = run.world;
    const auto limited = [](const Offer& offer) { return offer.supply.limited(); };
    if (std::any_of(model.offers.begin(), model.offers.end(), limited)) world.offers.resize(model.offers.size());
    for (std::size_t i = 0; i < world.offers.size(); ++i) {
        const Id<Offer> id = model.offers.id_at(i);
        if (!limited(model.offers[id])) continue;
        world.offers[id].stock = model.offers[id].supply.initial;
        run.schedule(Time::zero() + model.offers[id].supply.every, SupplierRestocked{id});
    }
    const auto remembers = [](const StockPoint& p) { return p.sourcing != nullptr && p.sourcing->remembers(); };
    if (std::any_of(model.stock.begin(), model.stock.end(), remembers)) world.sourcing.resize(model.stock.size());
}

/// Launches to come, and handling where it has a limit.
void open_serving(Run& run) {
    const Model& model = run.model;
    const auto limited = [](const Store& store) { return !std::isinf(store.fulfillment->capacity()); };
    if (std::any_of(model.stores.begin(), model.stores.end(), limited)) run.world.handling.resize(model.stores.size());
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        if (!run.world.stock[id].rations) continue;
        const Time launch = model.stock[id].backorder->launch();
        if (launch > Time::zero() && launch <= model.run.horizon) run.schedule(launch, ItemLaunched{id});
    }
}

}  // namespace

void open_world(Run& run, std::int64_t replication) {
    const Model& model = run.model;
    World& world = run.world;
    world = World{};
    world.streams = Streams(model.run.seed, static_cast<std::uint64_t>(replication));
    world.counting = model.run.warmup == Time::zero();
    world.stock.resize(model.stock.size());
    world.links.resize(model.links.size());
    open_supplying(model, world);
    world.suppliers.resize(model.suppliers.size());
    world.plants.resize(model.plants.size());
    for (std::size_t i = 0; i < model.plants.size(); ++i)
        world.plants[model.plants.id_at(i)].idle.resize(model.plants[model.plants.id_at(i)].lines);
    open_supplies(run);
    world.lanes.resize(model.lanes.size());
    world.arrivals.resize(model.segments.size());
    world.accrued.resize(model.stock.size());
    const auto retains = [](const StockPoint& point) {
        return point.sourcing != nullptr && point.sourcing->fee_per_day() > 0;
    };
    if (std::any_of(model.stock.begin(), model.stock.end(), retains)) world.retainers.resize(model.stock.size());
    world.items.resize(model.items.size());
    world.waiting.resize(model.waiting_kinds());
    if (model.run.accounting == Accounting::period_end) {
        world.sums.resize(model.stock.size());
        world.waiting_sums.resize(world.waiting.size());
    }
    world.ledger = Ledger(model.stores.size());
    if (model.run.cost_of_capital > 0) {
        world.ledger.watch_capital();
        world.accrued_capital.resize(model.stores.size());
    }
    world.ledger.post(Id<Store>::none(), Account::cash, Account::equity, model.run.opening_cash, Time::zero());
    world.ledger.restart(Time::zero());

    open_waiting_lists(model, world);
    open_markdowns(model, world);
    open_spaces(model, world);
    open_serving(run);
    open_forecasts(model, world);
    for (std::size_t i = 0; i < model.stock.size(); ++i) open_stock(run, model.stock.id_at(i));
    for (const OpeningShipment& opening : model.opening) open_shipment(run, opening);
    run.schedule(Time::at(model.run.period), PeriodEnded{});
    run.schedule(model.run.horizon, FundsReviewed{});  // it never happens: with it the clock reaches the horizon
    if (model.run.warmup > Time::zero() && model.run.warmup.since_start() % model.run.period != Duration::zero())
        run.schedule(model.run.warmup, WarmupEnded{});
    for (std::size_t i = 0; i < model.stock.size(); ++i) open_review(run, model.stock.id_at(i));
    run.start_clocks();
    run.open_markets();
    run.open_campaigns();
    for (std::size_t i = 0; i < model.segments.size(); ++i) {
        const Id<Segment> id = model.segments.id_at(i);
        ArrivalState& state = world.arrivals[id];
        state.stream = world.streams.at(model.segments[id].key, Purpose("arrivals"));
        state.next = model.segments[id].arrivals->first(state);
        if (state.next.at != Time::never()) run.schedule(state.next.at, CustomerArrived{id});
    }
}

}  // namespace backstock

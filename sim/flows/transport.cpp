#include "sim/flows/transport.hpp"

#include "sim/flows/chains.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/news.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/law.hpp"

#include <boost/random/binomial_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace backstock {

void Transport::send(Id<Purchase> id, Quantity quantity, Money value) {
    World& world = run_.world;
    const Model& model = run_.model;
    Purchase& purchase = world.purchases[id];
    const Link& link = model.links[purchase.link];
    const Time now = world.now();
    const std::uint64_t n = world.links[purchase.link].shipments++;
    const Duration lead = lead_time(link, n);
    Duration transit;
    if (link.lane && model.lanes[link.lane].transit != nullptr) {
        Stream stream = world.streams.at(link.key, Purpose("transit"), n);
        transit = draw_duration(*model.lanes[link.lane].transit, stream);
    }
    purchase.unshipped -= quantity;
    if (purchase.unshipped == Quantity::zero()) {
        StockState& buyer = world.stock[purchase.buyer];
        unlink(world.purchases, buyer.first_purchase, buyer.last_purchase, id);
    }
    const bool over_lane = link.lane && model.can_hold_up(link.lane);
    const Quantity bad = spoiled(link, n, quantity);
    const Id<Shipment> shipment =
        world.shipments.add(Shipment{.sent = now,
                                     .due = over_lane ? Time::never() : now + lead + transit,
                                     .expected = now + expected_travel(model, world, purchase.link),
                                     .quantity = quantity,
                                     .value = bad == Quantity::zero() ? value : share(value, quantity - bad, quantity),
                                     .spoiled = bad,
                                     .transit = transit,
                                     .buyer = purchase.buyer,
                                     .link = purchase.link,
                                     .purchase = id});
    run_.follow(GoodsSent{shipment});
    if (!over_lane) return;
    if (lead == Duration::zero())
        run_.follow(LaneReached{shipment});
    else if (now + lead <= model.run.horizon)
        run_.schedule(now + lead, LaneReached{shipment});
}

Duration Transport::lead_time(const Link& link, std::uint64_t shipment) const {
    const Law* law = link.offer ? run_.model.offers[link.offer].lead_time : nullptr;
    if (law == nullptr) return Duration::zero();
    Stream stream = run_.world.streams.at(link.key, Purpose("lead time"), shipment);
    const Duration drawn = draw_duration(*law, stream);
    if (run_.model.strikes_on(link.offer).empty()) return drawn;
    return scaled(drawn, Pace(run_.model, run_.world, link.offer, Effect::lead_time).at(run_.world.now()));
}

/// How much of a supplier's goods is not good: by chance unit by unit, or the share of what can be divided.
Quantity Transport::spoiled(const Link& link, std::uint64_t shipment, Quantity quantity) const {
    if (!link.offer) return Quantity::zero();
    double yield = run_.model.offers[link.offer].yield;
    if (!run_.model.strikes_on(link.offer).empty())
        yield *= Pace(run_.model, run_.world, link.offer, Effect::yield).at(run_.world.now());
    if (yield >= 1) return Quantity::zero();
    if (run_.model.items[run_.model.offers[link.offer].item].divisible)
        return quantity - std::min(quantity, Quantity::of(quantity.in_units() * yield));
    Stream stream = run_.world.streams.at(link.key, Purpose("yield"), shipment);
    return Quantity::units(
        boost::random::binomial_distribution<std::int64_t>(quantity.whole_units(), 1 - yield)(stream));
}

void Transport::on(const GoodsSent& e) {
    World& world = run_.world;
    const Shipment& shipment = world.shipments[e.shipment];
    StockState& buyer = world.stock[shipment.buyer];
    const Time now = world.now();
    buyer.inbound.add(shipment.quantity.micro(), now);
    append(world.shipments, buyer.first_inbound, buyer.last_inbound, e.shipment);
    if (shipment.link && run_.model.links[shipment.link].upstream)
        dispatched(world, run_.model.links[shipment.link].upstream, shipment.quantity, shipment.value);
    if (shipment.due <= run_.model.run.horizon) run_.schedule(shipment.due, GoodsReceived{e.shipment});
}

// ----------------------------------------------------------------------------------- lanes that can hold goods up

void Transport::on(const LaneReached& e) {
    World& world = run_.world;
    const Id<Lane> id = run_.model.links[world.shipments[e.shipment].link].lane;
    LaneState& lane = world.lanes[id];
    const bool limited = !std::isinf(run_.model.lanes[id].capacity);
    if (!limited && !Pace(run_.model, world, id).stopped()) return enter(e.shipment);
    const bool alone = !lane.first;
    (alone ? lane.first : world.shipments[lane.last].behind) = e.shipment;
    lane.last = e.shipment;
    if (alone && limited) start_entry(id);
}

/// A lane's capacity is a continuous server: each unit takes 1/capacity to enter.
void Transport::start_entry(Id<Lane> id) {
    World& world = run_.world;
    LaneState& lane = world.lanes[id];
    const double units = world.shipments[lane.first].quantity.in_units();
    const Duration alone = Duration::days(units / run_.model.lanes[id].capacity);
    lane.server = begun(static_cast<double>(alone.us()), Pace(run_.model, world, id), world.now());
    if (lane.server.finish <= run_.model.run.horizon) run_.schedule(lane.server.finish, LaneEntered{id});
}

void Transport::leave_queue(LaneState& lane) {
    lane.first = run_.world.shipments[lane.first].behind;
    if (!lane.first) lane.last = Id<Shipment>::none();
}

void Transport::on(const LaneEntered& e) {
    LaneState& lane = run_.world.lanes[e.lane];
    const Id<Shipment> shipment = lane.first;
    leave_queue(lane);
    if (lane.first) start_entry(e.lane);
    enter(shipment);
}

/// A transit drawn longer or shorter than it would be is settled when goods enter.
void Transport::enter(Id<Shipment> id) {
    World& world = run_.world;
    Shipment& shipment = world.shipments[id];
    const Id<Lane> lane = run_.model.links[shipment.link].lane;
    const Time now = world.now();
    shipment.transit = scaled(shipment.transit, Pace(run_.model, world, lane, Effect::lead_time).at(now));
    shipment.on_lane = true;
    if (Pace(run_.model, world, lane).stopped()) return;  // struck as they enter: they stand still
    shipment.due = now + shipment.transit;
    if (shipment.due <= run_.model.run.horizon) run_.schedule(shipment.due, GoodsReceived{id});
}

void Transport::settle(Id<Lane> id) {
    LaneState& lane = run_.world.lanes[id];
    if (lane.first && !std::isinf(run_.model.lanes[id].capacity))
        backstock::settle(lane.server, Pace(run_.model, run_.world, id), run_.world.now());
}

void Transport::resume(Id<Lane> id) {
    World& world = run_.world;
    LaneState& lane = world.lanes[id];
    const Pace pace(run_.model, world, id);
    const bool limited = !std::isinf(run_.model.lanes[id].capacity);
    const Time now = world.now();
    const bool stopped = pace.stopped();
    world.shipments.for_each([&](Id<Shipment> s, Shipment& shipment) {
        if (!shipment.on_lane || run_.model.links[shipment.link].lane != id) return;
        const bool stands = shipment.due == Time::never();
        if (stopped && !stands) {
            shipment.transit = shipment.due - now;
            shipment.due = Time::never();
        } else if (!stopped && stands) {
            shipment.due = now + shipment.transit;
            if (shipment.due <= run_.model.run.horizon) run_.schedule(shipment.due, GoodsReceived{s});
        }
    });
    if (!lane.first) return;
    if (limited) {
        if (retime(lane.server, pace, now) && lane.server.finish <= run_.model.run.horizon)
            run_.schedule(lane.server.finish, LaneEntered{id});
        return;
    }
    while (lane.first && !stopped) {
        const Id<Shipment> first = lane.first;
        leave_queue(lane);
        enter(first);
    }
}

}  // namespace backstock

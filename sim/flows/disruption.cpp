#include "sim/flows/disruption.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/recovery.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

const Disruption& Disrupting::disruption_of(Id<Strike> strike) const {
    return run_.model.disruptions[run_.model.strikes[strike].disruption];
}

/// Strikes that the clock rules, not contagion.
bool Disrupting::is_first(Id<Strike> strike) const { return disruption_of(strike).first_strike == strike; }

// ------------------------------------------------------------------------------------------------------ clocks

void Disrupting::start() {
    World& world = run_.world;
    world.disruptions.resize(run_.model.disruptions.size());
    world.strikes.resize(run_.model.strikes.size());
    for (std::size_t i = 0; i < run_.model.strikes.size(); ++i) {
        const Id<Strike> id = run_.model.strikes.id_at(i);
        world.strikes[id].capacity = disruption_of(id).effect(Effect::capacity);
    }
    for (std::size_t i = 0; i < run_.model.disruptions.size(); ++i) {
        const Id<Disruption> id = run_.model.disruptions.id_at(i);
        const Disruption& disruption = run_.model.disruptions[id];
        world.disruptions[id].clock = {
            .streams = world.streams, .key = disruption.key, .now = disruption.clock->first()};
        if (disruption.foresight.false_alarms > 0) raise_false_alarm(disruption.first_strike);
        wind(id);
    }
}

/// Asks the clock for its next move and schedules it, with the warning that may come before.
void Disrupting::wind(Id<Disruption> id) {
    World& world = run_.world;
    const Disruption& disruption = run_.model.disruptions[id];
    DisruptionState& state = world.disruptions[id];
    state.next = disruption.clock->next(state.clock);
    const Time at = state.next.at;
    if (at > run_.model.run.horizon) return;
    const bool begins = state.next.severity > 0 && state.clock.now.severity == 0;
    const bool ends = state.next.severity == 0 && state.clock.now.severity > 0;
    const Id<Strike> first = disruption.first_strike;
    if (begins && disruption.foresight.detected > 0) {
        Stream stream = world.streams.at(disruption.key, Purpose("warning"), world.strikes[first].outages);
        if (uniform01(stream) < disruption.foresight.detected)
            run_.schedule(std::max(world.now(), at - disruption.foresight.lead), OutageWarned{first});
    }
    if (begins)
        run_.schedule(at, OutageBegan{first});
    else if (ends)
        run_.schedule(at, OutageEnded{first});
    else
        run_.schedule(at, ThreatMoved{id});
}

/// The clock makes the move that it has told.
void Disrupting::turn(Id<Disruption> id) {
    const Disruption& disruption = run_.model.disruptions[id];
    DisruptionState& state = run_.world.disruptions[id];
    StrikeState& strike = run_.world.strikes[disruption.first_strike];
    state.clock.now = state.next;
    change(disruption.first_strike, [&] {
        const double own = disruption.effect(Effect::capacity);
        const double told = std::isnan(state.next.capacity) ? own : state.next.capacity;
        if (state.next.severity > 0) strike.capacity = state.next.at_most_own ? std::min(own, told) : told;
        strike_to(disruption.first_strike, state.next.severity);
    });
    if (state.next.warns && strike.warned == Time::never()) strike.warned = run_.world.now();
}

void Disrupting::on(const ThreatMoved& e) {
    StrikeState& strike = run_.world.strikes[run_.model.disruptions[e.disruption].first_strike];
    if (run_.world.disruptions[e.disruption].clock.now.warns) strike.warned = Time::never();
    turn(e.disruption);
    wind(e.disruption);
}

// ---------------------------------------------------------------------------------------------------- warnings

void Disrupting::raise_false_alarm(Id<Strike> id) {
    const Disruption& disruption = disruption_of(id);
    StrikeState& strike = run_.world.strikes[id];
    Stream stream = run_.world.streams.at(disruption.key, Purpose("false alarm"), strike.alarms++);
    strike.false_alarm =
        run_.world.now() + Duration::days(unit_exponential(stream) / disruption.foresight.false_alarms);
    if (strike.false_alarm <= run_.model.run.horizon) run_.schedule(strike.false_alarm, OutageWarned{id});
}

void Disrupting::on(const OutageWarned& e) {
    const Time now = run_.world.now();
    const bool wrong = run_.world.strikes[e.strike].false_alarm == now;
    if (wrong) raise_false_alarm(e.strike);
    if (run_.world.strikes[e.strike].depth > 0) return;  // of what is there already
    const Id<Disruption> disruption = run_.model.strikes[e.strike].disruption;
    warn(e.strike, wrong ? now + disruption_of(e.strike).foresight.lead : run_.world.disruptions[disruption].next.at);
}

void Disrupting::warn(Id<Strike> id, Time until) {
    StrikeState& strike = run_.world.strikes[id];
    const bool stands = strike.warned != Time::never();
    if (!stands) strike.warned = run_.world.now();
    if (stands && strike.alarm_ends >= until) return;
    strike.alarm_ends = until;
    if (until <= run_.model.run.horizon) run_.schedule(until, AlarmEnded{id});
}

void Disrupting::on(const AlarmEnded& e) {
    StrikeState& strike = run_.world.strikes[e.strike];
    strike.warned = strike.alarm_ends = Time::never();
}

// ------------------------------------------------------------------------------------------- outages begin and end

void Disrupting::on(const OutageBegan& e) {
    StrikeState& strike = run_.world.strikes[e.strike];
    ++strike.outages;
    ++strike.depth;
    strike.struck.set(1, run_.world.now());
    if (is_first(e.strike))
        turn(run_.model.strikes[e.strike].disruption);
    else
        change(e.strike, [&] { strike_to(e.strike, 1); });
    notice(e.strike);
    destroy(e.strike);
    spread(e.strike, true);
    if (is_first(e.strike)) wind(run_.model.strikes[e.strike].disruption);
}

void Disrupting::on(const OutageEnded& e) {
    StrikeState& strike = run_.world.strikes[e.strike];
    ++strike.endings;
    if (--strike.depth == 0) {
        strike.struck.set(0, run_.world.now());
        strike.known = strike.detects = Time::never();
        if (is_first(e.strike))
            turn(run_.model.strikes[e.strike].disruption);
        else
            change(e.strike, [&] { strike_to(e.strike, 0); });
        if (strike.excess == 0) run_.follow(OutageRecovered{e.strike});
    }
    spread(e.strike, false);
    if (is_first(e.strike)) wind(run_.model.strikes[e.strike].disruption);
    orders_.hear_news();
}

/// From now on the severity is this; what was above it goes along the recovery curve.
void Disrupting::strike_to(Id<Strike> id, double base) {
    StrikeState& strike = run_.world.strikes[id];
    const Time now = run_.world.now();
    const double above = severity(run_.model, run_.world, id, now) - base;
    strike.base = base;
    strike.excess = std::fmax(0, above);
    strike.since = now;
    strike.step = 0;
    ease(id);
}

/// Schedules the end of the recovery, or its next step.
void Disrupting::ease(Id<Strike> id) {
    StrikeState& strike = run_.world.strikes[id];
    const RecoveryPolicy& recovery = *disruption_of(id).recovery;
    const std::vector<Duration>& pieces = recovery.pieces();
    if (!recovery.steps() && strike.step + 1 < pieces.size())
        strike.step = static_cast<std::uint32_t>(pieces.size()) - 1;
    strike.eases = Time::never();
    if (strike.step >= pieces.size()) strike.excess = 0;
    if (strike.excess == 0) return;
    strike.eases = strike.since + pieces[strike.step];
    if (strike.eases <= run_.model.run.horizon) run_.schedule(strike.eases, OutageEased{id});
}

void Disrupting::on(const OutageEased& e) {
    StrikeState& strike = run_.world.strikes[e.strike];
    change(e.strike, [&] {
        ++strike.step;
        ease(e.strike);
    });
    if (strike.excess == 0 && strike.depth == 0) run_.follow(OutageRecovered{e.strike});
}

// ------------------------------------------------------------------------------------------------ what follows

/// A warning that comes true is as good as seeing it.
void Disrupting::notice(Id<Strike> id) {
    World& world = run_.world;
    StrikeState& strike = world.strikes[id];
    const bool warned = strike.warned != Time::never();
    strike.warned = strike.alarm_ends = Time::never();
    if (strike.known != Time::never()) return;
    const Law* detected = disruption_of(id).detected;
    if (warned || detected == nullptr) return run_.follow(OutageDetected{id});
    Stream stream = world.streams.at(run_.model.strikes[id].key, Purpose("detected"), strike.outages);
    strike.detects = world.now() + draw_duration(*detected, stream);
    if (strike.detects <= run_.model.run.horizon) run_.schedule(strike.detects, OutageDetected{id});
}

void Disrupting::on(const OutageDetected& e) {
    run_.world.strikes[e.strike].known = run_.world.now();
    run_.world.strikes[e.strike].detects = Time::never();
    orders_.hear_news();
}

/// An outage reaches others some time after it began, and leaves them as long after it ended, unless it is said how
/// long it lasts there. The draws have the outage's number: beginning and end agree on whom it reaches and when.
void Disrupting::spread(Id<Strike> id, bool begins) {
    World& world = run_.world;
    const Contagion& contagion = disruption_of(id).contagion;
    const std::uint64_t n = begins ? world.strikes[id].outages : world.strikes[id].endings;
    const auto at = [&](Time when, const auto& fact) {
        if (when <= run_.model.run.horizon) run_.schedule(when, fact);
    };
    for (const Id<Strike> other : run_.model.strikes[id].spreads_to) {
        Stream stream = world.streams.at(joined_key(run_.model.strikes[id].key, run_.model.strikes[other].key),
                                         Purpose("spread"), n);
        if (uniform01(stream) >= contagion.probability) continue;
        const Time there =
            world.now() + (contagion.after == nullptr ? Duration::zero() : draw_duration(*contagion.after, stream));
        if (begins) at(there, OutageBegan{other});
        if (begins && contagion.lasts != nullptr)
            at(there + std::max(draw_duration(*contagion.lasts, stream), 1_us), OutageEnded{other});
        if (!begins && contagion.lasts == nullptr) at(there, OutageEnded{other});
    }
}

void Disrupting::destroy(Id<Strike> id) {
    const double share = disruption_of(id).destroys * run_.world.strikes[id].base;
    if (share <= 0) return;
    for (const Target target : run_.model.strikes[id].targets) {
        if (target.kind == Target::Kind::stock) destroy_at(id, Id<StockPoint>(target.index), share);
        if (target.kind == Target::Kind::store) destroy_in(id, Id<Store>(target.index), share);
        if (target.kind == Target::Kind::plant) destroy_in(id, run_.model.plants[Id<Plant>(target.index)].site, share);
    }
}

void Disrupting::destroy_in(Id<Strike> strike, Id<Store> site, double share) {
    for (std::size_t i = 0; i < run_.model.stock.size(); ++i)
        if (run_.model.stock[run_.model.stock.id_at(i)].store == site)
            destroy_at(strike, run_.model.stock.id_at(i), share);
}

void Disrupting::destroy_at(Id<Strike> strike, Id<StockPoint> stock, double share) {
    const Quantity free = run_.world.stock[stock].available();
    if (free <= Quantity::zero()) return;
    const double units = free.in_units() * share;
    const bool divisible = run_.model.items[run_.model.stock[stock].item].divisible;
    const Quantity lost = std::min(free, divisible ? Quantity::of(units) : Quantity::units(nearest_integer(units)));
    if (lost > Quantity::zero()) run_.follow(StockDestroyed{strike, stock, lost});
}

void Disrupting::on(const StockDestroyed& e) {
    World& world = run_.world;
    const StockPoint& point = run_.model.stock[e.stock];
    world.items[point.item].lost += e.quantity;
    const Money value = unshelve(world, e.stock, e.quantity);
    world.ledger.post(point.store, Account::losses, Account::inventory, value, world.now());
    position_changed(run_, e.stock);
}

// --------------------------------------------------------------------------------------------- what is struck

/// Changes a strike; what it hits is looked at before and after.
template<class Change>
void Disrupting::change(Id<Strike> id, Change change) {
    for (const Target target : run_.model.strikes[id].targets) settle(target);
    change();
    for (const Target target : run_.model.strikes[id].targets) resume(target);
}

void Disrupting::settle(Target target) {
    switch (target.kind) {
        case Target::Kind::supplier: return supply_.settle(Id<Supplier>(target.index));
        case Target::Kind::offer: return supply_.settle(run_.model.offers[Id<Offer>(target.index)].supplier);
        case Target::Kind::lane: return transport_.settle(Id<Lane>(target.index));
        case Target::Kind::segment: return orders_.settle(Id<Segment>(target.index));
        case Target::Kind::store:
            packing_.settle(Id<Store>(target.index));
            return production_.settle(Id<Store>(target.index));
        case Target::Kind::stock: return production_.settle(run_.model.stock[Id<StockPoint>(target.index)].store);
        case Target::Kind::plant: return production_.settle(run_.model.plants[Id<Plant>(target.index)].site);
        case Target::Kind::recipe:
        case Target::Kind::link: return;  // never named
    }
}

void Disrupting::resume(Target target) {
    switch (target.kind) {
        case Target::Kind::supplier: return supply_.resume(Id<Supplier>(target.index));
        case Target::Kind::offer: return supply_.resume(run_.model.offers[Id<Offer>(target.index)].supplier);
        case Target::Kind::lane: return transport_.resume(Id<Lane>(target.index));
        case Target::Kind::segment: return orders_.resume(Id<Segment>(target.index));
        case Target::Kind::store:
            production_.resume(Id<Store>(target.index));
            packing_.resume(Id<Store>(target.index));
            for (std::size_t i = 0; i < run_.model.stock.size(); ++i)
                if (run_.model.stock[run_.model.stock.id_at(i)].store.index() == target.index)
                    replenishment_.serve_waiting(run_.model.stock.id_at(i));
            return release_parcels();
        case Target::Kind::plant: return production_.resume(run_.model.plants[Id<Plant>(target.index)].site);
        case Target::Kind::recipe:
        case Target::Kind::link: return;
        case Target::Kind::stock:
            production_.resume(run_.model.stock[Id<StockPoint>(target.index)].store);
            replenishment_.serve_waiting(Id<StockPoint>(target.index));
            return release_parcels();
    }
}

// ---------------------------------------------------------------------------------------- parcels that can't leave

Id<Parcel> Disrupting::part_that_leaves(Id<Parcel> parcel) {
    World& world = run_.world;
    const auto stopped = [&](Id<Parcel> piece) {
        const Id<StockPoint> stock = world.lines[world.parcels[piece].line].stock;
        return !run_.model.strikes_on(stock).empty() && Pace(run_.model, world, stock).stopped();
    };
    Id<Parcel> firsts[2];
    Id<Parcel> lasts[2];
    for (Id<Parcel> p = parcel, next; p; p = next) {
        next = world.parcels[p].next;
        const int part = stopped(p) ? 1 : 0;
        (lasts[part] ? world.parcels[lasts[part]].next : firsts[part]) = p;
        lasts[part] = p;
        world.parcels[p].next = Id<Parcel>::none();
    }
    if (!firsts[1]) return parcel;
    world.held_parcels.push_back(firsts[1]);
    Order& order = world.orders[world.parcels[parcel].order];
    if (order.packing == parcel) order.packing = Id<Parcel>::none();
    return firsts[0];
}

/// Those that still can't leave are held again when their turn comes.
void Disrupting::release_parcels() {
    std::vector<Id<Parcel>> held;
    held.swap(run_.world.held_parcels);
    for (const Id<Parcel> parcel : held) run_.schedule(run_.world.now(), ParcelShipped{parcel});
}

}  // namespace backstock

// Wishes that stock does not cover, and customers who do not come back. What customers hear while they wait is in
// care_of_waiting.cpp.
#include "sim/flows/customer_care.hpp"

#include "sim/flows/care_planning.hpp"
#include "sim/flows/chains.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/traits.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/notification.hpp"
#include "sim/policy/regulation.hpp"

#include <utility>

namespace backstock {

namespace {

/// Numbers above it tell apart the visits that one arrival stands for while demand surges.
constexpr std::uint64_t own_number = (std::uint64_t{1} << 40) - 1;

}  // namespace

CustomerCare::CustomerCare(Run& run) : run_(run) {
    static const NotificationPolicy silent{};
    static const RegulationPolicy lawless{};
    const Model& model = run.model;
    for (const Store& store : model.stores) {
        Terms terms{store.notification == nullptr ? &silent : store.notification,
                    store.regulation == nullptr ? &lawless : store.regulation};
        const bool told_of_moves =
            terms.notification->tells(Notice::delayed) || terms.notification->tells(Notice::sooner);
        const bool notifies = told_of_moves || terms.notification->tells(Notice::backordered) ||
                              terms.notification->every() > Duration::zero();
        const Deadline law = terms.regulation->first(Time::zero(), Time::never(), Duration::zero());
        terms.watches = notifies || law.look != Time::never();
        hears_news_ = hears_news_ || told_of_moves;
        tells_shipments_ = tells_shipments_ || terms.notification->tells(Notice::shipped);
        terms_.push_back(terms);
    }
    for (std::size_t s = 0; s < model.segments.size(); ++s)
        for (unsigned tier = 0; tier < model.tiers.size(); ++tier) {
            const Id<Segment> segment = model.segments.id_at(s);
            const Conduct& waiting = waiting_conduct(model, segment, tier);
            manners_.push_back({.waiting = waiting.waiting_patience,
                                .uninformed = waiting.uninformed,
                                .reactions = conduct_of(model, segment, tier, &Conduct::reactions),
                                .loyalty = conduct_of(model, segment, tier, &Conduct::loyalty),
                                .contacts = conduct_of(model, segment, tier, &Conduct::contacts)});
            loyalty_ = loyalty_ || manners_.back().loyalty != nullptr;
        }
}

const CustomerCare::Manner& CustomerCare::manner(const Order& order) const {
    return manners_[order.segment.index() * run_.model.tiers.size() + order.tier];
}

Id<Store> CustomerCare::store_of(const Order& order) const {
    return run_.model.stock[run_.world.lines[order.first_line].stock].store;
}

/// Uniform in [0, 1), the same for the same customer on the same visit.
double CustomerCare::chance(const Order& order, Key64 purpose, std::uint64_t n) const {
    const Segment& segment = run_.model.segments[order.segment];
    Stream stream = run_.world.streams.at(joined_key(visit_key(segment, order), n), Purpose(purpose), order.customer);
    return uniform01(stream);
}

// -------------------------------------------------------------------------------------------------------- care rows

Care& CustomerCare::begin_care(Id<Order> id) {
    World& world = run_.world;
    if (Care* care = find(id)) return *care;
    if (id.index() >= world.care_of.size()) world.care_of.resize(world.orders.extent());
    const auto [name, care] = world.cares.make();
    world.care_of[id.index()] = name;
    care.order = id;
    return care;
}

Care* CustomerCare::find(Id<Order> order) {
    const Id<Care> care = care_of(run_.world, order);
    return care ? &run_.world.cares[care] : nullptr;
}

void CustomerCare::forget(Id<Order> order) {
    World& world = run_.world;
    const Id<Care> id = care_of(world, order);
    if (!id) return;
    Care& care = world.cares[id];
    take_addresses(care);
    for (; care.pending > 0; --care.pending) world.agenda.retire();
    world.cares.erase(id);
    world.care_of[order.index()] = Id<Care>::none();
}

// ---------------------------------------------------------------------------------------------------- there is none

CustomerCare::Choice CustomerCare::choice_of(Id<Order> id) const {
    const World& world = run_.world;
    const Order& order = world.orders[id];
    if (const Id<Care> care = backstock::care_of(world, id))
        return {world.cares[care].reaction, world.cares[care].reaction};
    const Reactions* shares = manner(order).reactions;
    if (shares == nullptr) return {};
    const double waits = shares->share(Reaction::wait);
    const auto others = [&](double left) {
        for (const Reaction reaction : {Reaction::substitute, Reaction::alert, Reaction::retry}) {
            left -= shares->share(reaction);
            if (left < 0) return reaction;
        }
        return Reaction::leave;
    };
    const double first = chance(order, Purpose("reaction").key, 0);
    if (first >= waits) return {others(first - waits), others(first - waits)};
    return {Reaction::wait,
            waits < 1 ? others(chance(order, Purpose("reaction").key, 1) * (1 - waits)) : Reaction::leave};
}

bool CustomerCare::may_put_off(Id<Order> id, Reaction reaction) const {
    const Id<Care> care = backstock::care_of(run_.world, id);
    if (reaction == Reaction::alert) return !care;
    if (reaction != Reaction::retry) return false;
    return !care || run_.world.cares[care].retries < manner(run_.world.orders[id]).reactions->retries;
}

Time CustomerCare::comes_back(Id<Order> id, Reaction reaction) const {
    const Reactions& terms = *manner(run_.world.orders[id]).reactions;
    if (reaction == Reaction::retry) return run_.world.now() + terms.retry_after;
    return terms.within ? run_.world.now() + *terms.within : Time::never();
}

void CustomerCare::take_up_wish(const WishRenewed& e) { take_up(e); }

Id<Item> CustomerCare::substitute_for(Id<Order> id, Id<Item> item) const {
    const Order& order = run_.world.orders[id];
    double left = chance(order, joined_key(Purpose("substitute").key, run_.model.items[item].key), 0);
    for (const Substitute& other : run_.model.items[item].substitutes) {
        left -= other.share;
        if (left < 0) return other.item;
    }
    return Id<Item>::none();
}

void CustomerCare::on(const WishPutOff& e) {
    Care& care = begin_care(e.order);
    care.reaction = e.reaction;
    if (e.reaction == Reaction::retry) {
        ++care.retries;
        return plan<WishRenewed>(care, e.until);
    }
    leave_address(e.order, care);
    plan<AlertExpired>(care, e.until);
}

/// The rest of a wish that was put off before goes on with what is known of it.
void CustomerCare::on(const OrderDivided& e) {
    const Care* whole = find(e.order);
    if (whole == nullptr) return;
    const std::uint32_t retries = whole->retries;
    begin_care(e.rest).retries = retries;
}

void CustomerCare::leave_address(Id<Order> id, Care& care) {
    World& world = run_.world;
    if (world.alert_lists.empty()) world.alert_lists.resize(run_.model.stock.size());
    for (Id<Line> name = world.orders[id].first_line; name; name = world.lines[name].next) {
        const Line& line = world.lines[name];
        if (line.accepted == Quantity::zero()) continue;
        const Id<Alert> alert = world.alerts.add(Alert{.order = id, .stock = line.stock, .other = care.first_alert});
        care.first_alert = alert;
        append(world.alerts, world.alert_lists[line.stock].first, world.alert_lists[line.stock].last, alert);
    }
}

void CustomerCare::take_addresses(Care& care) {
    World& world = run_.world;
    while (care.first_alert) {
        const Id<Alert> id = care.first_alert;
        AlertList& list = world.alert_lists[world.alerts[id].stock];
        care.first_alert = world.alerts[id].other;
        unlink(world.alerts, list.first, list.last, id);
        world.alerts.erase(id);
    }
}

/// All who have left an address are told, in the order in which they did, once they may have something of everything
/// that they wished for.
void CustomerCare::on(const GoodsAvailable& e) {
    World& world = run_.world;
    std::vector<Id<Order>> ready;
    for (Id<Alert> id = world.alert_lists[e.stock].first; id; id = world.alerts[id].next) {
        const Id<Order> order = world.alerts[id].order;
        bool all = true;
        for (Id<Alert> other = find(order)->first_alert; other; other = world.alerts[other].other)
            all = all &&
                  free_for(run_.model, world, world.alerts[other].stock, world.orders[order].tier) > Quantity::zero();
        if (all) ready.push_back(order);
    }
    for (const Id<Order> id : ready) {
        Care& care = *find(id);
        take_addresses(care);
        plan<AlertExpired>(care, Time::never());
        const Order& order = world.orders[id];
        run_.follow(
            NoticeSent{id, Notice::available, Time::never(), terms_[store_of(order).index()].notification->cost()});
        if (chance(order, Purpose("conversion").key, 0) < manner(order).reactions->converts)
            plan<WishRenewed>(*find(id), world.now());
        else
            lose(id, LossCause::alert);
    }
}

void CustomerCare::on(const AlertExpired& e) {
    take_up(e);
    lose(e.order, LossCause::alert);
}

/// A wish that was put off comes to nothing.
void CustomerCare::lose(Id<Order> id, LossCause cause) {
    World& world = run_.world;
    for (Id<Line> name = world.orders[id].first_line; name; name = world.lines[name].next) {
        const Quantity units = std::exchange(world.lines[name].accepted, Quantity::zero());
        if (units > Quantity::zero()) run_.follow(UnitsLost{name, units, cause});
    }
    run_.follow(OrderLost{id, cause});
}

// ------------------------------------------------------------------------------------------------------------ loyalty

/// Who of the market comes: a member of a population, or one of so many drawn anew for each customer.
std::uint64_t CustomerCare::member_of(Id<Segment> id, std::uint64_t customer) const {
    const Segment& segment = run_.model.segments[id];
    if (segment.arrivals->members() > 0) return customer & own_number;
    Stream stream = run_.world.streams.at(segment.key, Purpose("member"), customer);
    return static_cast<std::uint64_t>(uniform01(stream) * static_cast<double>(run_.world.lost[id].size()));
}

bool CustomerCare::is_lost(Id<Segment> segment, std::uint64_t customer) const {
    if (!loyalty_ || run_.world.lost.empty() || run_.world.lost[segment].empty()) return false;
    return run_.world.lost[segment][member_of(segment, customer)];
}

void CustomerCare::disappoint(Id<Order> id, Disappointment why) {
    if (!loyalty_) return;
    World& world = run_.world;
    const Order& order = world.orders[id];
    const Loyalty* loyalty = manner(order).loyalty;
    if (loyalty == nullptr || order.rest) return;
    const double share = why == Disappointment::stockout ? loyalty->after_stockout
                         : why == Disappointment::late   ? loyalty->after_late
                                                         : loyalty->after_cancellation;
    if (chance(order, Purpose("loyalty").key, 0) >= share) return;
    if (!world.lost.empty() && !world.lost[order.segment].empty()) {
        auto member = world.lost[order.segment][member_of(order.segment, order.customer)];
        if (member) return;
        member = true;
    }
    run_.follow(CustomerLost{id, why});
}

void CustomerCare::open_markets() {
    const Model& model = run_.model;
    if (!loyalty_) return;
    run_.world.lost.resize(model.segments.size());
    for (std::size_t s = 0; s < model.segments.size(); ++s) {
        const Id<Segment> id = model.segments.id_at(s);
        std::uint64_t market = model.segments[id].arrivals->members();
        for (unsigned tier = 0; tier < model.tiers.size() && market == 0; ++tier)
            if (const Loyalty* loyalty = manners_[s * model.tiers.size() + tier].loyalty) market = loyalty->market;
        run_.world.lost[id].resize(market);
    }
}

}  // namespace backstock

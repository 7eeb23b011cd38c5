// What customers hear and ask while they wait, and what the law says of it.
#include "sim/flows/accounts.hpp"
#include "sim/flows/care_planning.hpp"
#include "sim/flows/customer_care.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/traits.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/notification.hpp"
#include "sim/policy/regulation.hpp"

#include <algorithm>

namespace backstock {

namespace {

bool is_about_the_wait(Notice notice) {
    return notice != Notice::shipped && notice != Notice::cancelled && notice != Notice::available;
}

/// Whether a promise comes from a prediction: the others stand until they pass.
bool is_predicted(const PromisePolicy& promise) { return promise.quantile() > 0; }

}  // namespace

// ----------------------------------------------------------------------------------------------- waiting, and its end

void CustomerCare::begin_waiting(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Segment& segment = run_.model.segments[order.segment];
    const Manner& customer = manner(order);
    Time patience_ends = Time::never();
    if (customer.waiting != nullptr) {
        Stream stream = world.streams.at(segment.key, Purpose("waiting patience"), order.customer);
        patience_ends = order.placed + draw_duration(*customer.waiting, stream);
    }
    if (!is_watched(order)) {
        if (patience_ends > run_.model.run.horizon) return;
        order.patient = false;
        return run_.schedule(patience_ends, PatienceEnded{id});
    }
    const Terms& terms = terms_[store_of(order).index()];
    Care& care = begin_care(id);
    plan<PatienceEnded>(care, patience_ends);
    const Deadline law = terms.regulation->first(world.now(), order.promised, mean_transit(segment, store_of(order)));
    care.due = care.first_due = law.due;
    plan<DeadlineReached>(care, law.look);
    plan<PromisePassed>(care, order.promised);
    const Duration every = terms.notification->every();
    if (every > Duration::zero()) plan<UpdateDue>(care, world.now() + every);
    if (customer.contacts != nullptr) {
        draw_question(order, care);
        plan_question(*customer.contacts, care);
    }
    if (notifies(order)) tell(id, Notice::backordered, order.promised, terms.notification->cost());
}

bool CustomerCare::is_watched(const Order& order) const {
    const Manner& customer = manner(order);
    return customer.contacts != nullptr || (customer.waiting != nullptr && customer.uninformed < 1) ||
           terms_[store_of(order).index()].watches || notifies(order);
}

/// Whether the customer is told that the order waits.
bool CustomerCare::notifies(const Order& order) const {
    if (terms_[store_of(order).index()].notification->tells(Notice::backordered)) return true;
    const World& world = run_.world;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next)
        if (world.lines[id].waiting > Quantity::zero() && run_.model.stock[world.lines[id].stock].backorder->notifies())
            return true;
    return false;
}

void CustomerCare::stop_waiting(Id<Order> id) {
    const World& world = run_.world;
    if (!backstock::care_of(world, id)) return;
    for (Id<Line> line = world.orders[id].first_line; line; line = world.lines[line].next)
        if (world.lines[line].waiting > Quantity::zero()) return;
    forget(id);
}

void CustomerCare::take_up_patience(const PatienceEnded& e) {
    if (find(e.order) != nullptr) take_up(e);
}

// ------------------------------------------------------------------------------------------------------------ notices

void CustomerCare::tell(Id<Order> order, Notice notice, Time promised, Money cost) {
    run_.follow(NoticeSent{order, notice, promised, cost});
}

void CustomerCare::tell_of_shipment(Id<Order> id) {
    if (!tells_shipments_) return;
    const NotificationPolicy& policy = *terms_[store_of(run_.world.orders[id]).index()].notification;
    if (policy.tells(Notice::shipped)) tell(id, Notice::shipped, Time::never(), policy.cost());
}

void CustomerCare::tell_of_cancellation(Id<Order> id) {
    const NotificationPolicy& policy = *terms_[store_of(run_.world.orders[id]).index()].notification;
    if (policy.tells(Notice::cancelled)) tell(id, Notice::cancelled, Time::never(), policy.cost());
}

void CustomerCare::on(const NoticeSent& e) {
    const Order& order = run_.world.orders[e.order];
    run_.world.ledger.post(store_of(order), Account::service, Account::cash, e.cost, run_.world.now());
    Care* care = find(e.order);
    if (care == nullptr || !is_about_the_wait(e.notice)) return;
    now_informed(e.order, *care, true);
    if (e.notice != Notice::delayed) return;
    const NotificationPolicy& policy = *terms_[store_of(order).index()].notification;
    if (chance(order, Purpose("told of a delay").key, ++care->delays) < policy.cancels())
        return run_.follow(OrderCancelled{e.order, CancelCause::delay});
    stretch_patience(*care, 1 + policy.lengthens());
}

/// What is left of the patience is so many times as long.
void CustomerCare::stretch_patience(Care& care, double factor) {
    if (factor == 1 || care.patience_ends == Time::never()) return;
    const Time now = run_.world.now();
    plan<PatienceEnded>(care, now + scaled(care.patience_ends - now, factor));
}

// ----------------------------------------------------------------------------------------------------------- promises

/// The promise that would be made now; never() where there is none.
Time CustomerCare::predicted(const Order& order) {
    const World& world = run_.world;
    Time latest = Time::zero();
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next) {
        const Line& line = world.lines[id];
        if (line.waiting == Quantity::zero()) continue;
        Quantity last = line.waiting;
        for (Id<Line> other = line.ahead; other; other = world.lines[other].ahead) last += world.lines[other].waiting;
        const Time ships = prediction_.ship_date_of(run_.model, world, id, last);
        latest = std::max(latest, run_.model.stock[line.stock].promise->promise(world.now(), ships));
    }
    return latest > world.now() ? latest : Time::never();
}

void CustomerCare::hear_news() {
    if (hears_news_) run_.follow(OutlookChanged{});
}

void CustomerCare::on(const OutlookChanged&) {
    const World& world = run_.world;
    std::vector<std::pair<Id<Order>, std::uint32_t>> touched;
    for (std::size_t i = 0; i < run_.model.stock.size(); ++i) foresee(run_.model.stock.id_at(i), touched);
    for (const auto& [order, generation] : touched) {
        if (!world.orders.contains(order) || world.orders.generation(order) != generation) continue;
        if (Care* care = find(order)) revise(order, std::exchange(care->fresh, Time::never()));
    }
}

/// Predicts for all who wait at a stock point, first in line first: the same as predicted(), without looking at all
/// that are ahead of each of them.
void CustomerCare::foresee(Id<StockPoint> stock, std::vector<std::pair<Id<Order>, std::uint32_t>>& touched) {
    World& world = run_.world;
    const StockPoint& point = run_.model.stock[stock];
    if (!is_predicted(*point.promise) || run_.model.stores[point.store].fulfillment->drop_ships()) return;
    Quantity ahead;
    for (Id<Line> id = world.stock[stock].first_waiting; id; id = world.lines[id].behind) {
        const Line& line = world.lines[id];
        ahead += line.waiting;
        Care* care = line.internal() ? nullptr : find(line.order);
        if (care == nullptr) continue;
        const Time ships = prediction_.ship_date_of(run_.model, world, id, ahead);
        const Time promise = point.promise->promise(world.now(), ships);
        const bool first = care->fresh == Time::never();
        care->fresh = first ? promise : std::max(care->fresh, promise);
        if (first) touched.emplace_back(line.order, world.orders.generation(line.order));
    }
}

/// Tells the customer of a promise that has moved, if that is told.
void CustomerCare::revise(Id<Order> id, Time fresh) {
    Care& care = *find(id);
    const NotificationPolicy& policy = *terms_[store_of(run_.world.orders[id]).index()].notification;
    const Notice notice = move_of(care.promised, fresh, policy.least_move());
    if (notice == Notice::update || !policy.tells(notice)) return;
    plan<PromisePassed>(care, fresh);
    tell(id, notice, fresh, policy.cost());
}

/// What to tell of a promise that was told and is made anew: it has moved, or nothing new.
Notice CustomerCare::move_of(Time told, Time fresh, Duration least) const {
    if (fresh > told && fresh - told >= least) return Notice::delayed;
    if (fresh < told && told - fresh >= least) return Notice::sooner;
    return Notice::update;
}

void CustomerCare::on(const UpdateDue& e) {
    World& world = run_.world;
    const Order& order = world.orders[e.order];
    Care& care = take_up(e);
    const NotificationPolicy& policy = *terms_[store_of(order).index()].notification;
    plan<UpdateDue>(care, world.now() + policy.every());
    const bool predicts = is_predicted(*run_.model.stock[world.lines[order.first_line].stock].promise);
    const Time fresh = predicts ? predicted(order) : care.promised;
    // A promise for this very instant is looked at when it passes.
    const Notice notice = fresh == Time::never() ? Notice::update : move_of(care.promised, fresh, policy.least_move());
    if (notice != Notice::update) plan<PromisePassed>(care, fresh);
    tell(e.order, notice, care.promised, policy.cost());
}

void CustomerCare::on(const PromisePassed& e) {
    const World& world = run_.world;
    const Order& order = world.orders[e.order];
    Care& care = take_up(e);
    const NotificationPolicy& policy = *terms_[store_of(order).index()].notification;
    if (!policy.tells(Notice::delayed)) {
        now_informed(e.order, care, false);
        return stretch_patience(care, manner(order).uninformed);
    }
    Time fresh = predicted(order);
    if (fresh != Time::never()) fresh = std::max(fresh, world.now() + policy.least_move());
    plan<PromisePassed>(care, fresh);
    tell(e.order, Notice::delayed, fresh, policy.cost());
}

// ------------------------------------------------------------------------------------------------------------ the law

void CustomerCare::on(const DeadlineReached& e) {
    World& world = run_.world;
    const Order& order = world.orders[e.order];
    Care& care = take_up(e);
    if (care.ends) return run_.follow(OrderCancelled{e.order, CancelCause::regulation});
    const RegulationPolicy& law = *terms_[store_of(order).index()].regulation;
    const Time fresh = predicted(order);
    const DelayRuling ruling = law.rule(
        {.now = world.now(), .due = care.due, .first_due = care.first_due, .predicted = fresh, .stage = care.stage});
    care.stage = static_cast<std::uint8_t>(ruling.stage);
    care.ends = chance(order, Purpose("consent").key, care.stage) < ruling.ends;
    care.due = ruling.next.due;
    plan<DeadlineReached>(care, care.ends ? ruling.ends_at : ruling.next.look);
    if (!ruling.tells) {
        // The law goes before the promise, where both fall due at once.
        if (care.deadline == care.promised) plan<PromisePassed>(care, care.promised);
        return;
    }
    plan<PromisePassed>(care, fresh);
    tell(e.order, Notice::delay_option, fresh, law.cost());
}

// ---------------------------------------------------------------------------------------------------------- questions

void CustomerCare::now_informed(Id<Order> id, Care& care, bool informed) {
    if (care.informed == informed) return;
    const Contacts* contacts = manner(run_.world.orders[id]).contacts;
    if (contacts != nullptr) {
        const double rate = care.informed ? contacts->per_day_if_informed : contacts->per_day;
        const Time now = run_.world.now();
        care.question_left = std::max(0.0, care.question_left - rate * (now - care.question_since).in_days());
        care.question_since = now;
    }
    care.informed = informed;
    if (contacts != nullptr) plan_question(*contacts, care);
}

void CustomerCare::draw_question(const Order& order, Care& care) const {
    const Key64 visit = visit_key(run_.model.segments[order.segment], order);
    Stream stream = run_.world.streams.at(joined_key(visit, care.contacts), Purpose("question"), order.customer);
    care.question_left = unit_exponential(stream);
    care.question_since = run_.world.now();
}

/// Questions come by chance at a rate: the next one when the rate has run up a unit exponential.
void CustomerCare::plan_question(const Contacts& contacts, Care& care) {
    const double rate = care.informed ? contacts.per_day_if_informed : contacts.per_day;
    constexpr double longest = 1e8;  // days
    const double days = rate > 0 ? care.question_left / rate : longest;
    plan<CustomerContacted>(care, days < longest ? care.question_since + Duration::days(days) : Time::never());
}

void CustomerCare::on(const CustomerContacted& e) {
    const Order& order = run_.world.orders[e.order];
    const Contacts& contacts = *manner(order).contacts;
    Care& care = take_up(e);
    run_.world.ledger.post(store_of(order), Account::service, Account::cash, contacts.cost, run_.world.now());
    ++care.contacts;
    draw_question(order, care);
    plan_question(contacts, care);
}

}  // namespace backstock

#include "sim/experiment/recorder.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/customer_care.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/traits.hpp"
#include "sim/policy/law.hpp"

namespace backstock {

void OrderTally::add(const OrderTally& o) {
    placed += o.placed;
    whole_at_once += o.whole_at_once;
    accepted += o.accepted;
    backordered += o.backordered;
    for (std::size_t i = 0; i < lost.size(); ++i) lost[i] += o.lost[i];
    for (std::size_t i = 0; i < cancelled.size(); ++i) cancelled[i] += o.cancelled[i];
    open += o.open;
    holds += o.holds;
    holds_ended += o.holds_ended;
    holds_expired += o.holds_expired;
    captures += o.captures;
    captures_declined += o.captures_declined;
    disputes += o.disputes;
    promised_due += o.promised_due;
    shipped_on_time += o.shipped_on_time;
    quoted_due += o.quoted_due;
    delivered_on_time += o.delivered_on_time;
    demanded += o.demanded;
    at_once += o.at_once;
    lost_units += o.lost_units;
    undecided += o.undecided;
    substituted += o.substituted;
    notices += o.notices;
    notices_waiting += o.notices_waiting;
    weeks_waiting += o.weeks_waiting;
    contacts += o.contacts;
    alerts += o.alerts;
    alerts_converted += o.alerts_converted;
    retries += o.retries;
    customers_lost += o.customers_lost;
    returned += o.returned;
    refunds += o.refunds;
    service += o.service;
    shipped += o.shipped;
    revenue += o.revenue;
    markdown += o.markdown;
    lost_sale_cost += o.lost_sale_cost;
    waits.merge(o.waits);
    deliveries.merge(o.deliveries);
    waits_due.resize(o.waits_due.size());
    waits_over.resize(o.waits_over.size());
    for (std::size_t i = 0; i < o.waits_due.size(); ++i) {
        waits_due[i] += o.waits_due[i];
        waits_over[i] += o.waits_over[i];
    }
}

void SupplyTally::add(const SupplyTally& o) {
    received += o.received;
    purchases += o.purchases;
    ordering += o.ordering;
    deliveries += o.deliveries;
    lead_days += o.lead_days;
    lead_days_squares += o.lead_days_squares;
}

Recorder::Recorder(const Model& model, const World& world) : model_(model), world_(world) { reset(); }

void Recorder::reset() {
    OrderTally empty;
    empty.waits_due.resize(model_.record.wait_over.size());
    empty.waits_over.resize(model_.record.wait_over.size());
    first_order_.clear();
    std::size_t cells = 0;
    for (const Segment& segment : model_.segments) {
        first_order_.push_back(cells);
        cells += (1 + segment.others.size()) * model_.tiers.size();
    }
    orders_.assign(cells, empty);
    stock_ = {};
    stock_.resize(model_.stock.size());
    rare_ = {};
    supply_ = {};
    supply_.resize(model_.links.size());
    co2_ = {};
    if (std::any_of(model_.lanes.begin(), model_.lanes.end(), [](const Lane& lane) { return lane.co2 > 0; }))
        co2_.resize(model_.links.size());
    disruptions_ = {};
    disruptions_.resize(model_.disruptions.size());
    began_.resize(model_.disruptions.size());
    touched_.clear();
    periods_ = 0;
}

OrderTally& Recorder::cell(const Order& order) {
    return cell(order.segment, order.tier, world_.store_of(model_, order));
}

OrderTally& Recorder::cell(Id<Segment> id, unsigned tier, Id<Store> store) {
    const Segment& segment = model_.segments[id];
    std::size_t cell = first_order_[id.index()] + tier;
    if (!segment.others.empty()) cell += segment.choice_of(store) * model_.tiers.size();
    return orders_[cell];
}

namespace {

void touch(std::vector<Id<StockPoint>>& touched, StockTally& tally, Id<StockPoint> id) {
    if (tally.touched) return;
    tally.touched = true;
    touched.push_back(id);
}

}  // namespace

RareTally& Recorder::rare(Id<StockPoint> id) {
    if (rare_.empty()) rare_.resize(model_.stock.size());
    return rare_[id];
}

// ----------------------------------------------------------------------------------------------------- orders

void Recorder::saw(const OrderPlaced& e, Time) {
    const Order& order = world_.orders[e.order];
    lost_some_ = false;
    Quantity demanded;
    for (Id<Line> id = order.first_line; id;) {
        const Line& line = world_.lines[id];
        StockTally& stock = stock_[line.stock];
        stock.demanded += line.accepted;
        stock.period_demand += line.accepted;
        touch(touched_, stock, line.stock);
        demanded += line.accepted;
        id = line.next;
    }
    if (!order.counted) return;
    OrderTally& tally = cell(order);
    ++tally.placed;
    tally.demanded += demanded;
}

void Recorder::saw(const OrderServedAtOnce& e, Time now) {
    const Request& request = world_.request;
    for (const Request::Wish& wish : request.wishes) {
        StockTally& stock = stock_[wish.stock];
        stock.demanded += wish.quantity;
        stock.period_demand += wish.quantity;
        stock.shipped += wish.quantity;
        stock.revenue += wish.amount;
        touch(touched_, stock, wish.stock);
    }
    if (!request.counted) return;
    OrderTally& tally = cell(request.segment, request.tier, World::store_of(model_, request));
    ++tally.over_counter;
    tally.over_counter_units += request.units;
    tally.over_counter_revenue += request.price;
    tally.captures += e.paid > Money::zero() ? 1 : 0;
    count_wait(tally, now, Duration::zero());
}

void OrderTally::close_counter() {
    placed += over_counter;
    accepted += over_counter;
    whole_at_once += over_counter;
    demanded += over_counter_units;
    at_once += over_counter_units;
    shipped += over_counter_units;
    revenue += over_counter_revenue;
    deliveries.add(Duration::zero(), over_counter);
    over_counter = 0;
    over_counter_units = Quantity::zero();
    over_counter_revenue = Money::zero();
}

void Recorder::saw(const UnitsLost& e, Time) {
    const Line& line = world_.lines[e.line];
    const Order& order = world_.orders[line.order];
    lost_some_ = true;
    const Item& item = model_.items[model_.stock[line.stock].item];
    const double cost = (lost_sale_cost(model_, item, order.segment, order.tier) * e.quantity).in_units();
    StockTally& stock = stock_[line.stock];
    if (is_current(order)) stock.lost_units += e.quantity;
    if (cost != 0) rare(line.stock).lost_sale_cost += cost;
    stock.short_now = true;
    cell(order).lost_sale_cost += cost;
    if (order.counted) cell(order).lost_units += e.quantity;
}

void Recorder::saw(const OrderLost& e, Time) {
    const Order& order = world_.orders[e.order];
    if (order.counted && !order.rest) ++cell(order).lost[static_cast<std::size_t>(e.cause)];
}

void Recorder::saw(const OrderAccepted& e, Time) {
    const Order& order = world_.orders[e.order];
    if (!order.counted) return;
    OrderTally& tally = cell(order);
    tally.at_once += e.at_once;
    if (order.rest) return;
    ++tally.accepted;
    if (e.at_once < order.open)
        ++tally.backordered;
    else if (!lost_some_)
        ++tally.whole_at_once;
}

void Recorder::saw(const LineBackordered& e, Time) {
    const Line& line = world_.lines[e.line];
    StockTally& stock = stock_[line.stock];
    stock.short_now = true;
    if (is_current(world_.orders[line.order])) stock.backordered += e.quantity;
}

void Recorder::saw(const LineAllocated& e, Time now) {
    if (!e.waited) return;
    const Order& order = world_.orders[world_.lines[e.line].order];
    if (order.counted && waiting_of(order) == e.quantity) count_weeks(order, now);
}

Quantity Recorder::waiting_of(const Order& order) const {
    Quantity waiting;
    for (Id<Line> id = order.first_line; id; id = world_.lines[id].next) waiting += world_.lines[id].waiting;
    return waiting;
}

void Recorder::count_weeks(const Order& order, Time until) {
    cell(order).weeks_waiting += (until - order.placed).in_days() / 7;
}

void Recorder::saw(const ParcelShipped& e, Time now) {
    const Order& order = world_.orders[world_.parcels[e.parcel].order];
    Quantity quantity;
    Money revenue;
    Money markdown;
    for (Id<Parcel> id = e.parcel; id;) {
        const Parcel& parcel = world_.parcels[id];
        const Line& line = world_.lines[parcel.line];
        const Money price = line.price * parcel.quantity;
        const Money list =
            world_.markdowns.empty() ? price : model_.items[model_.stock[line.stock].item].price * parcel.quantity;
        StockTally& stock = stock_[line.stock];
        stock.shipped += parcel.quantity;
        stock.revenue += list;
        if (list != price) rare(line.stock).markdown += list - price;
        quantity += parcel.quantity;
        revenue += list;
        markdown += list - price;
        id = parcel.next;
    }
    if (!world_.counting) return;
    OrderTally& tally = cell(order);
    tally.shipped += quantity;
    tally.revenue += revenue;
    tally.markdown += markdown;
    if (!order.counted || order.rest || order.cancelled || quantity < order.unshipped) return;
    const Duration wait = now - order.placed;
    if (order.waited) tally.waits.add(wait);
    count_wait(tally, order.placed, wait);
    if (order.promised < model_.run.horizon) {
        ++tally.promised_due;
        if (now <= order.promised) ++tally.shipped_on_time;
    }
}

/// An order that waited `wait` until it shipped, was cancelled or the run ended, against the times asked for. Orders
/// placed so late that they could not have waited so long are left out.
void Recorder::count_wait(OrderTally& tally, Time placed, Duration wait) const {
    const std::vector<Duration>& thresholds = model_.record.wait_over;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        if (placed + thresholds[i] >= model_.run.horizon) continue;
        ++tally.waits_due[i];
        tally.waits_over[i] += wait > thresholds[i] ? 1 : 0;
    }
}

void Recorder::saw(const OrderCancelled& e, Time now) {
    const Order& order = world_.orders[e.order];
    if (!order.counted) return;
    if (waiting_of(order) > Quantity::zero()) count_weeks(order, now);
    if (order.rest) return;
    OrderTally& tally = cell(order);
    ++tally.cancelled[static_cast<std::size_t>(e.cause)];
    count_wait(tally, order.placed, now - order.placed);
    count_broken_promise(tally, order);
}

/// An order that was given up, or is open at the end, has not kept the promises that have fallen due.
void Recorder::count_broken_promise(OrderTally& tally, const Order& order) const {
    if (order.promised < model_.run.horizon) ++tally.promised_due;
    if (quoted(order) < model_.run.horizon) ++tally.quoted_due;
}

/// The first quoted delivery date; never() where none was given.
Time Recorder::quoted(const Order& order) const {
    return order.promised + mean_transit(model_.segments[order.segment], world_.store_of(model_, order));
}

/// The order may stay open beyond its last parcel, until it is paid.
void Recorder::saw(const ParcelDelivered& e, Time now) {
    const Order& order = world_.orders[world_.parcels[e.parcel].order];
    if (!order.counted || order.rest || order.cancelled) return;
    Quantity left = order.open;
    for (Id<Parcel> id = e.parcel; id; id = world_.parcels[id].next) left -= world_.parcels[id].quantity;
    if (left > Quantity::zero()) return;
    OrderTally& tally = cell(order);
    tally.deliveries.add(now - order.placed);
    if (order.promised >= model_.run.horizon) return;  // mostly none was given
    const Time due = quoted(order);
    if (due >= model_.run.horizon) return;
    ++tally.quoted_due;
    if (now <= due) ++tally.delivered_on_time;
}

// ------------------------------------------------------------------------------------------------------ customers

void Recorder::saw(const WishPutOff& e, Time) {
    OrderTally& tally = cell(world_.orders[e.order]);
    ++(e.reaction == Reaction::alert ? tally.alerts : tally.retries);
}

void Recorder::saw(const WishRenewed& e, Time) {
    const Order& order = world_.orders[e.order];
    lost_some_ = false;
    if (world_.cares[care_of(world_, e.order)].reaction == Reaction::alert) ++cell(order).alerts_converted;
}

void Recorder::saw(const UnitsSubstituted& e, Time) {
    const Line& line = world_.lines[e.line];
    rare(line.stock).substituted += e.quantity;
    cell(world_.orders[line.order]).substituted += e.quantity;
}

void Recorder::saw(const NoticeSent& e, Time) {
    const Order& order = world_.orders[e.order];
    OrderTally& tally = cell(order);
    ++tally.notices;
    tally.service += e.cost;
    const bool waiting = e.notice != Notice::shipped && e.notice != Notice::cancelled && e.notice != Notice::available;
    if (waiting && order.counted) ++tally.notices_waiting;
}

void Recorder::saw(const CustomerContacted& e, Time) {
    const Order& order = world_.orders[e.order];
    ++cell(order).contacts;
    cell(order).service += conduct_of(model_, order.segment, order.tier, &Conduct::contacts)->cost;
}

void Recorder::saw(const CustomerLost& e, Time) { ++cell(world_.orders[e.order]).customers_lost; }

void Recorder::saw(const ReturnRefunded& e, Time) {
    const Return& goods = world_.returns[e.goods];
    OrderTally& tally = cell(goods.segment, goods.tier, model_.stock[goods.stock].store);
    tally.returned += goods.quantity;
    tally.refunds += e.amount;
    rare(goods.stock).returned += goods.quantity;
}

// ------------------------------------------------------------------------------------------------------- money

/// The counts that an order goes into; nullptr for one of the warm-up.
OrderTally* Recorder::counted(Id<Order> id) {
    const Order& order = world_.orders[id];
    return order.counted ? &cell(order) : nullptr;
}

void Recorder::saw(const PaymentAuthorized& e, Time) {
    if (OrderTally* tally = counted(e.order)) ++tally->holds;
}

void Recorder::saw(const PaymentDeclined& e, Time) {
    if (e.hold) return;
    if (OrderTally* tally = counted(e.order)) ++tally->captures_declined;
}

void Recorder::saw(const PaymentVoided& e, Time) {
    if (e.amount < world_.payments[world_.payment_of(e.order)].held) return;
    if (OrderTally* tally = counted(e.order)) ++tally->holds_ended;
}

void Recorder::saw(const HoldExpired& e, Time) {
    OrderTally* tally = counted(world_.payments[e.payment].order);
    if (tally == nullptr) return;
    ++tally->holds_ended;
    ++tally->holds_expired;
}

void Recorder::saw(const PaymentCaptured& e, Time) {
    OrderTally* tally = counted(e.order);
    if (tally == nullptr) return;
    ++tally->captures;
    const Id<Payment> row = world_.payment_of(e.order);
    if (!row) return;
    const Money held = world_.payments[row].held;
    if (held > Money::zero() && e.amount >= held) ++tally->holds_ended;
}

void Recorder::saw(const PaymentDisputed& e, Time) {
    if (OrderTally* tally = counted(world_.payments[e.payment].order)) ++tally->disputes;
}

// --------------------------------------------------------------------------------------------------- purchases

void Recorder::saw(const PurchasePlaced& e, Time) {
    const Purchase& purchase = world_.purchases[e.purchase];
    supply_[purchase.link].ordering += ordering_cost(model_, model_.links[purchase.link]);
    StockTally& stock = stock_[purchase.buyer];
    stock.period_ordered += purchase.quantity;
    touch(touched_, stock, purchase.buyer);
}

void Recorder::saw(const PurchaseArrived& e, Time) {
    const Purchase& purchase = world_.purchases[e.purchase];
    const Link& link = model_.links[purchase.link];
    if (link.upstream && !link.lateral) count_own_demand(link.upstream, purchase.quantity);
    if (!link.recipe) return;
    for (const BomLine& part : model_.recipes[link.recipe].parts)
        count_own_demand(part.stock, part.for_units(purchase.quantity));
}

/// An own site asks a stock point for goods.
void Recorder::count_own_demand(Id<StockPoint> id, Quantity quantity) {
    StockTally& stock = stock_[id];
    stock.period_demand += quantity;
    if (world_.stock[id].available() < quantity) stock.short_now = true;
    touch(touched_, stock, id);
}

void Recorder::saw(const GoodsReceived& e, Time now) {
    const Shipment& shipment = world_.shipments[e.shipment];
    if (model_.run.accounting == Accounting::continuous) {
        StockTally& stock = stock_[shipment.buyer];
        ++stock.cycles;
        if (stock.short_now) ++stock.cycles_short;
        stock.short_now = world_.stock[shipment.buyer].waiting() > shipment.quantity;
    }
    if (!shipment.link) return;
    SupplyTally& supply = supply_[shipment.link];
    supply.received += shipment.quantity - shipment.spoiled;
    if (!co2_.empty() && model_.links[shipment.link].lane)
        co2_[shipment.link] += model_.lanes[model_.links[shipment.link].lane].co2 * shipment.quantity.in_units();
    if (model_.links[shipment.link].offer) supply.purchases += rounded(shipment.value, model_.run.minor_digits);
    const double days = (now - world_.purchases[shipment.purchase].placed).in_days();
    ++supply.deliveries;
    supply.lead_days += days;
    supply.lead_days_squares += days * days;
}

// ------------------------------------------------------------------------------------------------- disruptions

/// Where the disruption strikes by itself; nullptr for what it spread to.
DisruptionTally* Recorder::tally_of(Id<Strike> strike) {
    const Id<Disruption> id = model_.strikes[strike].disruption;
    return model_.disruptions[id].first_strike == strike ? &disruptions_[id] : nullptr;
}

void Recorder::saw(const OutageWarned& e, Time now) {
    DisruptionTally& tally = *tally_of(e.strike);
    ++tally.warnings;
    if (world_.strikes[e.strike].false_alarm == now) ++tally.false_alarms;
}

void Recorder::saw(const OutageBegan& e, Time now) {
    DisruptionTally* tally = tally_of(e.strike);
    if (tally == nullptr) return;
    ++tally->outages;
    began_[model_.strikes[e.strike].disruption] = now;
}

void Recorder::saw(const OutageEnded& e, Time now) {
    DisruptionTally* tally = tally_of(e.strike);
    if (tally == nullptr) return;
    ++tally->ended;
    tally->lengths += now - began_[model_.strikes[e.strike].disruption];
}

void Recorder::saw(const StockDestroyed& e, Time) {
    disruptions_[model_.strikes[e.strike].disruption].destroyed += e.quantity;
}

// ----------------------------------------------------------------------------------------------------- periods

void Recorder::saw(const PeriodEnded&, Time) {
    ++periods_;
    for (const Id<StockPoint> id : touched_) {
        StockTally& stock = stock_[id];
        const double demand = stock.period_demand.in_units();
        const double ordered = stock.period_ordered.in_units();
        stock.sum_demand += demand;
        stock.sum_demand_squares += demand * demand;
        stock.sum_ordered += ordered;
        stock.sum_ordered_squares += ordered * ordered;
        stock.period_demand = stock.period_ordered = Quantity::zero();
        stock.touched = false;
    }
    touched_.clear();
    if (model_.run.accounting != Accounting::period_end) return;
    for (std::size_t i = 0; i < stock_.size(); ++i) {
        const Id<StockPoint> id = stock_.id_at(i);
        StockTally& stock = stock_[id];
        ++stock.cycles;
        if (stock.short_now) ++stock.cycles_short;
        stock.short_now = world_.stock[id].waiting() > Quantity::zero();
    }
}

void Recorder::saw(const WarmupEnded&, Time) {
    List<StockTally, StockPoint> before = std::move(stock_);
    reset();
    for (std::size_t i = 0; i < stock_.size(); ++i)
        stock_[stock_.id_at(i)].short_now = static_cast<bool>(before[before.id_at(i)].short_now);
}

void Recorder::finish() {
    for (OrderTally& tally : orders_) tally.close_counter();
    const Time end = model_.run.horizon;
    world_.orders.for_each([&](Id<Order>, const Order& order) {
        if (!order.counted) return;
        if (order.put_off)
            for (Id<Line> id = order.first_line; id; id = world_.lines[id].next)
                rare(world_.lines[id].stock).undecided += world_.lines[id].accepted;
        if (waiting_of(order) > Quantity::zero()) count_weeks(order, end);
        if (order.rest || order.cancelled) return;                     // the outcome of a cancelled order is known
        if (order.open == Quantity::zero() && !order.put_off) return;  // and that of one delivered and not yet paid
        OrderTally& tally = cell(order);
        if (order.put_off) {
            ++tally.undecided;
            return;
        }
        ++tally.open;
        if (order.unshipped > Quantity::zero()) {
            count_wait(tally, order.placed, end - order.placed);
            count_broken_promise(tally, order);
        } else if (quoted(order) < end) {
            ++tally.quoted_due;
        }
    });
}

}  // namespace backstock

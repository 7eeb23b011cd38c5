#include "sim/flows/order_to_cash.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/surge.hpp"
#include "sim/flows/traits.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/payment.hpp"

#include <algorithm>

namespace backstock {

namespace {

PaymentView payment_view(const Order& order, Time now) {
    return {.now = now, .owed = order.owed, .paid = order.paid, .billed = order.billed};
}

/// Whole units, to the nearest: what a drawn or recorded quantity is for an item that can't be divided.
Quantity to_whole(Quantity quantity) {
    return quantity.is_whole() ? quantity : Quantity::units(half_even(quantity.micro(), Quantity::micro_per_unit));
}

/// Drawn lines of one order; more would take a run's time for a single customer.
constexpr std::int64_t most_lines = 100'000;

}  // namespace

// ------------------------------------------------------------------------------------- a customer wishes for goods

void OrderToCash::on(const CustomerArrived& e) {
    const Segment& segment = run_.model.segments[e.segment];
    ArrivalState& state = run_.world.arrivals[e.segment];
    const Arrival arrival = state.next;
    state.next = segment.arrivals->next(state);
    const bool can_surge = !run_.model.strikes_on(e.segment).empty();
    if (can_surge) retime_next(run_.model, run_.world, e.segment);
    if (state.next.at != Time::never()) run_.schedule(state.next.at, CustomerArrived{e.segment});
    if (!can_surge) return come(e.segment, arrival);
    for (const Arrival& visit : surged(run_.model, run_.world, e.segment, arrival)) come(e.segment, visit);
}

void OrderToCash::settle(Id<Segment> id) { settle_demand(run_.model, run_.world, id); }

void OrderToCash::resume(Id<Segment> id) {
    const Time before = run_.world.arrivals[id].next.at;
    retime_next(run_.model, run_.world, id);
    const Time after = run_.world.arrivals[id].next.at;
    if (after != before && after != Time::never()) run_.schedule(after, CustomerArrived{id});
}

void OrderToCash::come(Id<Segment> id, const Arrival& arrival) {
    if (arrival.baskets <= Quantity::zero()) return;
    const Segment& segment = run_.model.segments[id];
    const Id<Order> order = write_order(segment, id, arrival);
    if (run_.world.orders[order].first_line)
        run_.follow(OrderPlaced{order});
    else
        run_.world.orders.erase(order);
}

Id<Order> OrderToCash::write_order(const Segment& segment, Id<Segment> id, const Arrival& arrival) {
    World& world = run_.world;
    const std::uint8_t tier = tier_of(segment, world.streams, arrival.customer);
    const Id<Order> order = world.orders.add(Order{.number = ++world.orders_placed,
                                                   .customer = arrival.customer,
                                                   .placed = world.now(),
                                                   .segment = id,
                                                   .tier = tier,
                                                   .counted = world.counting,
                                                   .penalty = penalty_of(run_.model, id, tier)});
    if (arrival.lines > 0) {
        for (std::uint32_t i = 0; i < arrival.lines; ++i) {
            const ArrivalProcess::RecordedLine line = segment.arrivals->line(arrival.first_line + i);
            write_line(order, run_.model.stock_of(segment.store, line.item), line.quantity);
        }
    } else {
        write_basket(order, segment, arrival);
    }
    return order;
}

void OrderToCash::write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival) {
    const Model& model = run_.model;
    const Streams& streams = run_.world.streams;
    const auto times_baskets = [&](Quantity quantity) {
        return arrival.baskets == Quantity::units(1)
                   ? quantity
                   : Quantity::micro(scaled(quantity.micro(), arrival.baskets.micro(), Quantity::micro_per_unit));
    };
    const auto drawn = [&](const Law* law, Id<Item> item, Stream& stream) {
        return law == nullptr ? Quantity::units(1) : draw_quantity(*law, stream, model.items[item].divisible);
    };
    for (const Basket::Entry& entry : segment.basket.always) {
        if (entry.law == nullptr) {
            write_line(order, model.stock_of(segment.store, entry.item), times_baskets(entry.quantity));
        } else {
            Stream stream =
                streams.at(joined_key(segment.key, model.items[entry.item].key), Purpose("units"), arrival.customer);
            write_line(order, model.stock_of(segment.store, entry.item),
                       times_baskets(drawn(entry.law, entry.item, stream)));
        }
    }
    if (segment.basket.from.empty()) return;
    Stream stream = streams.at(segment.key, Purpose("basket"), arrival.customer);
    const Basket& basket = segment.basket;
    const std::int64_t lines = basket.lines == nullptr ? 1 : draw_quantity(*basket.lines, stream, false).whole_units();
    require_fit(lines <= most_lines, "an order of {} lines", lines);
    for (std::int64_t i = 0; i < lines; ++i) {
        const Id<Item> item = basket.pick(uniform01(stream));
        write_line(order, model.stock_of(segment.store, item), times_baskets(drawn(basket.units, item, stream)));
    }
}

void OrderToCash::write_line(Id<Order> id, Id<StockPoint> stock, Quantity quantity) {
    if (!run_.model.items[run_.model.stock[stock].item].divisible) quantity = to_whole(quantity);
    if (quantity <= Quantity::zero()) return;
    World& world = run_.world;
    Order& order = world.orders[id];
    Id<Line>* last = &order.first_line;
    while (*last) {
        Line& line = world.lines[*last];
        if (line.stock == stock) {
            line.accepted += quantity;
            return;
        }
        last = &line.next;
    }
    const Id<Line> line = world.lines.add(Line{.order = id,
                                               .stock = stock,
                                               .price = run_.model.items[run_.model.stock[stock].item].price,
                                               .accepted = quantity});
    *last = line;
}

// ------------------------------------------------------------------------------------------- a wish meets stock

void OrderToCash::on(const OrderPlaced& e) {
    if (covered(run_.world.orders[e.order])) return serve_whole(e.order);
    World& world = run_.world;
    Order& order = world.orders[e.order];
    decisions_.clear();
    Quantity at_once;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next) {
        const Decision decision = decide(id, order);
        Line& line = world.lines[id];
        line.accepted = decision.at_once + decision.later;
        at_once += decision.at_once;
        if (decision.later > Quantity::zero() && decision.promised != Time::never())
            order.promised =
                order.promised == Time::never() ? decision.promised : std::max(order.promised, decision.promised);
        decisions_.push_back(decision);
    }
    LossCause why = LossCause::out_of_stock;
    for (const Decision& decision : decisions_)
        if (decision.lost > Quantity::zero()) {
            why = decision.why;
            run_.follow(UnitsLost{decision.line, decision.lost, decision.why});
        }
    total(order);
    if (order.open == Quantity::zero()) return run_.follow(OrderLost{e.order, why});
    order.waited = at_once < order.open;
    run_.follow(OrderAccepted{e.order, at_once});
    for (const Decision& decision : decisions_) {
        if (decision.at_once > Quantity::zero()) run_.follow(LineAllocated{decision.line, decision.at_once, false});
        if (decision.later > Quantity::zero())
            run_.follow(LineBackordered{decision.line, decision.later, decision.promised});
    }
    if (order.waited) start_patience(e.order);
}

/// Whether the shelf has everything: then there is nothing to decide.
bool OrderToCash::covered(const Order& order) const {
    const World& world = run_.world;
    for (Id<Line> id = order.first_line; id;) {
        const Line& line = world.lines[id];
        if (world.stock[line.stock].available() < line.accepted) return false;
        id = line.next;
    }
    return true;
}

void OrderToCash::serve_whole(Id<Order> id) {
    World& world = run_.world;
    Order& order = world.orders[id];
    total(order);
    run_.follow(OrderAccepted{id, order.open});
    for (Id<Line> line = order.first_line; line; line = world.lines[line].next)
        run_.follow(LineAllocated{line, world.lines[line].accepted, false});
}

/// Adds up what was accepted.
void OrderToCash::total(Order& order) const {
    Quantity accepted;
    Money owed;
    for (Id<Line> id = order.first_line; id;) {
        const Line& line = run_.world.lines[id];
        accepted += line.accepted;
        owed += line.price * line.accepted;
        id = line.next;
    }
    order.owed = rounded(owed, run_.model.run.minor_digits);
    order.open = order.unshipped = accepted;
}

OrderToCash::Decision OrderToCash::decide(Id<Line> id, const Order& order) {
    World& world = run_.world;
    const Line& line = world.lines[id];
    const StockPoint& point = run_.model.stock[line.stock];
    const StockState& stock = world.stock[line.stock];
    const Quantity available = std::max(stock.available(), Quantity::zero());
    Decision decision{.line = id, .at_once = std::min(available, line.accepted)};
    const Quantity rest = line.accepted - decision.at_once;
    if (rest == Quantity::zero()) return decision;

    const Time predicted =
        point.backorder->ever_accepts() ? prediction_.ship_date(run_.model, world, line.stock, rest) : Time::never();
    const BackorderAnswer answer = point.backorder->answer(
        {.now = world.now(), .wanted = rest, .waiting = stock.waiting(), .predicted = predicted});
    if (!answer.accepted) {
        decision.lost = rest;
        decision.why = answer.why;
        return decision;
    }
    decision.promised = point.promise->promise(world.now(), predicted);
    if (stays(order, decision.promised)) {
        decision.later = rest;
    } else {
        decision.lost = rest;
        decision.why = LossCause::left_quote;
    }
    return decision;
}

/// The customer takes a quoted delivery date (the promised ship date and the mean transit) within their patience.
bool OrderToCash::stays(const Order& order, Time promised) const {
    const Segment& segment = run_.model.segments[order.segment];
    if (segment.quoted_patience == nullptr || promised == Time::never()) return true;
    return (promised - order.placed) + mean_transit(segment) <=
           quoted_patience(segment, run_.world.streams, order.customer);
}

void OrderToCash::on(const UnitsLost& e) {
    const Line& line = run_.world.lines[e.line];
    const Item& item = run_.model.items[run_.model.stock[line.stock].item];
    const Order& order = run_.world.orders[line.order];
    const Money cost = lost_sale_cost(run_.model, item, order.segment, order.tier) * e.quantity;
    run_.world.ledger.post(run_.model.stock[line.stock].store, Account::lost_sales, Account::imputed, cost,
                           run_.world.now());
}

void OrderToCash::on(const OrderLost& e) { erase(e.order); }

void OrderToCash::on(const OrderAccepted& e) {
    const Order& order = run_.world.orders[e.order];
    const PaymentPolicy& payment = *run_.model.stores[run_.model.segments[order.segment].store].payment;
    const Money due =
        rounded(payment.due_on_acceptance(payment_view(order, run_.world.now())), run_.model.run.minor_digits);
    if (due > Money::zero()) run_.follow(PaymentCaptured{e.order, due});
}

void OrderToCash::start_patience(Id<Order> id) {
    Order& order = run_.world.orders[id];
    const Segment& segment = run_.model.segments[order.segment];
    if (segment.waiting_patience == nullptr) return;
    Stream stream = run_.world.streams.at(segment.key, Purpose("waiting patience"), order.customer);
    const Time end = order.placed + draw_duration(*segment.waiting_patience, stream);
    if (end > run_.model.run.horizon) return;
    order.patient = false;
    run_.schedule(end, PatienceEnded{id});
}

// -------------------------------------------------------------------------------------------------- the money

Id<Store> OrderToCash::store_of(const Order& order) const { return run_.model.segments[order.segment].store; }

void OrderToCash::on(const PaymentCaptured& e) {
    Order& order = run_.world.orders[e.order];
    order.paid += e.amount;
    run_.world.ledger.post(store_of(order), Account::cash, Account::deposits, e.amount, run_.world.now());
}

void OrderToCash::on(const PaymentRefunded& e) {
    Order& order = run_.world.orders[e.order];
    order.paid -= e.amount;
    run_.world.ledger.post(store_of(order), Account::deposits, Account::cash, e.amount, run_.world.now());
}

// ------------------------------------------------------------------------------------------------ waiting, serving

void OrderToCash::on(const LineBackordered& e) {
    World& world = run_.world;
    Line& line = world.lines[e.line];
    const Order& order = world.orders[line.order];
    line.waiting += e.quantity;
    line.unshipped += e.quantity;
    StockState& stock = world.stock[line.stock];
    stock.backorders.add(e.quantity.micro(), world.now());
    if (order.penalty != 0) {
        stock.excepted.add(e.quantity.micro(), world.now());
        world.penalties[order.penalty - 1U].add(e.quantity.micro(), world.now());
    }
    join_waiting(run_.model, world, e.line);
    position_changed(run_, line.stock);
}

void OrderToCash::on(const LineAllocated& e) {
    World& world = run_.world;
    Line& line = world.lines[e.line];
    StockState& stock = world.stock[line.stock];
    stock.allocated += e.quantity;
    if (e.waited) {
        stop_waiting(world, e.line, e.quantity);
    } else {
        line.unshipped += e.quantity;
        position_changed(run_, line.stock);
    }
    pack(line.order, e.line, e.quantity);
}

/// Goods of an order that are picked at one instant travel in one parcel.
void OrderToCash::pack(Id<Order> id, Id<Line> line, Quantity quantity) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Time now = world.now();
    const Id<Parcel> piece = world.parcels.add(
        Parcel{.order = id, .line = line, .quantity = quantity, .picked = now, .number = order.parcels});
    if (order.packing && world.parcels[order.packing].picked == now) {
        Parcel& first = world.parcels[order.packing];
        world.parcels[piece].next = first.next;
        first.next = piece;
        return;
    }
    order.packing = piece;
    const Segment& segment = run_.model.segments[order.segment];
    const Law* handling = run_.model.stores[segment.store].fulfillment->handling();
    Time leaves = now;
    if (handling != nullptr) {
        Stream stream = world.streams.at(joined_key(segment.key, order.parcels), Purpose("handling"), order.customer);
        leaves = now + draw_duration(*handling, stream);
    }
    if (order.parcels < 255) ++order.parcels;
    run_.schedule(leaves, ParcelShipped{piece});
}

// --------------------------------------------------------------------------------------------- goods: shelf -> road

void OrderToCash::on(const ParcelShipped& e) {
    World& world = run_.world;
    const Model& model = run_.model;
    const Id<Order> id = world.parcels[e.parcel].order;
    Order& order = world.orders[id];
    if (order.packing == e.parcel) order.packing = Id<Parcel>::none();
    const Segment& segment = model.segments[order.segment];
    const Store& store = model.stores[segment.store];
    Money goods;
    Money cost;
    std::int64_t pieces = 0;
    for (Id<Parcel> p = e.parcel; p; p = world.parcels[p].next) {
        const Parcel& piece = world.parcels[p];
        Line& line = world.lines[piece.line];
        line.unshipped -= piece.quantity;
        order.unshipped -= piece.quantity;
        cost += take_off_shelf(line.stock, piece.quantity);
        goods += line.price * piece.quantity;
        ++pieces;
    }
    const Time now = world.now();
    const auto paid = [&](Money amount) { return rounded(amount, model.run.minor_digits); };
    world.ledger.post(segment.store, Account::cost_of_sales, Account::inventory, cost, now);
    world.ledger.post(segment.store, Account::transport, Account::cash, paid(store.fulfillment->cost_per_shipment()),
                      now);
    world.ledger.post(segment.store, Account::handling, Account::cash,
                      paid(store.fulfillment->cost_per_line() * pieces), now);
    const Money billed = bill(order, goods);
    const Money due = rounded(store.payment->due_on_shipment(payment_view(order, now)), model.run.minor_digits);
    if (due > Money::zero()) run_.follow(PaymentCaptured{id, due});
    world.ledger.post(segment.store, Account::deposits, Account::sales, billed, now);

    if (segment.transit == nullptr) return run_.follow(ParcelDelivered{e.parcel});
    Stream stream =
        world.streams.at(joined_key(segment.key, world.parcels[e.parcel].number), Purpose("transit"), order.customer);
    run_.schedule(now + draw_duration(*segment.transit, stream), ParcelDelivered{e.parcel});
}

Money OrderToCash::take_off_shelf(Id<StockPoint> id, Quantity quantity) {
    World& world = run_.world;
    world.stock[id].allocated -= quantity;
    world.items[run_.model.stock[id].item].sold += quantity;
    const Money cost = unshelve(world, id, quantity);
    world.stock[id].cost_of_sales += cost;
    return cost;
}

/// What the customer is charged for goods that ship now: the last part takes the remainder of the rounding.
Money OrderToCash::bill(Order& order, Money goods) const {
    const Money amount = order.unshipped > Quantity::zero()
                             ? std::min(rounded(goods, run_.model.run.minor_digits), order.owed - order.billed)
                             : order.owed - order.billed;
    order.billed += amount;
    return amount;
}

void OrderToCash::on(const ParcelDelivered& e) {
    World& world = run_.world;
    const Id<Order> id = world.parcels[e.parcel].order;
    Order& order = world.orders[id];
    for (Id<Parcel> p = e.parcel; p;) {
        const Id<Parcel> next = world.parcels[p].next;
        order.open -= world.parcels[p].quantity;
        world.parcels.erase(p);
        p = next;
    }
    if (order.open == Quantity::zero()) run_.follow(OrderSettled{id});
}

// ------------------------------------------------------------------------------------------------- giving up

void OrderToCash::on(const PatienceEnded& e) {
    World& world = run_.world;
    world.orders[e.order].patient = true;
    for (Id<Line> id = world.orders[e.order].first_line; id; id = world.lines[id].next)
        if (world.lines[id].waiting > Quantity::zero())
            return run_.follow(OrderCancelled{e.order, CancelCause::patience});
}

void OrderToCash::on(const OrderCancelled& e) {
    World& world = run_.world;
    Order& order = world.orders[e.order];
    order.cancelled = true;
    Money still_owed;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next) {
        Line& line = world.lines[id];
        const Quantity given_up = line.waiting;
        if (given_up > Quantity::zero()) {
            stop_waiting(world, id, given_up);
            line.unshipped -= given_up;
            line.accepted -= given_up;
            order.unshipped -= given_up;
            order.open -= given_up;
        }
        still_owed += line.price * line.unshipped;
    }
    // Parts rounded one by one may come to more than the whole did.
    order.owed = std::min(order.owed, order.billed + rounded(still_owed, run_.model.run.minor_digits));
    if (order.paid > order.owed) run_.follow(PaymentRefunded{e.order, order.paid - order.owed});
    if (order.open == Quantity::zero()) run_.follow(OrderSettled{e.order});
}

void OrderToCash::on(const OrderSettled& e) {
    const Order& order = run_.world.orders[e.order];
    require(order.paid == order.owed && order.billed == order.owed,
            "order {}: settled with {} paid, {} billed, {} owed", order.number, order.paid.in_units(),
            order.billed.in_units(), order.owed.in_units());
    erase(e.order);
}

void OrderToCash::erase(Id<Order> id) {
    World& world = run_.world;
    if (!world.orders[id].patient) world.agenda.retire();
    for (Id<Line> line = world.orders[id].first_line; line;) {
        const Id<Line> next = world.lines[line].next;
        world.lines.erase(line);
        line = next;
    }
    world.orders.erase(id);
}

}  // namespace backstock

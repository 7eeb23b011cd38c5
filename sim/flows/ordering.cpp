// The beginning of an order's life: a customer comes, and what they wish for is written down.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/surge.hpp"
#include "sim/flows/traits.hpp"
#include "sim/policy/arrivals.hpp"

namespace backstock {

namespace {

/// Drawn lines of one order; more would take a run's time for a single customer.
constexpr std::int64_t most_lines = 100'000;

}  // namespace

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
    if (arrival.baskets <= Quantity::zero() || care_.is_lost(id, arrival.customer)) return;
    if (const Id<Order> order = write_order(run_.model.segments[id], id, arrival)) run_.follow(OrderPlaced{order});
}

/// None where nothing is asked for.
Id<Order> OrderToCash::write_order(const Segment& segment, Id<Segment> id, const Arrival& arrival) {
    World& world = run_.world;
    const auto [name, order] = world.orders.make();
    order.number = ++world.orders_placed;
    order.customer = arrival.customer;
    order.placed = world.now();
    order.segment = id;
    order.tier = tier_of(segment, world.streams, arrival.customer);
    order.counted = world.counting;
    if (arrival.lines == 0)
        write_basket(name, segment, arrival);
    else
        write_record(name, segment, arrival);
    if (order.first_line) return name;
    world.orders.erase(name);
    return Id<Order>::none();
}

void OrderToCash::write_record(Id<Order> order, const Segment& segment, const Arrival& arrival) {
    for (std::uint32_t i = 0; i < arrival.lines; ++i) {
        const ArrivalProcess::RecordedLine line = segment.arrivals->line(arrival.first_line + i);
        write_line(order, run_.model.stock_of(segment.store, line.item), line.quantity);
    }
}

void OrderToCash::write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival) {
    const Model& model = run_.model;
    const Streams& streams = run_.world.streams;
    const auto write = [&](Id<Item> item, Quantity quantity) {
        if (arrival.baskets != Quantity::units(1))
            quantity = Quantity::micro(scaled(quantity.micro(), arrival.baskets.micro(), Quantity::micro_per_unit));
        write_line(order, model.stock_of(segment.store, item), quantity);
    };
    const auto drawn = [&](const Law& law, Id<Item> item, Stream& stream) {
        return draw_quantity(law, stream, model.items[item].divisible);
    };
    const Basket& basket = segment.basket;
    for (const Basket::Entry& entry : basket.always) {
        if (entry.law == nullptr) {
            write(entry.item, entry.quantity);
        } else {
            Stream stream =
                streams.at(joined_key(segment.key, model.items[entry.item].key), Purpose("units"), arrival.customer);
            write(entry.item, drawn(*entry.law, entry.item, stream));
        }
    }
    if (basket.from.empty()) return;
    Stream stream = streams.at(segment.key, Purpose("basket"), arrival.customer);
    const std::int64_t lines = basket.lines == nullptr ? 1 : draw_quantity(*basket.lines, stream, false).whole_units();
    require_fit(lines <= most_lines, "an order of {} lines", lines);
    for (std::int64_t i = 0; i < lines; ++i) {
        const Id<Item> item = basket.pick(uniform01(stream));
        write(item, basket.units == nullptr ? Quantity::units(1) : drawn(*basket.units, item, stream));
    }
}

/// Lines of one stock point are one line.
void OrderToCash::write_line(Id<Order> order, Id<StockPoint> stock, Quantity quantity) {
    const Item& item = run_.model.items[run_.model.stock[stock].item];
    if (!item.divisible) quantity = quantity.to_whole();
    if (quantity <= Quantity::zero()) return;
    World& world = run_.world;
    Id<Line>* last = &world.orders[order].first_line;
    while (*last) {
        Line& line = world.lines[*last];
        if (line.stock == stock) {
            line.accepted += quantity;
            return;
        }
        last = &line.next;
    }
    append_line(order, stock, quantity);
}

Id<Line> OrderToCash::append_line(Id<Order> order, Id<StockPoint> stock, Quantity quantity) {
    World& world = run_.world;
    Id<Line>* last = &world.orders[order].first_line;
    while (*last) last = &world.lines[*last].next;
    const auto [name, line] = world.lines.make();
    line.order = order;
    line.stock = stock;
    line.price = run_.model.items[run_.model.stock[stock].item].price;
    line.accepted = quantity;
    *last = name;
    return name;
}

}  // namespace backstock

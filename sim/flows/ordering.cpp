// The beginning of an order's life: a customer comes, and what they wish for is written down.
#include "sim/base/require.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/pricing.hpp"
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
    const Id<Order> order = write_order(run_.model.segments[id], id, arrival);
    if (!order || (counters_[id] && serve_at_once(order))) return;
    run_.follow(OrderPlaced{order});
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
    last_line_ = Id<Line>::none();
    line_at_.clear();
    if (arrival.lines == 0)
        write_basket(name, segment, arrival);
    else
        write_record(name, segment, arrival);
    if (order.first_line) {
        if (!segment.others.empty()) choose_store(name);
        return name;
    }
    world.orders.erase(name);
    return Id<Order>::none();
}

void OrderToCash::write_record(Id<Order> order, const Segment& segment, const Arrival& arrival) {
    for (std::uint32_t i = 0; i < arrival.lines; ++i) {
        const ArrivalProcess::RecordedLine line = segment.arrivals->line(arrival.first_line + i);
        write_line(order, line.item, line.quantity);
    }
}

void OrderToCash::write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival) {
    const Model& model = run_.model;
    const Streams& streams = run_.world.streams;
    const auto write = [&](Id<Item> item, Quantity quantity) {
        if (arrival.baskets != Quantity::units(1))
            quantity = Quantity::micro(scaled(quantity.micro(), arrival.baskets.micro(), Quantity::micro_per_unit));
        write_line(order, item, quantity);
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
void OrderToCash::write_line(Id<Order> id, Id<Item> wanted, Quantity quantity) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Segment& segment = run_.model.segments[order.segment];
    const Item& item = run_.model.items[wanted];
    Id<StockPoint> stock = run_.model.stock_of(segment.store, wanted);
    for (std::size_t other = 0; !stock; ++other) stock = run_.model.stock_of(segment.others[other], wanted);
    if (!item.divisible) quantity = quantity.to_whole();
    if (!world.markdowns.empty()) quantity = lifted(run_.model, world, stock, order, quantity);
    if (quantity <= Quantity::zero()) return;
    if (const Id<Line> same = line_of(order, stock)) {
        world.lines[same].accepted += quantity;
        return;
    }
    last_line_ = append_line(id, last_line_, stock, quantity);
    if (!line_at_.empty()) line_at_.emplace(stock.index(), last_line_);
}

/// Writes a line behind the last of the order; none where it is the first.
Id<Line> OrderToCash::append_line(Id<Order> order, Id<Line> last, Id<StockPoint> stock, Quantity quantity) {
    World& world = run_.world;
    const auto [name, line] = world.lines.make();
    line.order = order;
    line.stock = stock;
    line.price = price_of(run_.model, world, stock);
    line.accepted = quantity;
    (last ? world.lines[last].next : world.orders[order].first_line) = name;
    return name;
}

Id<Line> OrderToCash::last_of(Id<Order> order) const {
    Id<Line> last;
    for (Id<Line> id = run_.world.orders[order].first_line; id; id = run_.world.lines[id].next) last = id;
    return last;
}

/// A few lines are looked through, many are looked up.
Id<Line> OrderToCash::line_of(const Order& order, Id<StockPoint> stock) {
    constexpr int few = 16;
    const Table<Line>& lines = run_.world.lines;
    if (line_at_.empty()) {
        int seen = 0;
        for (Id<Line> id = order.first_line; id; id = lines[id].next, ++seen) {
            if (lines[id].stock == stock) return id;
        }
        if (seen < few) return Id<Line>::none();
        for (Id<Line> id = order.first_line; id; id = lines[id].next) line_at_.emplace(lines[id].stock.index(), id);
    }
    const auto found = line_at_.find(stock.index());
    return found == line_at_.end() ? Id<Line>::none() : found->second;
}

// ------------------------------------------------------------------------------------------ one of several stores

/// The first in order of preference that has the whole wish on its shelf; else the first that takes an order for what
/// it has not, and the customer with it; else the first that stocks all that is wished for.
void OrderToCash::choose_store(Id<Order> id) {
    const Segment& segment = run_.model.segments[run_.world.orders[id].segment];
    Id<Store> chosen;
    Id<Store> promising;
    Id<Store> stocking;
    segment.for_each_store([&](Id<Store> store) {
        if (chosen || !move_to(id, store)) return;
        const Order& order = run_.world.orders[id];
        if (!stocking) stocking = store;
        if (wish_of(order).on_shelf)
            chosen = store;
        else if (!promising && can_be_had(order))
            promising = store;
    });
    const bool moved = move_to(id, chosen ? chosen : promising ? promising : stocking);
    require(moved, "no store of {} stocks all that a customer wishes for", segment.name);
}

/// Whether the store stocks everything; then all lines are there.
bool OrderToCash::move_to(Id<Order> id, Id<Store> store) {
    if (!store) return false;
    const Model& model = run_.model;
    World& world = run_.world;
    const auto at = [&](const Line& line) { return model.stock_of(store, model.stock[line.stock].item); };
    for (Id<Line> line = world.orders[id].first_line; line; line = world.lines[line].next)
        if (!at(world.lines[line])) return false;
    for (Id<Line> name = world.orders[id].first_line; name; name = world.lines[name].next) {
        Line& line = world.lines[name];
        line.stock = at(line);
        line.price = price_of(model, world, line.stock);
    }
    return true;
}

bool OrderToCash::can_be_had(const Order& order) {
    for (Id<Line> id = order.first_line; id; id = run_.world.lines[id].next)
        if (decide(id, order, Reaction::wait).lost > Quantity::zero()) return false;
    return true;
}

}  // namespace backstock

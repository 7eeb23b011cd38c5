// The beginning of an order's life: a customer comes, and what they wish for is written down.
#include "sim/base/require.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/pricing.hpp"
#include "sim/flows/surge.hpp"
#include "sim/flows/traits.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/arrivals.hpp"

#include <algorithm>
#include <utility>

namespace backstock {

namespace {

/// Drawn lines of one order; more would take a run's time for a single customer.
constexpr std::int64_t most_lines = 100'000;

}  // namespace

void OrderToCash::on(const CustomerArrived& e) {
    if (!run_.model.strikes_on(e.segment).empty()) return come_surging(e);
    const ArrivalProcess& arrivals = *run_.model.segments[e.segment].arrivals;
    ArrivalState& state = run_.world.arrivals[e.segment];
    // One after the other, as long as nothing else is due between them: most are served in the instant.
    Need need = Need::nothing;
    bool scheduled = false;
    do {
        const Arrival arrival = state.next;
        state.next = arrivals.next(state);
        scheduled = state.next.at == run_.world.now();  // who comes beside must be seen to
        if (scheduled) run_.schedule(state.next.at, e);
        need = receive(e.segment, arrival);
    } while (!scheduled && need == Need::nothing && run_.comes_next(state.next.at, e));
    if (!scheduled && state.next.at != Time::never()) run_.schedule(state.next.at, e);
    if (need != Need::nothing) place(need);
}

/// Where disruptions change the demand.
void OrderToCash::come_surging(const CustomerArrived& e) {
    ArrivalState& state = run_.world.arrivals[e.segment];
    const Arrival arrival = state.next;
    state.next = run_.model.segments[e.segment].arrivals->next(state);
    retime_next(run_.model, run_.world, e.segment);
    if (state.next.at != Time::never()) run_.schedule(state.next.at, CustomerArrived{e.segment});
    for (const Arrival& visit : surged(run_.model, run_.world, e.segment, arrival))
        if (const Need need = receive(e.segment, visit); need != Need::nothing) place(need);
}

void OrderToCash::settle(Id<Segment> id) { settle_demand(run_.model, run_.world, id); }

void OrderToCash::resume(Id<Segment> id) {
    const Time before = run_.world.arrivals[id].next.at;
    retime_next(run_.model, run_.world, id);
    const Time after = run_.world.arrivals[id].next.at;
    if (after != before && after != Time::never()) run_.schedule(after, CustomerArrived{id});
}

/// Hears what a customer wishes for, and serves it over the counter if that can be; else answers what is to be done.
/// Schedules nothing for later.
OrderToCash::Need OrderToCash::receive(Id<Segment> id, const Arrival& arrival) {
    if (arrival.baskets <= Quantity::zero() || care_.is_lost(id, arrival.customer)) return Need::nothing;
    const Segment& segment = run_.model.segments[id];
    World& world = run_.world;
    Request& request = world.request;
    request.number = ++world.orders_placed;
    request.customer = arrival.customer;
    request.segment = id;
    request.tier = tier_of(segment, world.streams, arrival.customer);
    request.counted = world.counting;
    hear(id, arrival);
    if (request.wishes.empty()) return Need::nothing;
    if (!segment.others.empty() && !go_where_all_is(segment)) return Need::order_and_store;
    return counters_[id] && serve_at_once() ? Need::nothing : Need::order;
}

void OrderToCash::place(Need need) {
    const Id<Order> order = write_order();
    if (need == Need::order_and_store) choose_store(order);
    run_.follow(OrderPlaced{order});
}

// ------------------------------------------------------------------------------------------ what is wished for

/// The request of every customer of a segment where all wish for the same at the same price; empty where they differ.
Request OrderToCash::usual_request(Id<Segment> id) {
    const Segment& segment = run_.model.segments[id];
    const std::vector<Basket::Entry>& always = segment.basket.always;
    const bool same = std::all_of(always.begin(), always.end(), [](const auto& entry) { return entry.law == nullptr; });
    if (!same || !segment.basket.from.empty() || !segment.others.empty() || !run_.world.markdowns.empty()) return {};
    hear_basket(segment, Arrival{});
    run_.world.request.sum_up();
    return std::exchange(run_.world.request, {});
}

/// Fills in the wishes.
void OrderToCash::hear(Id<Segment> id, const Arrival& arrival) {
    const Segment& segment = run_.model.segments[id];
    Request& request = run_.world.request;
    const bool whole = arrival.lines == 0 && arrival.baskets == Quantity::units(1);
    if (whole && heard_ == id) return;
    const Request& usual = usual_[id];
    heard_ = Id<Segment>::none();
    if (whole && !usual.wishes.empty()) {
        heard_ = id;
        request.wishes.assign(usual.wishes.begin(), usual.wishes.end());
        request.units = usual.units;
        request.price = usual.price;
        return;
    }
    request.wishes.clear();
    if (!wish_at_.empty()) wish_at_.clear();
    if (arrival.lines == 0)
        hear_basket(segment, arrival);
    else
        hear_record(segment, arrival);
    request.sum_up();
}

void OrderToCash::hear_record(const Segment& segment, const Arrival& arrival) {
    for (std::uint32_t i = 0; i < arrival.lines; ++i) {
        const ArrivalProcess::RecordedLine line = segment.arrivals->line(arrival.first_line + i);
        wish_for(segment, line.item, line.quantity);
    }
}

void OrderToCash::hear_basket(const Segment& segment, const Arrival& arrival) {
    const Model& model = run_.model;
    const Streams& streams = run_.world.streams;
    const auto wish = [&](Id<Item> item, Quantity quantity) {
        if (arrival.baskets != Quantity::units(1))
            quantity = Quantity::micro(scaled(quantity.micro(), arrival.baskets.micro(), Quantity::micro_per_unit));
        wish_for(segment, item, quantity);
    };
    const auto drawn = [&](const Law& law, Id<Item> item, Stream& stream) {
        return draw_quantity(law, stream, model.items[item].divisible);
    };
    const Basket& basket = segment.basket;
    for (const Basket::Entry& entry : basket.always) {
        if (entry.law == nullptr) {
            wish(entry.item, entry.quantity);
        } else {
            Stream stream =
                streams.at(joined_key(segment.key, model.items[entry.item].key), Purpose("units"), arrival.customer);
            wish(entry.item, drawn(*entry.law, entry.item, stream));
        }
    }
    if (basket.from.empty()) return;
    Stream stream = streams.at(segment.key, Purpose("basket"), arrival.customer);
    const std::int64_t lines = basket.lines == nullptr ? 1 : draw_quantity(*basket.lines, stream, false).whole_units();
    require_fit(lines <= most_lines, "an order of {} lines", lines);
    for (std::int64_t i = 0; i < lines; ++i) {
        const std::size_t place = basket.pick(uniform01(stream));
        const Law* const units = basket.units_at(place);
        wish(basket.from[place], units == nullptr ? Quantity::units(1) : drawn(*units, basket.from[place], stream));
    }
}

/// Among a million stock points each wish is for one that no cache holds: its rows are asked for all at once.
void OrderToCash::fetch(Id<StockPoint> id) const {
    constexpr std::ptrdiff_t cache_line = 64;
    const auto ask = [](const auto& row) {
        const char* const first = reinterpret_cast<const char*>(&row);
        for (std::ptrdiff_t at = 0; at < static_cast<std::ptrdiff_t>(sizeof(row)); at += cache_line)
            __builtin_prefetch(first + at);
    };
    ask(run_.world.stock[id]);
    ask(run_.model.stock[id]);
}

/// Wishes at one stock point are one wish.
void OrderToCash::wish_for(const Segment& segment, Id<Item> wanted, Quantity quantity) {
    World& world = run_.world;
    Id<StockPoint> stock = run_.model.stock_of(segment.store, wanted);
    for (std::size_t other = 0; !stock; ++other) stock = run_.model.stock_of(segment.others[other], wanted);
    fetch(stock);
    if (!run_.model.items[wanted].divisible) quantity = quantity.to_whole();
    if (!world.markdowns.empty()) quantity = lifted(run_.model, world, stock, world.request, quantity);
    if (quantity <= Quantity::zero()) return;
    if (Request::Wish* const same = wish_at(stock)) {
        same->quantity += quantity;
        same->amount = same->price * same->quantity;
        return;
    }
    const Money price = price_of(run_.model, world, stock);
    world.request.wishes.push_back({.stock = stock, .quantity = quantity, .price = price, .amount = price * quantity});
}

/// A few wishes are looked through, many are looked up.
Request::Wish* OrderToCash::wish_at(Id<StockPoint> stock) {
    constexpr std::size_t few = 16;
    std::vector<Request::Wish>& wishes = run_.world.request.wishes;
    if (wishes.size() <= few) {
        for (Request::Wish& wish : wishes)
            if (wish.stock == stock) return &wish;
        return nullptr;
    }
    for (std::size_t i = wish_at_.size(); i < wishes.size(); ++i) wish_at_.emplace(wishes[i].stock.index(), i);
    const auto found = wish_at_.find(stock.index());
    return found == wish_at_.end() ? nullptr : &wishes[found->second];
}

bool OrderToCash::all_on_shelf(const Request& request) const {
    for (const Request::Wish& wish : request.wishes)
        if (free_for(run_.model, run_.world, wish.stock, request.tier) < wish.quantity) return false;
    return true;
}

// ------------------------------------------------------------------------------------------ an order is written

Id<Order> OrderToCash::write_order() {
    World& world = run_.world;
    const Request& request = world.request;
    const auto [name, order] = world.orders.make();
    order.number = request.number;
    order.customer = request.customer;
    order.placed = world.now();
    order.segment = request.segment;
    order.tier = request.tier;
    order.counted = request.counted;
    Id<Line> last;
    for (const Request::Wish& wish : request.wishes) last = append_line(name, last, wish.stock, wish.quantity);
    return name;
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

// ------------------------------------------------------------------------------------------ one of several stores

/// Whether a store has the whole wish on its shelf: the customer goes to the first of those, in order of preference.
bool OrderToCash::go_where_all_is(const Segment& segment) {
    bool found = false;
    segment.for_each_store([&](Id<Store> store) {
        if (!found && go_to(store)) found = all_on_shelf(run_.world.request);
    });
    return found;
}

/// Whether the store stocks everything; then all wishes are for its stock.
bool OrderToCash::go_to(Id<Store> store) {
    const Model& model = run_.model;
    World& world = run_.world;
    std::vector<Request::Wish>& wishes = world.request.wishes;
    const auto at = [&](const Request::Wish& wish) { return model.stock_of(store, model.stock[wish.stock].item); };
    if (!std::all_of(wishes.begin(), wishes.end(), at)) return false;
    for (Request::Wish& wish : wishes) {
        wish.stock = at(wish);
        wish.price = price_of(model, world, wish.stock);
        wish.amount = wish.price * wish.quantity;
    }
    world.request.sum_up();
    return true;
}

/// No shelf has all: the order goes to the first store that takes one for what it has not, and the customer with it;
/// else to the first that stocks all that is wished for.
void OrderToCash::choose_store(Id<Order> id) {
    const Segment& segment = run_.model.segments[run_.world.orders[id].segment];
    Id<Store> promising;
    Id<Store> stocking;
    segment.for_each_store([&](Id<Store> store) {
        if (promising || !move_to(id, store)) return;
        if (!stocking) stocking = store;
        if (can_be_had(run_.world.orders[id])) promising = store;
    });
    const bool moved = move_to(id, promising ? promising : stocking);
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

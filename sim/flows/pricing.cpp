#include "sim/flows/pricing.hpp"

#include "sim/flows/accounts.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/stock_moves.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

// -------------------------------------------------------------------------------------------------- markdown

namespace {

const Markdown& markdown_of(const Model& model, Id<StockPoint> id) {
    return model.items[model.stock[id].item].markdown;
}

/// First in, first out: what has left was the oldest.
void forget_sold(MarkdownState& state, Quantity shelf) {
    while (state.layered > shelf) {
        MarkdownState::Layer& oldest = state.layers.front();
        const Quantity gone = std::min(oldest.quantity, state.layered - shelf);
        oldest.quantity -= gone;
        state.layered -= gone;
        if (oldest.quantity == Quantity::zero()) state.layers.pop_front();
    }
}

void end_period(MarkdownState& state, std::size_t periods) {
    state.demands.push_back(state.demand);
    state.demanded += state.demand;
    state.demand = Quantity::zero();
    if (state.demands.size() <= periods) return;
    state.demanded -= state.demands.front();
    state.demands.pop_front();
}

}  // namespace

void Pricing::review() {
    World& world = run_.world;
    for (std::size_t i = 0; i < world.markdowns.size(); ++i) {
        const Id<StockPoint> id = run_.model.stock.id_at(i);
        const Markdown& markdown = markdown_of(run_.model, id);
        if (markdown.off == 0) continue;
        MarkdownState& state = world.markdowns[id];
        end_period(state, static_cast<std::size_t>(std::max<std::int64_t>(1, markdown.window / run_.model.run.period)));
        forget_sold(state, world.stock[id].shelf());
        if (is_down(id, markdown) != state.down) run_.follow(PriceMarked{id, !state.down});
    }
}

bool Pricing::is_down(Id<StockPoint> id, const Markdown& markdown) const {
    const MarkdownState& state = run_.world.markdowns[id];
    if (state.layers.empty()) return false;
    const Time now = run_.world.now();
    if (markdown.older_than > Duration::zero() && now - state.layers.front().since > markdown.older_than) return true;
    if (markdown.cover_over == Duration::zero()) return false;
    const double days = (run_.model.run.period * static_cast<std::int64_t>(state.demands.size())).in_days();
    return run_.world.stock[id].shelf().in_units() * days > markdown.cover_over.in_days() * state.demanded.in_units();
}

void Pricing::on(const PriceMarked& e) { run_.world.markdowns[e.stock].down = e.down; }

void open_markdowns(const Model& model, World& world) {
    const auto falls = [](const Item& item) { return item.markdown.off > 0; };
    if (std::any_of(model.items.begin(), model.items.end(), falls)) world.markdowns.resize(model.stock.size());
}

Money price_of(const Model& model, const World& world, Id<StockPoint> id) {
    const Item& item = model.items[model.stock[id].item];
    return world.marked_down(id) ? item.markdown.price(item.price, model.run.minor_digits) : item.price;
}

Quantity lifted(const Model& model, const World& world, Id<StockPoint> id, const Request& request, Quantity wanted) {
    const Item& item = model.items[model.stock[id].item];
    if (!world.marked_down(id) || item.markdown.lift == 1) return wanted;
    const double units = wanted.in_units() * item.markdown.lift;
    if (item.divisible) return Quantity::of(units);
    Stream stream =
        world.streams.at(joined_key(model.segments[request.segment].key, item.key), Purpose("lift"), request.customer);
    const double whole = std::floor(units);
    return Quantity::units(nearest_integer(whole) + (uniform01(stream) < units - whole ? 1 : 0));
}

// ----------------------------------------------------------------------------------------------------- space

void open_spaces(const Model& model, World& world) {
    const auto limited = [](const Store& store) { return !std::isinf(store.space); };
    if (std::none_of(model.stores.begin(), model.stores.end(), limited)) return;
    world.spaces.resize(model.stores.size());
    world.rooms.resize(model.stock.size());
    for (std::size_t i = 0; i < model.stores.size(); ++i) {
        const Id<Store> id = model.stores.id_at(i);
        if (limited(model.stores[id])) world.spaces[id].limit = Quantity::of(model.stores[id].space).micro();
    }
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const StockPoint& point = model.stock[model.stock.id_at(i)];
        if (!limited(model.stores[point.store])) continue;
        world.rooms[model.stock.id_at(i)] = {.store = point.store,
                                             .volume = Quantity::of(model.items[point.item].volume).micro()};
    }
}

void take_room(World& world, Id<StockPoint> id, Quantity change) {
    const Room& room = world.rooms[id];
    if (!room.store) return;
    const auto volume = [&](Quantity units) { return scaled(units.micro(), room.volume, Quantity::micro_per_unit); };
    SpaceState& space = world.spaces[room.store];
    const Quantity shelf = world.stock[id].shelf();
    space.used += volume(shelf) - volume(shelf - change);
    space.over.set(std::max<std::int64_t>(0, space.used - space.limit), world.now());
}

double overflow_days(const Model& model, const World& world, Id<Store> id) {
    if (world.spaces.empty()) return 0;
    const SpaceState& space = world.spaces[id];
    return unit_days(model.run.accounting == Accounting::period_end ? space.sum : space.over.integral(world.now()));
}

double overflow_cost(const Model& model, const World& world, Id<Store> id) {
    return model.stores[id].overflow_cost * overflow_days(model, world, id);
}

}  // namespace backstock

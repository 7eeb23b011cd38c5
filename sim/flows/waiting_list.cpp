#include "sim/flows/waiting_list.hpp"

#include "sim/policy/backorder.hpp"
#include "sim/policy/prioritization.hpp"

#include <iterator>
#include <utility>

namespace backstock {

namespace {

WaitingView view_of(const World& world, const Line& line) {
    if (line.internal()) return {.placed = world.purchases[line.purchase].placed};
    const Order& order = world.orders[line.order];
    return {.placed = order.placed, .promised = order.promised, .tier = order.tier};
}

/// With all that a ranking may ask for.
WaitingView whole_view_of(const Model& model, const World& world, const Line& line) {
    WaitingView view = view_of(world, line);
    view.since = world.now();
    view.quantity = line.waiting;
    if (line.internal()) {
        view.tier = own_sites(model);
        const Purchase& purchase = world.purchases[line.purchase];
        Stream stream = world.streams.at(model.links[purchase.link].key, Purpose("priority"), purchase.number);
        view.chance = uniform01(stream);
        return view;
    }
    const Order& order = world.orders[line.order];
    view.value = view.margin = order.owed;
    for (Id<Line> id = order.first_line; id; id = world.lines[id].next)
        view.margin -= model.unit_cost(world.lines[id].stock) * world.lines[id].accepted;
    Stream stream = world.streams.at(model.segments[order.segment].key, Purpose("priority"), order.customer);
    view.chance = uniform01(stream);
    return view;
}

unsigned share_class(const Model& model, const World& world, const Line& line, const Shares* shares) {
    if (shares == nullptr) return 0;
    if (shares->by_segment)
        return line.internal() ? static_cast<unsigned>(model.segments.size())
                               : world.orders[line.order].segment.index();
    return line.internal() ? own_sites(model) : world.orders[line.order].tier;
}

unsigned tier_of(const Model& model, const World& world, const Line& line) {
    return line.internal() ? own_sites(model) : world.orders[line.order].tier;
}

// ------------------------------------------------------------------------------------- the list and its index

void link_between(World& world, StockState& stock, Id<Line> ahead, Id<Line> id, Id<Line> behind) {
    world.lines[id].ahead = ahead;
    world.lines[id].behind = behind;
    (ahead ? world.lines[ahead].behind : stock.first_waiting) = id;
    (behind ? world.lines[behind].ahead : stock.last_waiting) = id;
}

void leave(World& world, Id<Line> id) {
    Line& line = world.lines[id];
    StockState& stock = world.stock[line.stock];
    if (WaitingIndex* index = index_of(world, line.stock)) index->places.erase(world.places[id.index()]);
    (line.ahead ? world.lines[line.ahead].behind : stock.first_waiting) = line.behind;
    (line.behind ? world.lines[line.behind].ahead : stock.last_waiting) = line.ahead;
    line.ahead = line.behind = Id<Line>::none();
}

/// So many units of a line wait more, or less.
void count(const Model& model, World& world, const Line& line, Quantity more) {
    StockState& stock = world.stock[line.stock];
    if (line.internal()) {
        stock.owed += more;
        world.supplying[stock.supplying].owed.add(more.micro(), world.now());
    } else {
        stock.backorders.add(more.micro(), world.now());
    }
    if (WaitingIndex* index = index_of(world, line.stock)) {
        index->by_tier[tier_of(model, world, line)] += more;
        const Shares* shares = model.stock[line.stock].prioritization->shares();
        if (shares != nullptr) index->by_share[share_class(model, world, line, shares)] += more;
    }
    if (line.internal() || world.waiting.empty()) return;
    const Order& order = world.orders[line.order];
    world.waiting[model.waiting_kind(order.segment, order.tier, line.stock)].add(more.micro(), world.now());
}

void join_in_order(const Model& model, World& world, WaitingIndex& index, Id<Line> id) {
    const Line& line = world.lines[id];
    WaitingPlace place{.share = share_class(model, world, line, model.stock[line.stock].prioritization->shares()),
                       .view = whole_view_of(model, world, line),
                       .joined = ++index.joined,
                       .line = id};
    if (world.stock[line.stock].rations) place.kept = kept_from(model, line.stock, tier_of(model, world, line));
    if (id.index() >= world.places.size()) world.places.resize(id.index() + 1);
    world.places[id.index()] = place;
    const auto here = index.places.insert(place).first;
    const Id<Line> ahead = here == index.places.begin() ? Id<Line>::none() : std::prev(here)->line;
    const Id<Line> behind = std::next(here) == index.places.end() ? Id<Line>::none() : std::next(here)->line;
    link_between(world, world.stock[line.stock], ahead, id, behind);
}

void join_from_the_back(const Model& model, World& world, Id<Line> id) {
    const Line& line = world.lines[id];
    StockState& stock = world.stock[line.stock];
    const PrioritizationPolicy& priority = *model.stock[line.stock].prioritization;
    const WaitingView mine = view_of(world, line);
    Id<Line> ahead = stock.last_waiting;
    while (ahead && priority.before(mine, view_of(world, world.lines[ahead]))) ahead = world.lines[ahead].ahead;
    link_between(world, stock, ahead, id, ahead ? world.lines[ahead].behind : stock.first_waiting);
}

}  // namespace

void open_waiting_lists(const Model& model, World& world) {
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const StockPoint& point = model.stock[id];
        const PrioritizationPolicy* policy = point.prioritization;
        const bool keeps = policy != nullptr && policy->reserve() != nullptr;
        world.stock[id].rations = keeps || (point.backorder != nullptr && point.backorder->launch() > Time::zero());
        if (policy == nullptr || (policy->by_placing() && !keeps && policy->shares() == nullptr)) continue;
        if (world.index_of.empty()) world.index_of.resize(model.stock.size());
        WaitingIndex index{.places = std::set<WaitingPlace, WaitingOrder>(WaitingOrder{policy})};
        index.by_tier.resize(model.tiers.size() + 1);
        if (policy->shares() != nullptr) {
            index.by_share.resize((policy->shares()->by_segment ? model.segments.size() : model.tiers.size()) + 1);
            index.credit.resize(index.by_share.size());
        }
        world.indexes.push_back(std::move(index));
        world.index_of[id] = static_cast<std::uint32_t>(world.indexes.size());
    }
}

void start_waiting(const Model& model, World& world, Id<Line> id, Quantity quantity) {
    Line& line = world.lines[id];
    line.waiting += quantity;
    line.unshipped += quantity;
    count(model, world, line, quantity);
    if (line.ahead || line.behind || world.stock[line.stock].first_waiting == id) return;
    if (WaitingIndex* index = index_of(world, line.stock))
        join_in_order(model, world, *index, id);
    else
        join_from_the_back(model, world, id);
}

void stop_waiting(const Model& model, World& world, Id<Line> id, Quantity quantity) {
    Line& line = world.lines[id];
    line.waiting -= quantity;
    count(model, world, line, -quantity);
    if (line.waiting == Quantity::zero()) leave(world, id);
}

Quantity kept_from(const Model& model, Id<StockPoint> id, unsigned tier) {
    const Reserve* reserve = model.stock[id].prioritization->reserve();
    return reserve == nullptr ? Quantity::zero() : reserve->kept_from(tier);
}

bool is_launched(const Model& model, const World& world, Id<StockPoint> id) {
    return world.now() >= model.stock[id].backorder->launch();
}

Quantity ahead_of_tier(const Model& model, const World& world, Id<StockPoint> id, unsigned tier) {
    const WaitingIndex* index = index_of(world, id);
    if (index == nullptr) return world.stock[id].waiting();
    const bool by_tier = model.stock[id].prioritization->by_tier();
    const Quantity kept = kept_from(model, id, tier);
    Quantity ahead = kept;
    for (unsigned other = 0; other < index->by_tier.size(); ++other) {
        const Quantity others_kept = kept_from(model, id, other);
        if (others_kept < kept || (others_kept == kept && (!by_tier || other <= tier))) ahead += index->by_tier[other];
    }
    return ahead;
}

}  // namespace backstock

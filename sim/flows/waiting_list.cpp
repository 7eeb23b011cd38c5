#include "sim/flows/waiting_list.hpp"

#include "sim/policy/prioritization.hpp"

namespace backstock {

namespace {

WaitingView view_of(const World& world, const Line& line) {
    if (line.internal()) return {.placed = world.purchases[line.purchase].placed, .promised = Time::never()};
    const Order& order = world.orders[line.order];
    return {.placed = order.placed, .promised = order.promised, .tier = order.tier};
}

void leave(World& world, StockState& stock, Line& line) {
    (line.ahead ? world.lines[line.ahead].behind : stock.first_waiting) = line.behind;
    (line.behind ? world.lines[line.behind].ahead : stock.last_waiting) = line.ahead;
    line.ahead = line.behind = Id<Line>::none();
}

}  // namespace

void join_waiting(const Model& model, World& world, Id<Line> id) {
    Line& line = world.lines[id];
    StockState& stock = world.stock[line.stock];
    if (line.ahead || line.behind || stock.first_waiting == id) return;
    const PrioritizationPolicy& priority = *model.stock[line.stock].prioritization;
    const WaitingView mine = view_of(world, line);
    Id<Line> ahead = stock.last_waiting;
    while (ahead && priority.before(mine, view_of(world, world.lines[ahead]))) ahead = world.lines[ahead].ahead;
    line.ahead = ahead;
    line.behind = ahead ? world.lines[ahead].behind : stock.first_waiting;
    (line.ahead ? world.lines[line.ahead].behind : stock.first_waiting) = id;
    (line.behind ? world.lines[line.behind].ahead : stock.last_waiting) = id;
}

void stop_waiting(World& world, Id<Line> id, Quantity quantity) {
    Line& line = world.lines[id];
    StockState& stock = world.stock[line.stock];
    const Time now = world.now();
    line.waiting -= quantity;
    (line.internal() ? stock.owed : stock.backorders).add(-quantity.micro(), now);
    Level* const overridden_cost = line.internal() ? nullptr : overridden(world, world.orders[line.order]);
    if (overridden_cost != nullptr) {
        stock.excepted.add(-quantity.micro(), now);
        overridden_cost->add(-quantity.micro(), now);
    }
    if (line.waiting == Quantity::zero()) leave(world, stock, line);
}

Level* overridden(World& world, const Order& order) {
    switch (order.penalty) {
        case PenaltyOf::segment: return &world.penalties[order.segment.index()];
        case PenaltyOf::tier: return &world.penalties[world.arrivals.size() + order.tier];
        case PenaltyOf::item: break;
    }
    return nullptr;
}

}  // namespace backstock

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

/// So many units of a line wait more, or less.
void count(const Model& model, World& world, const Line& line, Quantity more) {
    StockState& stock = world.stock[line.stock];
    (line.internal() ? stock.owed : stock.backorders).add(more.micro(), world.now());
    if (line.internal() || world.waiting.empty()) return;
    const Order& order = world.orders[line.order];
    world.waiting[model.waiting_kind(order.segment, order.tier, line.stock)].add(more.micro(), world.now());
}

void join(const Model& model, World& world, Id<Line> id) {
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

}  // namespace

void start_waiting(const Model& model, World& world, Id<Line> id, Quantity quantity) {
    Line& line = world.lines[id];
    line.waiting += quantity;
    line.unshipped += quantity;
    count(model, world, line, quantity);
    join(model, world, id);
}

void stop_waiting(const Model& model, World& world, Id<Line> id, Quantity quantity) {
    Line& line = world.lines[id];
    line.waiting -= quantity;
    count(model, world, line, -quantity);
    if (line.waiting == Quantity::zero()) leave(world, world.stock[line.stock], line);
}

}  // namespace backstock

// What becomes of a wish that stock does not cover and that does not wait: something else, later, or nothing.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/waiting_list.hpp"

#include <algorithm>
#include <utility>

namespace backstock {

/// Lets the customer react to what would be lost; answers whether the whole order is put off.
bool OrderToCash::react(Id<Order> id, CustomerCare::Choice choice) {
    const auto short_of = [](const Decision& decision) { return decision.lost > Quantity::zero(); };
    if (std::none_of(decisions_.begin(), decisions_.end(), short_of)) return false;
    if (choice.instead == Reaction::substitute) substitute(id);
    if (care_.may_put_off(id, choice.instead)) return put_off(id, choice.instead);
    const bool in_vain = choice.instead == Reaction::alert || choice.instead == Reaction::retry;
    for (Decision& decision : decisions_)
        if (in_vain) decision.why = choice.instead == Reaction::alert ? LossCause::alert : LossCause::retry;
    return false;
}

// ------------------------------------------------------------------------------------------------- something else

void OrderToCash::substitute(Id<Order> id) {
    substitutes_.clear();
    for (Decision& decision : decisions_)
        if (decision.lost > Quantity::zero()) substitute(id, decision, substitutes_);
    decisions_.insert(decisions_.end(), substitutes_.begin(), substitutes_.end());
}

/// What is free of the item that the customer would take, less what the order takes of it already.
void OrderToCash::substitute(Id<Order> id, Decision& decision, std::vector<Decision>& served) {
    World& world = run_.world;
    const StockPoint& point = run_.model.stock[world.lines[decision.line].stock];
    const Id<Item> item = care_.substitute_for(id, point.item);
    const Id<StockPoint> other = item ? run_.model.stock_of(point.store, item) : Id<StockPoint>::none();
    if (!other) return;
    Quantity free = free_for(run_.model, world, other, world.orders[id].tier);
    for (const std::vector<Decision>* taken : {&decisions_, &served})
        for (const Decision& one : *taken)
            if (world.lines[one.line].stock == other) free -= one.at_once;
    Quantity quantity = std::min(free, decision.lost);
    if (!run_.model.items[item].divisible) quantity -= Quantity::micro(quantity.micro() % Quantity::micro_per_unit);
    if (quantity <= Quantity::zero()) return;
    const Id<Line> line = append_line(id, last_of(id), other, quantity);
    served.push_back({.line = line, .at_once = quantity});
    decision.lost -= quantity;
    run_.follow(UnitsSubstituted{decision.line, line, quantity});
}

// --------------------------------------------------------------------------------------------------------- later

/// What can be had is ordered now; only the rest is put off. Answers whether that is all of it.
bool OrderToCash::put_off(Id<Order> id, Reaction reaction) {
    const auto has_some = [](const Decision& decision) { return decision.at_once + decision.later > Quantity::zero(); };
    const bool whole = std::none_of(decisions_.begin(), decisions_.end(), has_some);
    const Id<Order> later = whole ? id : divide(id);
    run_.world.orders[later].put_off = true;
    run_.follow(WishPutOff{later, reaction, care_.comes_back(later, reaction)});
    return whole;
}

/// What would be lost of an order becomes one of its own.
Id<Order> OrderToCash::divide(Id<Order> id) {
    World& world = run_.world;
    const auto [rest, row] = world.orders.make();
    const Order& order = world.orders[id];
    row.number = ++world.orders_placed;
    row.customer = order.customer;
    row.placed = order.placed;
    row.segment = order.segment;
    row.tier = order.tier;
    row.counted = order.counted;
    row.rest = true;
    for (Decision& decision : decisions_)
        if (decision.lost > Quantity::zero())
            append_line(rest, last_of(rest), world.lines[decision.line].stock,
                        std::exchange(decision.lost, Quantity::zero()));
    run_.follow(OrderDivided{id, rest});
    return rest;
}

}  // namespace backstock

// Who gets what is free: those who wait, neighbours that ask for help, and the customers for whom it was bought.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/flows/sharing.hpp"
#include "sim/flows/stock_moves.hpp"
#include "sim/flows/transport.hpp"
#include "sim/flows/waiting_list.hpp"
#include "sim/policy/prioritization.hpp"

#include <algorithm>

namespace backstock {

// ------------------------------------------------------------------------------------------------ those who wait

/// What those who wait leave is there for customers who asked to be told.
void Replenishment::serve_waiting(Id<StockPoint> id) {
    serve_list(id);
    const World& world = run_.world;
    const bool wanted = !world.alert_lists.empty() && world.alert_lists[id].first;
    if (wanted && world.stock[id].available() > Quantity::zero()) run_.follow(GoodsAvailable{id});
}

/// Goods that are free serve whoever waits, first in the list first, in part where they do not suffice. A site that
/// can't ship keeps them from other own sites and from its lines; customers' parcels are made ready.
void Replenishment::serve_list(Id<StockPoint> id) {
    World& world = run_.world;
    StockState& stock = world.stock[id];
    if (!stock.first_waiting || stock.available() <= Quantity::zero()) return;
    const bool to_sites = run_.model.strikes_on(id).empty() || !Pace(run_.model, world, id).stopped();
    const bool to_customers = !stock.rations || is_launched(run_.model, world, id);
    WaitingIndex* index = index_of(world, id);
    if (index != nullptr && !index->by_share.empty()) return divide(id, *index, to_sites, to_customers);
    if (!to_customers && stock.owed == Quantity::zero()) return;
    for (Id<Line> line = stock.first_waiting, next; line; line = next) {
        next = world.lines[line].behind;
        const Quantity kept = stock.rations && index != nullptr ? world.places[line.index()].kept : Quantity::zero();
        if (stock.available() <= kept) return;  // still more is kept from those behind it
        if (world.lines[line].internal() ? to_sites : to_customers)
            serve(line, std::min(stock.available() - kept, world.lines[line].waiting));
    }
}

/// Scarce goods are divided among classes; within a class the list's order holds.
void Replenishment::divide(Id<StockPoint> id, WaitingIndex& index, bool to_sites, bool to_customers) {
    World& world = run_.world;
    const StockPoint& point = run_.model.stock[id];
    std::vector<Quantity> waiting = index.by_share;
    for (std::size_t c = 0; c < waiting.size(); ++c)
        if (!(c + 1 == waiting.size() ? to_sites : to_customers)) waiting[c] = Quantity::zero();
    Quantity all;
    for (const Quantity& one : waiting) all += one;
    const Quantity free = world.stock[id].available();
    std::vector<Quantity> parts = waiting;
    if (all > free)
        parts = divided(free, waiting, point.prioritization->shares()->weights, run_.model.items[point.item].divisible,
                        index.credit);
    else
        std::fill(index.credit.begin(), index.credit.end(), 0.0);
    for (unsigned c = 0; c < parts.size(); ++c) {
        if (parts[c] == Quantity::zero()) continue;
        for (Id<Line> line = index.places.lower_bound(c)->line, next; parts[c] > Quantity::zero(); line = next) {
            next = world.lines[line].behind;
            const Quantity served = std::min(parts[c], world.lines[line].waiting);
            parts[c] -= served;
            serve(line, served);
        }
    }
}

void Replenishment::serve(Id<Line> id, Quantity quantity) {
    World& world = run_.world;
    Line& line = world.lines[id];
    if (!line.internal()) return run_.follow(LineAllocated{id, quantity, true});
    const Id<Purchase> purchase = line.purchase;
    const Id<StockPoint> stock = line.stock;
    if (run_.model.links[world.purchases[purchase].link].recipe) return run_.follow(PartsKitted{id, quantity});
    stop_waiting(run_.model, world, id, quantity);
    if (packing_.has_capacity(run_.model.stock[stock].store)) {
        world.stock[stock].allocated += quantity;
        return packing_.pick(id, quantity);
    }
    line.unshipped -= quantity;
    if (line.unshipped == Quantity::zero()) world.lines.erase(id);
    transport_.send(purchase, quantity, unshelve(world, stock, quantity));
}

void Replenishment::on(const StockFreed& e) { serve_waiting(e.stock); }

void Replenishment::on(const ItemLaunched& e) { serve_waiting(e.stock); }

// ------------------------------------------------------------------------------------- neighbours that help out

/// What a neighbour can spare now: neither what it keeps for itself nor what it keeps for its better customers.
Quantity Replenishment::spare(const Link& link) const {
    const Id<StockPoint> lender = link.upstream;
    const StockState& stock = run_.world.stock[lender];
    Quantity kept = run_.model.stock[link.buyer].lateral_keep;
    if (stock.rations) kept += kept_from(run_.model, lender, own_sites(run_.model));
    if (stock.available() <= kept) return Quantity::zero();
    if (!run_.model.strikes_on(lender).empty() && Pace(run_.model, run_.world, lender).stopped())
        return Quantity::zero();
    return stock.available() - kept;
}

Loan Replenishment::loan(Id<StockPoint> id, Quantity wanted) const {
    const StockPoint& point = run_.model.stock[id];
    Loan loan{.there = run_.world.now()};
    for (std::uint32_t i = 0; i < point.laterals && loan.quantity < wanted; ++i) {
        const Link& link = run_.model.links[Id<Link>(point.first_link.index() + point.links + i)];
        const Quantity lent = std::min(spare(link), wanted - loan.quantity);
        if (lent == Quantity::zero()) continue;
        loan.quantity += lent;
        loan.there = std::max(loan.there, run_.world.now() + expected_travel(link));
    }
    return loan;
}

void Replenishment::borrow(Id<StockPoint> id, Quantity wanted) {
    const StockPoint& point = run_.model.stock[id];
    for (std::uint32_t i = 0; i < point.laterals && wanted > Quantity::zero(); ++i) {
        const Id<Link> link(point.first_link.index() + point.links + i);
        const Quantity lent = std::min(spare(run_.model.links[link]), wanted);
        if (lent == Quantity::zero()) continue;
        wanted -= lent;
        place(id, link, lent);
    }
}

/// A neighbour that was asked sends at once: it saw that it can.
void Replenishment::lend(Id<Purchase> id) {
    World& world = run_.world;
    const Quantity quantity = world.purchases[id].quantity;
    const Id<StockPoint> lender = run_.model.links[world.purchases[id].link].upstream;
    transport_.send(id, quantity, unshelve(world, lender, quantity));
    position_changed(run_, lender);
}

// ------------------------------------------------------------------------------- bought for one customer's order

void Replenishment::on(const LinePassedOn& e) {
    const Line& line = run_.world.lines[e.line];
    if (run_.model.stock[line.stock].links > 0) buy(line.stock, line.waiting, e.line);
}

/// What was bought for a customer who still waits is theirs, whoever else waits.
void Replenishment::serve_passed(Id<Purchase> purchase, Quantity received) {
    World& world = run_.world;
    const auto found = world.passed.find(purchase.index());
    if (found == world.passed.end()) return;
    const Passed passed = found->second;
    if (world.purchases[purchase].unreceived == Quantity::zero()) world.passed.erase(found);
    if (!world.lines.contains(passed.line) || world.lines.generation(passed.line) != passed.generation) return;
    const Line& line = world.lines[passed.line];
    const Quantity served = std::min({received, line.waiting, world.stock[line.stock].available()});
    if (served > Quantity::zero()) run_.follow(LineAllocated{passed.line, served, true});
}

}  // namespace backstock

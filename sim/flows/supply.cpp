#include "sim/flows/supply.hpp"

#include "sim/flows/chains.hpp"
#include "sim/flows/dispatch.hpp"
#include "sim/flows/pace.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/reviewing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {

namespace {

double full_work(const Supplier& supplier, const Purchase& purchase) {
    return static_cast<double>(working_time(supplier, purchase.quantity).us());
}

}  // namespace

Id<Offer> Supply::offer_of(Id<Purchase> purchase) const {
    return run_.model.links[run_.world.purchases[purchase].link].offer;
}

bool Supply::stopped(Id<Offer> offer) const {
    return !run_.model.strikes_on(offer).empty() && Pace(run_.model, run_.world, offer).stopped();
}

bool Supply::refuses(Id<Purchase> purchase) const {
    const Id<Offer> offer = offer_of(purchase);
    const auto& strikes = run_.model.strikes_on(offer);
    const Pace pace(run_.model, run_.world, offer);
    return std::any_of(strikes.begin(), strikes.end(), [&](Id<Strike> id) {
        return pace.stops(id) && run_.model.disruptions[run_.model.strikes[id].disruption].refuses;
    });
}

void Supply::take(Id<Purchase> purchase) {
    const Id<Offer> offer = offer_of(purchase);
    const Id<Supplier> id = run_.model.offers[offer].supplier;
    const bool limited = !std::isinf(run_.model.suppliers[id].capacity);
    if (!limited && !stopped(offer)) return release(purchase);
    SupplierState& supplier = run_.world.suppliers[id];
    join_queue(supplier, purchase);
    if (limited) {
        Purchase& queued = run_.world.purchases[purchase];
        const Duration work = working_time(run_.model.suppliers[id], queued.quantity);
        queued.work = supplier.work += work;
        queued.work_left = static_cast<double>(work.us());
    }
    if (limited && !supplier.serving) serve_next(id);
}

void Supply::release(Id<Purchase> id) {
    const Quantity quantity = run_.world.purchases[id].unshipped;
    transport_.send(id, quantity, run_.model.offers[offer_of(id)].price_of(quantity));
}

/// What was ordered is not coming. Who asks again does so at the next review, or when the supplier is back.
void Supply::on(const PurchaseRefused& e) {
    World& world = run_.world;
    const Purchase& purchase = world.purchases[e.purchase];
    StockState& buyer = world.stock[purchase.buyer];
    buyer.on_order.add(-purchase.quantity.micro(), world.now());
    world.links[purchase.link].ordered -= purchase.quantity;
    unlink(world.purchases, buyer.first_purchase, buyer.last_purchase, e.purchase);
    world.passed.erase(e.purchase.index());
    world.purchases.erase(e.purchase);
    money_came_in(run_);
}

// ---------------------------------------------------------------------------------------------------- the queue

void Supply::join_queue(SupplierState& supplier, Id<Purchase> purchase) {
    (supplier.first ? run_.world.purchases[supplier.last].behind : supplier.first) = purchase;
    supplier.last = purchase;
}

void Supply::leave_queue(SupplierState& supplier, Id<Purchase> purchase) {
    Table<Purchase>& purchases = run_.world.purchases;
    Id<Purchase> ahead;
    for (Id<Purchase> p = supplier.first; p != purchase; p = purchases[p].behind) ahead = p;
    (ahead ? purchases[ahead].behind : supplier.first) = purchases[purchase].behind;
    if (supplier.last == purchase) supplier.last = ahead;
    purchases[purchase].behind = Id<Purchase>::none();
}

/// The capacity is a continuous server: each unit takes 1/capacity, more while it is struck.
void Supply::serve_next(Id<Supplier> id) {
    World& world = run_.world;
    SupplierState& supplier = world.suppliers[id];
    supplier.serving = supplier.first;
    while (supplier.serving && stopped(offer_of(supplier.serving)))
        supplier.serving = world.purchases[supplier.serving].behind;
    if (!supplier.serving) return;
    const Pace pace(run_.model, world, offer_of(supplier.serving));
    supplier.server = begun(world.purchases[supplier.serving].work_left, pace, world.now());
    if (supplier.server.finish != Time::never()) run_.schedule(supplier.server.finish, PurchaseReleased{id});
}

void Supply::on(const PurchaseReleased& e) {
    SupplierState& supplier = run_.world.suppliers[e.supplier];
    const Id<Purchase> released = supplier.serving;
    leave_queue(supplier, released);
    serve_next(e.supplier);
    release(released);
}

// -------------------------------------------------------------------------------------------------- disruptions

void Supply::settle(Id<Supplier> id) {
    SupplierState& supplier = run_.world.suppliers[id];
    if (!supplier.serving) return;
    backstock::settle(supplier.server, Pace(run_.model, run_.world, offer_of(supplier.serving)), run_.world.now());
    run_.world.purchases[supplier.serving].work_left = supplier.server.remaining;
}

/// Work under way that comes to a stop waits, or is lost where one of those that stop it says so.
void Supply::stop_serving(SupplierState& supplier) {
    const Id<Offer> offer = offer_of(supplier.serving);
    if (scraps(run_.model, run_.world, offer)) {
        Purchase& purchase = run_.world.purchases[supplier.serving];
        purchase.work_left = full_work(run_.model.suppliers[run_.model.offers[offer].supplier], purchase);
    }
    supplier.serving = Id<Purchase>::none();
}

void Supply::resume(Id<Supplier> id) {
    World& world = run_.world;
    SupplierState& supplier = world.suppliers[id];
    supplier.down.set(Pace(run_.model, world, id).stopped() ? 1 : 0, world.now());
    if (std::isinf(run_.model.suppliers[id].capacity)) {
        release_all(supplier);
    } else {
        if (supplier.serving && stopped(offer_of(supplier.serving))) stop_serving(supplier);
        if (!supplier.serving) {
            serve_next(id);
        } else if (retime(supplier.server, Pace(run_.model, world, offer_of(supplier.serving)), world.now()) &&
                   supplier.server.finish != Time::never()) {
            run_.schedule(supplier.server.finish, PurchaseReleased{id});
        }
    }
    ask_again(id);
}

void Supply::release_all(SupplierState& supplier) {
    for (Id<Purchase> p = supplier.first; p;) {
        const Id<Purchase> next = run_.world.purchases[p].behind;
        if (!stopped(offer_of(p))) {
            leave_queue(supplier, p);
            release(p);
        }
        p = next;
    }
}

/// Stock points whose purchases were refused look again once the supplier is back.
void Supply::ask_again(Id<Supplier> id) {
    if (std::none_of(run_.model.disruptions.begin(), run_.model.disruptions.end(),
                     [](const Disruption& d) { return d.refuses; }))
        return;
    for (std::size_t i = 0; i < run_.model.links.size(); ++i) {
        const Link& link = run_.model.links[run_.model.links.id_at(i)];
        if (link.offer && run_.model.offers[link.offer].supplier == id && !stopped(link.offer))
            position_changed(run_, link.buyer);
    }
}

}  // namespace backstock

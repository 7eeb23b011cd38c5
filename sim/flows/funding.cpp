// Purchase orders that wait for cash, where the scenario has them wait.
//
// Cash covers a purchase when what is left of it after all purchases that have been placed and are not yet received
// and paid is enough for its price and what placing it costs. Suppliers that grant credit are not waited for, since
// that is what credit is for; nor are own sites and plants. First come, first placed; a purchase that cash covers
// passes one that it does not, so that no large order keeps the house from earning. What waits counts as on order.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/stock_moves.hpp"

namespace backstock {

namespace {

/// What is still to be paid for a purchase when its goods come; nothing under credit or from own sites.
Money to_pay(const Model& model, const Purchase& purchase) {
    const Link& link = model.links[purchase.link];
    if (!link.offer) return Money::zero();
    const Offer& offer = model.offers[link.offer];
    if (model.suppliers[offer.supplier].credit > Duration::zero()) return Money::zero();
    return rounded(offer.price_of(purchase.unreceived), model.run.minor_digits);
}

}  // namespace

void Replenishment::place(Id<Purchase> id) {
    const bool waits = run_.model.run.purchases_wait_for_cash && lacks_cash(id);
    if (waits)
        run_.follow(PurchaseUnfunded{id});
    else
        run_.follow(PurchasePlaced{id});
}

/// Asked for few purchases, and only where they may have to wait: it adds up all that are under way.
bool Replenishment::lacks_cash(Id<Purchase> id) const {
    const Model& model = run_.model;
    const World& world = run_.world;
    const Purchase& purchase = world.purchases[id];
    const Money price = to_pay(model, purchase);
    if (price == Money::zero()) return false;
    Money left = world.ledger.cash();
    world.purchases.for_each([&](Id<Purchase> other, const Purchase& placed) {
        if (other != id && placed.placed != Time::never()) left -= to_pay(model, placed);
    });
    return left < price + ordering_cost(model, model.links[purchase.link]);
}

void Replenishment::on(const PurchaseUnfunded& e) {
    World& world = run_.world;
    Purchase& purchase = world.purchases[e.purchase];
    purchase.placed = Time::never();
    world.stock[purchase.buyer].on_order.add(purchase.quantity.micro(), world.now());
    world.unfunded.push_back(e.purchase);
}

void Replenishment::on(const FundsReviewed&) {
    World& world = run_.world;
    world.funds_review_due = false;
    std::vector<Id<Purchase>> waiting;
    waiting.swap(world.unfunded);
    for (const Id<Purchase> id : waiting) {
        if (lacks_cash(id)) {
            world.unfunded.push_back(id);
            continue;
        }
        Purchase& purchase = world.purchases[id];
        purchase.placed = world.now();
        world.stock[purchase.buyer].on_order.add(-purchase.quantity.micro(), world.now());
        run_.follow(PurchasePlaced{id});
    }
}

}  // namespace backstock

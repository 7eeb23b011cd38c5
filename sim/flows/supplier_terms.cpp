// What a supplier grants and lacks: its own finite stock, and credit.
#include "sim/flows/dispatch.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/supply.hpp"

#include <algorithm>

namespace backstock {

/// Purchases are shipped whole, first in, first out: none passes one that waits.
void Replenishment::wait_for_supply(Id<Purchase> id) {
    World& world = run_.world;
    Purchase& purchase = world.purchases[id];
    OfferState& offer = world.offers[run_.model.links[purchase.link].offer];
    if (!offer.first && purchase.unshipped <= offer.stock) {
        offer.stock -= purchase.unshipped;
        return supply_.take(id);
    }
    (offer.first ? world.purchases[offer.last].behind : offer.first) = id;
    offer.last = id;
}

void Replenishment::on(const SupplierRestocked& e) {
    World& world = run_.world;
    const FiniteSupply& supply = run_.model.offers[e.offer].supply;
    OfferState& offer = world.offers[e.offer];
    run_.schedule(world.now() + supply.every, SupplierRestocked{e.offer});
    // For a purchase that is larger than all it keeps, the supplier gathers what is asked for.
    const Quantity gathered = offer.first ? world.purchases[offer.first].unshipped : Quantity::zero();
    offer.stock = std::min(offer.stock + supply.lot, std::max({supply.most, offer.stock, gathered}));
    while (offer.first && world.purchases[offer.first].unshipped <= offer.stock) {
        const Id<Purchase> served = offer.first;
        Purchase& purchase = world.purchases[served];
        offer.stock -= purchase.unshipped;
        offer.first = purchase.behind;
        purchase.behind = Id<Purchase>::none();
        supply_.take(served);
    }
    if (!offer.first) offer.last = Id<Purchase>::none();
}

/// At once, or when the supplier's credit runs out.
void Replenishment::pay_supplier(Id<Supplier> supplier, Id<Store> store, Money due) {
    World& world = run_.world;
    const Duration credit = run_.model.suppliers[supplier].credit;
    if (credit == Duration::zero() || due == Money::zero()) {
        return world.ledger.post(store, Account::payable, Account::cash, due, world.now());
    }
    const Id<Payable> payable = world.payables.add({.amount = due, .store = store});
    run_.schedule(world.now() + credit, SupplierPaid{payable});
}

void Replenishment::on(const SupplierPaid& e) {
    World& world = run_.world;
    const Payable payable = world.payables[e.payable];
    world.ledger.post(payable.store, Account::payable, Account::cash, payable.amount, world.now());
    world.payables.erase(e.payable);
}

}  // namespace backstock

#pragma once
// What suppliers do with purchases: release them at once, or one after the other at the speed of their capacity, or
// not while they are struck.
#include "sim/facts.hpp"
#include "sim/world/purchase.hpp"

namespace backstock {

class Run;
class Transport;

class Supply {
public:
    Supply(Run& run, Transport& transport) : run_(run), transport_(transport) {}

    /// Whether its supplier can make nothing now and lets nothing queue.
    [[nodiscard]] bool refuses(Id<Purchase> purchase) const;
    /// A purchase that the supplier has taken: it leaves at once, or waits for capacity or the end of an outage.
    void take(Id<Purchase> purchase);

    void on(const PurchaseReleased&);
    void on(const PurchaseRefused&);

    /// Before and after the strikes on a supplier, or on one of its offers, change.
    void settle(Id<Supplier> supplier);
    void resume(Id<Supplier> supplier);

private:
    [[nodiscard]] Id<Offer> offer_of(Id<Purchase> purchase) const;
    [[nodiscard]] bool stopped(Id<Offer> offer) const;
    void join_queue(SupplierState& supplier, Id<Purchase> purchase);
    void leave_queue(SupplierState& supplier, Id<Purchase> purchase);
    void serve_next(Id<Supplier> supplier);
    void stop_serving(SupplierState& supplier);
    void release(Id<Purchase> purchase);
    void release_all(SupplierState& supplier);
    void ask_again(Id<Supplier> supplier);

    Run& run_;
    Transport& transport_;
};

}  // namespace backstock

#pragma once
// How stock comes: reviews place purchases, purchases travel to their source, goods travel back and serve whoever
// waits.
//
//   StockReviewed -> PurchasePlaced -> PurchaseArrived -> GoodsSent -> GoodsReceived -> LineAllocated …
//                                            `-> (supplier with capacity) PurchaseReleased -> GoodsSent
#include "sim/facts.hpp"
#include "sim/policy/sourcing.hpp"
#include "sim/world/purchase.hpp"

#include <vector>

namespace backstock {

class Run;
struct Link;
struct StockView;
struct StockState;

class Replenishment {
public:
    explicit Replenishment(Run& run) : run_(run) {}

    void on(const StockReviewed&);
    void on(const PurchasePlaced&);
    void on(const PurchaseArrived&);
    void on(const PurchaseReleased&);
    void on(const GoodsSent&);
    void on(const GoodsReceived&);
    void on(const SupplierRestocked&);
    void on(const SupplierPaid&);

private:
    void look_ahead(Id<StockPoint> stock, StockView& view);
    void divide(Id<StockPoint> stock, Quantity quantity, SourcingMemory& memory);
    void buy(Id<StockPoint> stock, Quantity quantity);
    [[nodiscard]] SourceView source_view(Id<Link> link) const;
    [[nodiscard]] Quantity acceptable(Quantity quantity, Id<StockPoint> buyer, const Link& link) const;
    void list_pipeline(const StockState& stock);
    void wait_for_supply(Id<Purchase> purchase);
    void leave_supplier(Id<Purchase> purchase);
    void pay_supplier(Id<Supplier> supplier, Id<Store> store, Money due);
    void queue_at(Id<Supplier> supplier, Id<Purchase> purchase);
    void start_release(Id<Supplier> supplier);
    void ask_own_site(Id<Purchase> purchase, const Link& link);
    void send(Id<Purchase> purchase, Quantity quantity, Money value);
    void book_receipt(const Shipment& shipment);
    void serve_waiting(Id<StockPoint> stock);

    Run& run_;
    std::vector<SourceView> sources_;
    std::vector<Expected> pipeline_;
    std::vector<Part> parts_;
};

}  // namespace backstock

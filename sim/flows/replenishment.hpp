#pragma once
// How stock comes: reviews place purchases, purchases travel to their source, goods travel back and serve whoever
// waits.
//
//   StockReviewed -> PurchasePlaced -> PurchaseArrived -> GoodsSent -> GoodsReceived -> LineAllocated …
//                                            `-> (supplier with capacity, supply.hpp) PurchaseReleased -> GoodsSent
//                                            GoodsSent -> (lane that can hold goods up, transport.hpp) LaneReached …
#include "sim/facts.hpp"
#include "sim/policy/sourcing.hpp"
#include "sim/world/purchase.hpp"

#include <vector>

namespace backstock {

class Run;
class Supply;
class Transport;
struct Link;
struct StockState;

class Replenishment {
public:
    Replenishment(Run& run, Supply& supply, Transport& transport) : run_(run), supply_(supply), transport_(transport) {}

    void on(const StockReviewed&);
    void on(const PurchasePlaced&);
    void on(const PurchaseArrived&);
    void on(const GoodsReceived&);
    void on(const SupplierRestocked&);
    void on(const SupplierPaid&);

    /// Serves what waits at the stock point from what is free there.
    void serve_waiting(Id<StockPoint> stock);

private:
    void buy(Id<StockPoint> stock, Quantity quantity);
    [[nodiscard]] SourceView source_view(Id<Link> link) const;
    [[nodiscard]] Quantity acceptable(Quantity quantity, Id<StockPoint> buyer, const Link& link) const;
    void list_pipeline(const StockState& stock);
    void wait_for_supply(Id<Purchase> purchase);
    void pay_supplier(Id<Supplier> supplier, Id<Store> store, Money due);
    void ask_own_site(Id<Purchase> purchase, const Link& link);
    void book_receipt(const Shipment& shipment);

    Run& run_;
    Supply& supply_;
    Transport& transport_;
    std::vector<SourceView> sources_;
    std::vector<Expected> pipeline_;
    std::vector<Part> parts_;
};

}  // namespace backstock

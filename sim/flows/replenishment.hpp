#pragma once
// How stock comes: reviews place purchases, purchases travel to their source, goods travel back and serve whoever
// waits.
//
//   StockReviewed -> PurchasePlaced -> PurchaseArrived -> GoodsSent -> GoodsReceived -> LineAllocated …
//              `-> (no cash for it, funding.cpp) PurchaseUnfunded … PurchasePlaced
//                                            |-> (supplier with capacity, supply.hpp) PurchaseReleased -> GoodsSent
//                                            `-> (made here, production.hpp) PartsKitted … -> GoodsSent
#include "sim/facts.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/world/purchase.hpp"

#include <vector>

namespace backstock {

class Production;
class Run;
class Supply;
class Transport;
struct Link;
struct Recipe;
struct StockView;
struct StockState;

class Replenishment {
public:
    Replenishment(Run& run, Supply& supply, Transport& transport, Production& production)
        : run_(run), supply_(supply), transport_(transport), production_(production) {}

    void on(const StockReviewed&);
    void on(const PurchaseUnfunded&);
    void on(const FundsReviewed&);
    void on(const PurchasePlaced&);
    void on(const PurchaseArrived&);
    void on(const GoodsReceived&);
    void on(const GoodsFreed&);
    void on(const SupplierRestocked&);
    void on(const SupplierPaid&);

    /// Serves what waits at the stock point from what is free there.
    void serve_waiting(Id<StockPoint> stock);

private:
    void look_ahead(Id<StockPoint> stock, StockView& view);
    void buy(Id<StockPoint> stock, Quantity quantity);
    void place(Id<Purchase> purchase);
    [[nodiscard]] bool lacks_cash(Id<Purchase> purchase) const;
    void wait_for_supply(Id<Purchase> purchase);
    void pay_supplier(Id<Supplier> supplier, Id<Store> store, Money due);
    void ask_own_site(Id<Purchase> purchase, Id<StockPoint> source, Quantity quantity);
    void make(Id<Purchase> purchase, const Recipe& recipe);
    void book_receipt(const Shipment& shipment);

    Run& run_;
    Supply& supply_;
    Transport& transport_;
    Production& production_;
    Division division_;
};

}  // namespace backstock

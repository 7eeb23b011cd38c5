#pragma once
// How stock comes: reviews place purchases, purchases travel to their source, goods travel back and serve whoever
// waits.
//
//   StockReviewed -> PurchasePlaced -> PurchaseArrived -> GoodsSent -> GoodsReceived -> LineAllocated …
//                                            |-> (supplier with capacity) PurchaseReleased -> GoodsSent
//                                            `-> (made here, production.hpp) PartsKitted … -> GoodsSent
#include "sim/facts.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/world/purchase.hpp"

#include <vector>

namespace backstock {

class Production;
class Run;
struct Link;
struct Recipe;
struct StockView;
struct StockState;

class Replenishment {
public:
    Replenishment(Run& run, Production& production) : run_(run), production_(production) {}

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
    void buy(Id<StockPoint> stock, Quantity quantity);
    void wait_for_supply(Id<Purchase> purchase);
    void leave_supplier(Id<Purchase> purchase);
    void pay_supplier(Id<Supplier> supplier, Id<Store> store, Money due);
    void queue_at(Id<Supplier> supplier, Id<Purchase> purchase);
    void start_release(Id<Supplier> supplier);
    void ask_own_site(Id<Purchase> purchase, Id<StockPoint> source, Quantity quantity);
    void make(Id<Purchase> purchase, const Recipe& recipe);
    void send(Id<Purchase> purchase, Quantity quantity, Money value);
    void book_receipt(const Shipment& shipment);
    void serve_waiting(Id<StockPoint> stock);

    Run& run_;
    Production& production_;
    Division division_;
};

}  // namespace backstock

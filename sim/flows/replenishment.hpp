#pragma once
// How stock comes: reviews place purchases, purchases travel to their source, goods travel back and serve whoever
// waits.
//
//   StockReviewed -> PurchasePlaced -> PurchaseArrived -> GoodsSent -> GoodsReceived -> LineAllocated …
//              `-> (no cash for it, funding.cpp) PurchaseUnfunded … PurchasePlaced
//                                            |-> (supplier with capacity, supply.hpp) PurchaseReleased -> GoodsSent
//                                            |-> (made here, production.hpp) PartsKitted … -> GoodsSent
//                                            `-> (lent by a neighbour) GoodsSent
//   LinePassedOn -> PurchasePlaced …
#include "sim/facts.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/world/purchase.hpp"

#include <vector>

namespace backstock {

class Packing;
class Production;
class Run;
class Supply;
class Transport;
struct Link;
struct Recipe;
struct StockView;
struct WaitingIndex;

/// What neighbours would lend, and when the last of it is expected.
struct Loan {
    Quantity quantity;
    Time there;
};

class Replenishment {
public:
    Replenishment(Run& run, Supply& supply, Transport& transport, Production& production, Packing& packing)
        : run_(run), supply_(supply), transport_(transport), production_(production), packing_(packing) {}

    void on(const StockReviewed&);
    void on(const PurchaseUnfunded&);
    void on(const FundsReviewed&);
    void on(const PurchasePlaced&);
    void on(const PurchaseArrived&);
    void on(const GoodsReceived&);
    void on(const SupplierRestocked&);
    void on(const SupplierPaid&);
    void on(const StockFreed&);
    void on(const ItemLaunched&);
    void on(const LinePassedOn&);

    /// Serves what waits at the stock point from what is free there.
    void serve_waiting(Id<StockPoint> stock);

    /// What the stock point's neighbours can spare now of so many units; and to have it sent, which takes no time to
    /// arrange.
    [[nodiscard]] Loan loan(Id<StockPoint> stock, Quantity wanted) const;
    void borrow(Id<StockPoint> stock, Quantity wanted);

private:
    void look_ahead(Id<StockPoint> stock, StockView& view);
    void buy(Id<StockPoint> stock, Quantity quantity, Id<Line> line = Id<Line>::none());
    void place(Id<StockPoint> buyer, Id<Link> link, Quantity quantity, Id<Line> line = Id<Line>::none());
    void place(Id<Purchase> purchase);
    [[nodiscard]] bool lacks_cash(Id<Purchase> purchase) const;
    void wait_for_supply(Id<Purchase> purchase);
    void pay_supplier(Id<Supplier> supplier, Id<Store> store, Money due);
    void ask_own_site(Id<Purchase> purchase, Id<StockPoint> source, Quantity quantity);
    void make(Id<Purchase> purchase, const Recipe& recipe);
    void book_receipt(const Shipment& shipment);

    // Who gets what is free (serving.cpp)
    void serve(Id<Line> line, Quantity quantity);
    void serve_list(Id<StockPoint> stock);
    void divide(Id<StockPoint> stock, WaitingIndex& index, bool to_sites, bool to_customers);
    [[nodiscard]] Quantity spare(const Link& link) const;
    void lend(Id<Purchase> purchase);
    void serve_passed(Id<Purchase> purchase, Quantity received);

    Run& run_;
    Supply& supply_;
    Transport& transport_;
    Production& production_;
    Packing& packing_;
    Division division_;
};

}  // namespace backstock

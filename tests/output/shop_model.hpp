#pragma once
// A small network that does a bit of everything, for the tests of what is written about runs.
#include "tests/sim/model_builder.hpp"

namespace backstock::testing {

// Two shops, one fed by a warehouse, both with random customers in two tiers; patience, lost sales, a supplier with a
// random lead time, a warm-up of 30 of 120 days.
inline Model busy_model() {
    ModelBuilder b;
    b.model.name = "busy";
    b.model.run.horizon = Time::at(120_d);
    b.model.run.warmup = Time::at(30_d);
    b.model.run.opening_cash = Money::of(1000);
    b.model.record.wait_over = {12_h, 2_d};
    b.model.tiers = {{"gold", {}}, {"standard", {}}};
    const Id<Item> dress = b.item("dress", 89);
    const Id<Item> hat = b.item("hat, wide", 19.95);
    const Id<Store> corner = b.store("corner");
    const Id<Store> shop = b.store("shop");
    const Id<Store> depot = b.store("depot");
    const Id<StockPoint> corner_hat = b.stock(corner, hat, 4);
    const Id<StockPoint> shop_dress = b.stock(shop, dress, 6);
    const Id<StockPoint> shop_hat = b.stock(shop, hat, 5);
    const Id<StockPoint> depot_dress = b.stock(depot, dress, 10);
    const Id<Supplier> atelier = b.supplier("atelier");
    const Id<Supplier> mill = b.supplier("mill");
    const Law* slow = b.policy<Law>("gamma", Given().set("mean", 6_d).set("sd", 4_d), Dimension::duration);
    b.buy(corner_hat, mill, 8, b.takes(3_d)).order_cost = Money::of(5);
    b.draw_from(shop_dress, depot_dress, b.takes(1_d)).cost_per_unit = Money::of(0.5);
    b.buy(shop_hat, mill, 8, b.takes(3_d)).order_cost = Money::of(5);
    b.buy(depot_dress, atelier, 40, slow).order_cost = Money::of(20);
    b.replenish(corner_hat, "base_stock", Given().set("S", Quantity::units(4)));
    b.replenish(shop_dress, "base_stock", Given().set("S", Quantity::units(6)));
    b.replenish(shop_hat, "r_Q", Given().set("r", Quantity::units(2)).set("Q", Quantity::units(6)));
    b.replenish(depot_dress, "s_S", Given().set("s", Quantity::units(8)).set("S", Quantity::units(20)));
    b.model.stock[corner_hat].backorder = b.policy<BackorderPolicy>("refuse");
    for (StockPoint& point : b.model.stock) point.holding.per_unit = 0.1;
    for (Item& item : b.model.items) item.backorder_cost = 0.25;
    const auto poisson = [&](double a_day) {
        return b.policy<ArrivalProcess>("poisson", Given().set("rate", Rate{a_day}));
    };
    const Law* two = b.policy<Law>("discrete", Given().list("values", {Quantity::units(1), Quantity::units(2)}),
                                   Dimension::quantity);
    Segment& locals = b.customers("locals", corner, poisson(1.1));
    locals.basket.always = {{hat, Quantity::units(1)}};
    Segment& regulars = b.customers("regulars", shop, poisson(1.3));
    regulars.basket.always = {{dress, Quantity::units(1)}, {hat, {}, two}};
    regulars.tier_mix = {0.3, 0.7};
    regulars.transit = b.takes(36_h);
    regulars.conduct.waiting_patience = b.policy<Law>("exponential", Given().set("mean", 6_d), Dimension::duration);
    b.model.stores[shop].fulfillment = b.policy<FulfillmentPolicy>(
        "as_available", Given().set("cost_per_shipment", Money::of(4)).set("cost_per_line", Money::of(0.3)));
    return b.build();
}

}  // namespace backstock::testing

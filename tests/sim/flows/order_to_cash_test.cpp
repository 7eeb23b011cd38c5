#include "sim/flows/order_to_cash.hpp"

#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/sim/model_builder.hpp"

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("what is left of a cancelled order never costs more than the whole did", "[flows]") {
    // Two pins at 0.015 come to 0.03; shipped one by one, each would round to 0.02. The free sample never comes:
    // patience with it ends while the second pin is being packed.
    ModelBuilder b;
    const Id<Item> pin = b.item("pin", 0.015);
    const Id<Item> sample = b.item("sample", 0);
    const Id<Store> shop = b.store("shop");
    const Id<StockPoint> pins = b.stock(shop, pin, 1);
    b.stock(shop, sample, 0);
    b.model.opening.push_back({pins, Quantity::units(1), Time::at(5_d)});
    b.model.stores[shop].fulfillment =
        b.policy<FulfillmentPolicy>("as_available", Given().choose("handling", "constant", Given().set("value", 4_h)));
    b.customers("regulars", shop, {{2_d, {{pin, 2}, {sample, 1}}}}).conduct.waiting_patience = b.takes(3_d + 2_h);
    const Outcome outcome = replicate_once(b.build(), 0);  // throws where the money does not agree
    CHECK(outcome.books.balance(Account::sales) == -Money::of(0.03));
    CHECK(outcome.books.balance(Account::cash) == Money::of(0.03));
    CHECK(outcome.network[index(Kpi::cancellation_rate)].num == 1);
}

TEST_CASE("a stock point without an inventory policy sells what it has and is never replenished") {
    Catalog catalog;
    add_builtin(catalog);
    const Scenario scenario = load_scenario_text(
        "backstock: 1\nrun: {horizon: 10 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {s: {sells: {w: {cost: 1}}}}\nstores: {shop: {stock: {w: {initial: 2}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 2 d, quantity: 1}}, buys: {w: 1}}}\n",
        "bare.yaml", catalog);
    const KpiRow row = replicate_once(scenario.model, 0).network;
    CHECK(row[index(Kpi::units_lost)].value() == 3);
    CHECK(row[index(Kpi::fill_rate)].value() == 0.4);
    CHECK(row[index(Kpi::revenue)].value() == 20);
}

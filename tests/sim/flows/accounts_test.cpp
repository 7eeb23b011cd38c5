// What waiting costs, whose word counts, and where it is booked.
#include "sim/flows/accounts.hpp"

#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/sim/model_builder.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

std::vector<double> shortage_by(const Outcome& outcome, Entity entity) {
    std::vector<double> costs;
    for (std::size_t i = 0; i < tables_by.size(); ++i)
        if (tables_by[i] == entity)
            for (const KpiRow& row : outcome.by[i]) costs.push_back(row[index(Kpi::cost_shortage)].value());
    return costs;
}

// Two shops with nothing on the shelf, ten days from their supplier. A waiting dress costs 1 a day, a hat nothing; but
// gold customers' waiting costs 3, and that of VIPs, gold or not, 5. Everybody comes at noon of a day and waits ten
// days: at the end of ten days.
Model shops(Accounting accounting) {
    ModelBuilder b;
    b.model.run.accounting = accounting;
    b.model.run.horizon = Time::at(30_d);
    b.model.tiers.insert(b.model.tiers.begin(), Tier{"gold", {.backorder_cost = 3}});
    const Id<Item> dress = b.item("dress", 89);
    const Id<Item> hat = b.item("hat", 30);
    b.model.items[dress].backorder_cost = 1;
    const Id<Supplier> atelier = b.supplier("atelier");
    const Id<Store> north = b.store("north");
    const Id<Store> south = b.store("south");
    for (const Id<Store> store : {north, south})
        for (const Id<Item> item : {dress, hat}) {
            const Id<StockPoint> point = b.stock(store, item, 0);
            b.buy(point, atelier, 10, b.takes(10_d));
            b.replenish(point, "base_stock", Given().set("S", Quantity::zero()));
        }
    b.customers("vips", north, {{2_d + 12_h, {{dress, 1}}}}).penalty.backorder_cost = 5;
    b.customers("locals", north, {{3_d + 12_h, {{dress, 2}, {hat, 1}}}}).tier_mix = {0, 1};
    b.customers("golden", south, {{4_d + 12_h, {{dress, 1}, {hat, 2}}}});
    return b.build();
}

}  // namespace

TEST_CASE("waiting costs what the segment, else the tier, else the item says, and its store bears it", "[accounts]") {
    for (const Accounting accounting : {Accounting::continuous, Accounting::period_end}) {
        const Outcome outcome = replicate_once(shops(accounting), 0);
        CHECK(outcome.network[index(Kpi::cost_shortage)].value() == 160);
        CHECK(shortage_by(outcome, Entity::segment) == std::vector<double>{50, 20, 90});
        CHECK(shortage_by(outcome, Entity::tier) == std::vector<double>{140, 20});
        CHECK(shortage_by(outcome, Entity::store) == std::vector<double>{70, 90});
        CHECK(shortage_by(outcome, Entity::item) == std::vector<double>{100, 60});
        CHECK(outcome.books.balance(Account::backorders) == Money::of(160));
    }
}

TEST_CASE("where nobody's waiting costs anything, nobody is told apart", "[accounts]") {
    Model model = shops(Accounting::continuous);
    CHECK(model.waiting_kinds() == 3 * 2 * 2);
    model.items[Id<Item>(0)].backorder_cost = 0;
    model.tiers[0].penalty.backorder_cost = 0;
    model.segments[Id<Segment>(0)].penalty.backorder_cost = 0;
    model.index_waiting();
    CHECK(model.waiting_kinds() == 0);
    const Outcome outcome = replicate_once(model, 0);
    CHECK(outcome.network[index(Kpi::cost_shortage)].value() == 0);
}

TEST_CASE("waiting costs the same, whether those who wait are told apart or not", "[flows]") {
    // Nobody is gold: with that tier there are two kinds of customers at the shop, without it one.
    for (const Accounting accounting : {Accounting::continuous, Accounting::period_end}) {
        std::vector<double> costs;
        for (const bool told_apart : {false, true}) {
            ModelBuilder b;
            b.model.run.accounting = accounting;
            b.model.run.horizon = Time::at(30_d);
            b.model.run.warmup = Time::at(4_d);
            if (told_apart) b.model.tiers.push_back({.name = "gold"});
            const Id<Item> dress = b.item("dress", 89);
            b.model.items[dress].backorder_cost = 1.5;
            const Id<Store> shop = b.store("shop");
            const Id<StockPoint> dresses = b.stock(shop, dress, 1);
            b.buy(dresses, b.supplier("atelier"), 10, b.takes(10_d));
            b.replenish(dresses, "base_stock", Given().set("S", Quantity::units(1)));
            b.customers("all", shop, {{1_d + 6_h, {{dress, 3}}}, {9_d + 18_h, {{dress, 2}}}});
            const Model model = b.build();
            CHECK(model.waiting_kinds() == (told_apart ? 2 : 0));
            const Outcome outcome = replicate_once(model, 0);
            costs.push_back(outcome.network[index(Kpi::cost_shortage)].value());
            CHECK(shortage_by(outcome, Entity::store) == std::vector{costs.back()});
            CHECK(shortage_by(outcome, Entity::segment) == std::vector{costs.back()});
        }
        // Two units from day 4 to 11.25, two from day 9.75 to 11.25 and one of these to 19.75; or at the ends of seven
        // days, two and eight.
        CHECK(costs[0] == Approx(1.5 * (2 * 7.25 + 2 * 1.5 + 8.5)));
        CHECK(costs[0] == Approx(1.5 * (2 * 7 + 2 * 2 + 8)));
        CHECK(costs[0] == costs[1]);
    }
}

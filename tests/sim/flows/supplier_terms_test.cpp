// Finite stock, prices by quantity, credit and retainers of suppliers, traced by hand.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

using namespace backstock;

namespace {

KpiRow row_of(const std::string& text) {
    Catalog catalog;
    add_builtin(catalog);
    return replicate_once(load_scenario_text(text, "terms.yaml", catalog).model, 0).network;
}

double value(const KpiRow& row, Kpi kpi) { return row[index(kpi)].value(); }

// One unit is asked for at the start of each day; three on hand; every sale is replenished at once, lead time 0.
std::string daily(const std::string& run, const std::string& suppliers, const std::string& sourcing) {
    return fmt::format(
        "backstock: 1\nrun: {{{}, replications: 1}}\nitems: {{w: {{price: 10}}}}\nsuppliers: {}\n"
        "stores: {{shop: {{backorder: refuse, stock: {{w: {{initial: 3, inventory: {{base_stock: {{S: 3}}}}, "
        "sourcing: {}}}}}}}}}\n"
        "customers: {{c: {{store: shop, arrivals: {{per_period: {{every: 1 d, quantity: 1}}}}, buys: {{w: 1}}}}}}\n",
        run, suppliers, sourcing);
}

}  // namespace

TEST_CASE("purchases that a supplier's finite stock does not cover wait for its next lot", "[flows]") {
    // Two units cover the purchases of days 0 and 1; those of days 2 and 3 wait, and day 4's lot of one serves day 2's
    // before that day's customer. The shop sells 3 + 2 + 1 units until day 5 and has none on days 6 and 7.
    const KpiRow row = row_of(daily(
        "horizon: 8 d", "{mill: {sells: {w: {cost: 4, stock: {initial: 2, lot: 1, every: 4 d}}}}}", "{single: mill}"));
    CHECK(value(row, Kpi::units_shipped) == 6);
    CHECK(value(row, Kpi::units_lost) == 2);
    CHECK(value(row, Kpi::cost_purchase) == 12);
}

TEST_CASE("a supplier's stock is never filled above its most", "[flows]") {
    // One unit at a time: of the lots of days 1 and 2 the second finds the shelf full again only if day 1's was not
    // bought; here every day's purchase takes what is there.
    const std::string most = "{mill: {sells: {w: {cost: 4, stock: {initial: 0, lot: 5, every: 4 d, most: 2}}}}}";
    // Days 0 to 3 wait; day 4's lot leaves 2 of 5: days 0 and 1 are served. Sold: 3 on days 0 to 2, 2 on days 4 and 5.
    const KpiRow row = row_of(daily("horizon: 8 d", most, "{single: mill}"));
    CHECK(value(row, Kpi::units_shipped) == 5);
    CHECK(value(row, Kpi::cost_purchase) == 8);
}

TEST_CASE("for a purchase larger than all it keeps a supplier gathers", "[flows]") {
    // Ten at once: 2 at first, 3 a day, never more than 4 kept: 5, 8, 11 on days 1 to 3 while ten are asked for.
    const KpiRow row = row_of(
        "backstock: 1\nrun: {horizon: 9 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {mill: {sells: {w: {cost: 4, stock: {initial: 2, lot: 3, every: 1 d, most: 4}}}}}\n"
        "stores: {shop: {backorder: allow, stock: {w: {initial: 0, inventory: {base_stock: {S: 0}}}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 20 d, quantity: 10}}, buys: {w: 1}}}\n");
    CHECK(value(row, Kpi::units_shipped) == 10);
    CHECK(value(row, Kpi::backorders) == Approx(10 * 3.0 / 9));
}

TEST_CASE("the cheapest source is cheapest for what is wanted", "[flows]") {
    for (const auto& [from, cost] : {std::pair(2, 3), std::pair(1, 2)}) {
        const KpiRow row =
            row_of(daily("horizon: 1 d",
                         fmt::format("{{mill: {{sells: {{w: {{cost: 3}}}}}}, shed: {{sells: {{w: {{cost: 4, breaks: "
                                     "[{{from: {}, cost: 2}}]}}}}}}}}",
                                     from),
                         "cheapest"));
        CHECK(value(row, Kpi::cost_purchase) == cost);
    }
}

TEST_CASE("an order delay counts in lead times as transit does", "[flows]") {
    std::vector<KpiRow> rows;
    for (const std::string lanes : {"{far -> shop: {transit: 2 d}}", "{far -> shop: {order_delay: 2 d}}"})
        rows.push_back(row_of(
            "backstock: 1\nrun: {horizon: 2000 d, replications: 1, accounting: period_end, period: 1 d}\n"
            "items: {w: {price: 0, holding: 5 /d, backorder_cost: 60 /d}}\nlanes: " +
            lanes +
            "\nsuppliers: {far: {sells: {w: {}}, lead_time: 2 d}, near: {sells: {w: {cost: 5}}, lead_time: 2 d}}\n"
            "stores: {shop: {backorder: allow, stock: {w: {initial: 17, inventory: {base_stock: {S: 17, review: "
            "{every: "
            "1 d, at: start}}}, sourcing: {dual_index: {regular: far, express: near, delta: 5}}}}}}\n"
            "customers: {d: {store: shop, arrivals: {per_period: {every: 1 d, quantity: {poisson: {mean: 2}}}}, buys: "
            "{w: 1}}}\n"));
    for (const Kpi kpi : {Kpi::on_hand, Kpi::backorders, Kpi::cost_purchase, Kpi::fill_rate})
        CHECK(value(rows[0], kpi) == value(rows[1], kpi));
    CHECK(value(rows[0], Kpi::cost_purchase) > 0);
}

TEST_CASE("no more is called than was reserved, in quantities that the source sells", "[flows]") {
    // The mill is down from day 2 on. Twelve a week are reserved at the shed, which sells from 5 on in fives.
    const KpiRow row = row_of(
        "backstock: 1\nrun: {horizon: 7 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {mill: {sells: {w: {}}}, shed: {sells: {w: {cost: 1, minimum: 5, multiple: 5}}}}\n"
        "stores: {shop: {backorder: allow, stock: {w: {initial: 40, inventory: {base_stock: {S: 40}}, sourcing: "
        "{reserved_capacity: {primary: mill, reserve: shed, volume: 12, every: 7 d, fee: 0}}}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 4}}, buys: {w: 1}}}\n"
        "disruptions: {o: {strikes: {supplier: mill}, capacity: 0 %, when: {scheduled: [{from: 2 d, for: 20 d}]}}}\n");
    CHECK(value(row, Kpi::cost_purchase) == 10);  // five on each of days 2 and 3; two that are left can't be called
}

TEST_CASE("prices by quantity", "[flows]") {
    Offer offer;
    offer.cost = Money::of(10);
    offer.breaks = {{Quantity::units(100), Money::of(9)}, {Quantity::units(500), Money::of(8)}};
    CHECK(offer.price_of(Quantity::units(99)) == Money::of(990));
    CHECK(offer.price_of(Quantity::units(100)) == Money::of(900));
    CHECK(offer.price_of(Quantity::units(500)) == Money::of(4000));
    offer.incremental = true;
    CHECK(offer.price_of(Quantity::units(100)) == Money::of(1000));
    CHECK(offer.price_of(Quantity::units(150)) == Money::of(1450));
    CHECK(offer.price_of(Quantity::units(600)) == Money::of(1000 + 400 * 9 + 100 * 8));
}

TEST_CASE("a purchase pays the price of its quantity", "[flows]") {
    const std::string text =
        "backstock: 1\nrun: {horizon: 2 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {mill: {sells: {w: {cost: 4, breaks: [{from: 20, cost: 3}]}}}}\n"
        "stores: {shop: {stock: {w: {initial: 5, inventory: {s_S: {s: 4, S: 30}}}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 1}}, buys: {w: 1}}}\n";
    CHECK(value(row_of(text), Kpi::cost_purchase) == 26 * 3);
}

TEST_CASE("a supplier's credit delays the payment of what was received", "[flows]") {
    const std::string mill = "{mill: {credit: 5 d, sells: {w: {cost: 4}}}}";
    // Bought on days 0 to 3, none of it paid; then on days 0 to 6, and days 0 and 1 paid on days 5 and 6.
    CHECK(value(row_of(daily("horizon: 4 d", mill, "{single: mill}")), Kpi::cash_end) == 4 * 10);
    CHECK(value(row_of(daily("horizon: 7 d", mill, "{single: mill}")), Kpi::cash_end) == 7 * 10 - 2 * 4);
    CHECK(value(row_of(daily("horizon: 7 d", mill, "{single: mill}")), Kpi::cost_purchase) == 7 * 4);
}

TEST_CASE("reserved capacity costs its fee, called or not", "[flows]") {
    const std::string two = "{mill: {sells: {w: {cost: 4}}}, atelier: {sells: {w: {cost: 6}}}}";
    const KpiRow row = row_of(daily("horizon: 10 d, warmup: 4 d", two,
                                    "{reserved_capacity: {primary: mill, reserve: atelier, volume: 50, every: 1 wk, "
                                    "fee: 0.7}}"));
    CHECK(value(row, Kpi::cost_ordering) == Approx(6 * 5.0).margin(1e-4));
    CHECK(value(row, Kpi::cost_purchase) == 6 * 4);
}

TEST_CASE("base and surge buys its base amount at every review", "[flows]") {
    // Two a day from the base, whatever is wanted: one is sold each day, so that stock grows by one a day.
    const std::string text =
        "backstock: 1\nrun: {horizon: 5 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {far: {sells: {w: {cost: 1}}}, near: {sells: {w: {cost: 2}}}}\n"
        "stores: {shop: {stock: {w: {initial: 3, inventory: {base_stock: {S: 3, review: {every: 1 d, at: end}}}, "
        "sourcing: {base_surge: {base: far, surge: near, amount: 2}}}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 1}}, buys: {w: 1}}}\n";
    const KpiRow row = row_of(text);
    CHECK(value(row, Kpi::cost_purchase) == 5 * 2);
    CHECK(value(row, Kpi::units_shipped) == 5);
    Catalog catalog;
    add_builtin(catalog);
    std::string continuous = text;
    continuous.replace(continuous.find(", review: {every: 1 d, at: end}"), 31, "");
    CHECK_THROWS_WITH(load_scenario_text(continuous, "terms.yaml", catalog),
                      Catch::Contains("expected a review interval"));
}

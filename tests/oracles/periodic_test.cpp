// The simulator against exact answers by periods, over many parameters.
#include "tests/catch.hpp"
#include "tests/oracles/formulas/lost_sales.hpp"
#include "tests/oracles/instances.hpp"
#include "tests/oracles/simulate.hpp"

#include <fmt/format.h>

namespace backstock::oracles {
namespace {

constexpr std::string_view by_period = "horizon: 4200 d, warmup: 200 d, accounting: period_end, period: 1 d";

std::string review(Review at, int every = 1) {
    return fmt::format("review: {{every: {} d, at: {}}}", every, at == Review::start ? "start" : "end");
}

std::string demand(const std::string& law) {
    return fmt::format("arrivals: {{per_period: {{every: 1 d, quantity: {}}}}}, buys: {{widget: 1}}", law);
}

std::string poisson(double mean) { return fmt::format("{{poisson: {{mean: {}}}}}", mean); }

void expect_period(const std::map<std::string, Estimate>& got, double on_hand, double backorders, double fill,
                   double cost) {
    expect(got, "on_hand", on_hand);
    expect(got, "backorders", backorders);
    expect(got, "fill_rate", fill);
    expect(got, "cost_per_period", cost);
}

TEST_CASE("newsvendor with normal and with Poisson demand", "[oracle]") {
    for (const NewsvendorRow& row : newsvendor_rows) {
        OneShop shop{.run = std::string(by_period),
                     .item = fmt::format("price: 0, divisible: true, holding: {} /d, backorder_cost: {} /d",
                                         row.holding, row.shortage),
                     .stock = fmt::format("initial: {0:.6f}, inventory: {{base_stock: {{S: {0:.6f}, {1}}}}}", row.level,
                                          review(Review::start)),
                     .customers = demand(fmt::format("{{normal: {{mean: {}, sd: {}}}}}", row.mean, row.sd))};
        expect(simulate(shop.text()), "cost_per_period", row.cost);
    }
    for (const NewsvendorPoissonRow& row : newsvendor_poisson_rows) {
        OneShop shop{.run = std::string(by_period),
                     .item = fmt::format("price: 0, holding: {} /d, lost_sale_cost: {}", row.holding, row.shortage),
                     .stock = fmt::format(
                         "initial: {0}, inventory: {{newsvendor: {{demand: {1}, overage: {2}, underage: {3}, {4}}}}}",
                         row.level, poisson(row.mean), row.holding, row.shortage, review(Review::start)),
                     .backorder = "refuse",
                     .customers = demand(poisson(row.mean))};
        expect(simulate(shop.text()), "cost_per_period", row.cost);
    }
}

TEST_CASE("base-stock by periods, reviewed at the start and at the end", "[oracle]") {
    for (const PeriodicRow& row : periodic_poisson_rows) {
        INFO("mean " << row.mean << ", lead " << row.lead << ", every " << row.every << ", S " << row.level);
        OneShop shop{.run = std::string(by_period),
                     .item = fmt::format("price: 0, holding: {} /d, backorder_cost: {} /d", row.holding, row.shortage),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = fmt::format("initial: {0}, inventory: {{base_stock: {{S: {0}, {1}}}}}", row.level,
                                          review(row.at, row.every)),
                     .customers = demand(poisson(row.mean))};
        const auto got = simulate(shop.text());
        expect(got, "on_hand", row.on_hand);
        expect(got, "backorders", row.backorders);
        expect(got, "cost_per_period", row.cost);
        // Goods that come within the period are too late to serve its demand at once, though they are there at its end.
        if (row.lead == static_cast<int>(row.lead)) expect(got, "fill_rate", row.fill_rate);
    }
    for (const PeriodicRow& row : periodic_normal_rows) {
        INFO("normal, mean " << row.mean << ", lead " << row.lead << ", every " << row.every << ", S " << row.level);
        OneShop shop{.run = std::string(by_period),
                     .item = fmt::format("price: 0, divisible: true, holding: {} /d, backorder_cost: {} /d",
                                         row.holding, row.shortage),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = fmt::format("initial: {0}, inventory: {{R_S: {{S: {0}, {1}}}}}", row.level,
                                          review(row.at, row.every)),
                     .customers = demand(fmt::format("{{normal: {{mean: {}, sd: {}}}}}", row.mean, row.sd))};
        expect_period(simulate(shop.text()), row.on_hand, row.backorders, row.fill_rate, row.cost);
    }
}

TEST_CASE("(s, S) by periods", "[oracle]") {
    for (const SSPeriodicRow& row : s_S_periodic_rows) {
        INFO("mean " << row.mean << ", lead " << row.lead << ", s " << row.s << ", S " << row.big_s);
        OneShop shop{.run = std::string(by_period),
                     .item = fmt::format("price: 0, holding: {} /d, backorder_cost: {} /d", row.holding, row.shortage),
                     .offer = fmt::format("cost: 0, order_cost: {}", row.order_cost),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = fmt::format("initial: {0}, inventory: {{R_s_S: {{s: {1}, S: {0}, {2}}}}}", row.big_s,
                                          row.s, review(row.at)),
                     .customers = demand(poisson(row.mean))};
        expect_period(simulate(shop.text()), row.on_hand, row.backorders, row.fill_rate, row.cost);
    }
}

TEST_CASE("lost sales by periods: base-stock and (s, S)", "[oracle]") {
    const auto shop_of = [](double mean, int lead, double holding, double lost, double order, int level,
                            const std::string& rule) {
        return OneShop{.run = std::string(by_period),
                       .item = fmt::format("price: 0, holding: {} /d, lost_sale_cost: {}", holding, lost),
                       .offer = fmt::format("cost: 0, order_cost: {}", order),
                       .supplier = fmt::format("lead_time: {} d", lead),
                       .stock = fmt::format("initial: {}, inventory: {}", level, rule),
                       .backorder = "refuse",
                       .customers = demand(poisson(mean))};
    };
    for (const LostSalesRow& row : lost_sales_rows) {
        INFO("lead " << row.lead << ", S " << row.level << ", p " << row.lost_sale);
        const auto got =
            simulate(shop_of(row.mean, row.lead, row.holding, row.lost_sale, 0, row.level,
                             fmt::format("{{base_stock: {{S: {}, {}}}}}", row.level, review(Review::start)))
                         .text());
        expect(got, "on_hand", row.on_hand);
        expect(got, "fill_rate", row.fill_rate);
        expect(got, "cost_per_period", row.cost);
    }
    for (const LostSalesSSRow& row : lost_sales_s_S_rows) {
        INFO("lead " << row.lead << ", s " << row.s << ", S " << row.big_s);
        const auto got =
            simulate(shop_of(row.mean, row.lead, row.holding, row.lost_sale, row.order_cost, row.big_s,
                             fmt::format("{{s_S: {{s: {}, S: {}, {}}}}}", row.s, row.big_s, review(Review::start)))
                         .text());
        expect(got, "on_hand", row.on_hand);
        expect(got, "fill_rate", row.fill_rate);
        expect(got, "cost_per_period", row.cost);
    }
}

std::string serial_text(const SerialRow& row) {
    std::string stores;
    std::string lanes;
    for (std::size_t i = 0; i < row.count; ++i) {
        const bool last = i + 1 == row.count;
        stores += fmt::format(
            "  s{}: {{backorder: allow, stock: {{widget: {{initial: {}, holding: {} /d, inventory: {{base_stock: {{S: "
            "{}, {}}}}}, sourcing: {{single: {}}}}}}}}}\n",
            i, row.stages[i].level, row.stages[i].holding, row.stages[i].level, review(row.at),
            last ? "source" : fmt::format("s{}", i + 1));
        lanes += fmt::format("  {} -> s{}: {{transit: {} d}}\n", last ? "source" : fmt::format("s{}", i + 1), i,
                             row.stages[i].lead);
    }
    return fmt::format(
        "backstock: 1\nrun: {{{}, replications: 40, seed: 7}}\n"
        "items: {{widget: {{price: 0, divisible: true, backorder_cost: {} /d}}}}\nsuppliers: {{source: {{sells: "
        "{{widget: {{cost: 0}}}}}}}}\n"
        "stores:\n{}lanes:\n{}customers: {{demand: {{store: s0, {}}}}}\n",
        by_period, row.shortage_price, stores, lanes,
        demand(fmt::format("{{normal: {{mean: {}, sd: {}}}}}", row.mean, row.sd)));
}

TEST_CASE("serial systems of two to four stages", "[oracle]") {
    for (const SerialRow& row : serial_rows) {
        INFO(row.count << " stages, mean " << row.mean);
        const auto got = simulate(serial_text(row));
        expect(got, "cost_holding", (row.on_site + row.in_transit) * 4000);
        expect(got, "cost_shortage", row.shortage * 4000);
        expect(got, "fill_rate", row.fill_rate);
    }
}

TEST_CASE("a warehouse and two shops, one for one", "[oracle]") {
    for (const TwoEchelonRow& row : two_echelon_rows) {
        std::string stores = fmt::format(
            "  dc: {{backorder: allow, stock: {{widget: {{initial: {0}, inventory: {{base_stock: {{S: {0}}}}}, "
            "sourcing: {{single: source}}}}}}}}\n",
            row.warehouse_level);
        std::string lanes = fmt::format("  source -> dc: {{transit: {} d}}\n", row.warehouse_lead);
        std::string customers;
        double on_hand = row.on_hand[0];
        double backorders = 0;
        for (std::size_t i = 0; i < 2; ++i) {
            stores += fmt::format(
                "  shop{0}: {{backorder: allow, stock: {{widget: {{initial: {1}, inventory: {{base_stock: {{S: "
                "{1}}}}}, sourcing: {{single: dc}}}}}}}}\n",
                i, row.shops[i].level);
            lanes += fmt::format("  dc -> shop{}: {{transit: {} d}}\n", i, row.shops[i].lead);
            customers += fmt::format(
                "  c{0}: {{store: shop{0}, arrivals: {{poisson: {{rate: {1} /d}}}}, buys: {{widget: 1}}}}\n", i,
                row.shops[i].rate);
            on_hand += row.on_hand[i + 1];
            backorders += row.backorders[i + 1];
        }
        const auto got = simulate(fmt::format(
            "backstock: 1\nrun: {{horizon: 4100 d, warmup: 100 d, replications: 40, seed: 7}}\nitems: {{widget: "
            "{{price: 0}}}}\n"
            "suppliers: {{source: {{sells: {{widget: {{cost: 0}}}}}}}}\nstores:\n{}lanes:\n{}customers:\n{}",
            stores, lanes, customers));
        expect(got, "on_hand", on_hand);
        expect(got, "backorders", backorders);
    }
}

}  // namespace
}  // namespace backstock::oracles

// The simulator against exact answers for customers who do not all wait, ask, come back, or send back.
#include "tests/oracles/formulas/customers.hpp"

#include "tests/catch.hpp"
#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/simulate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace backstock::oracles {
namespace {

constexpr double days = 2000;  // that are measured

OneShop one_for_one(double rate, int level, const std::string& lead_time, const std::string& customers) {
    return {
        .run = "horizon: 2100 d, warmup: 100 d",
        .supplier = "lead_time: " + lead_time,
        .stock = fmt::format("initial: {}, inventory: {{base_stock: {{S: {}}}}}", level, level),
        .customers = fmt::format("arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: 1}}, {}", rate, customers)};
}

std::string exponential(double mean) { return fmt::format("{{exponential: {{mean: {} d}}}}", mean); }

}  // namespace

TEST_CASE("some customers wait, the others leave: a split of the Poisson stream", "[oracle]") {
    struct Row {
        double rate, lead;
        int level;
        double share;
    };
    for (const Row& row : {Row{4, 2, 8, 0.55}, Row{1, 7, 5, 0.2}, Row{6, 1.5, 0, 0.7}, Row{3, 3, 9, 0}})
        for (const std::string& lead : {fmt::format("{} d", row.lead), exponential(row.lead)}) {
            INFO("rate " << row.rate << ", level " << row.level << ", " << row.share << " wait, lead time " << lead);
            const auto got = simulate(
                one_for_one(row.rate, row.level, lead, fmt::format("if_unavailable: {{wait: {}}}", row.share)).text());
            const CustomerState exact = some_wait(row.rate, row.lead, row.level, row.share);
            expect(got, "on_hand", exact.on_hand);
            expect(got, "backorders", exact.backorders);
            expect(got, "lost_sales_rate", exact.lost / row.rate);
            expect(got, "lost_sales_rate_would_not_wait", exact.lost / row.rate);
        }
}

TEST_CASE("customers renege, and what was bought for them comes all the same", "[oracle]") {
    struct Row {
        double rate, lead;
        int level;
        double patience;
    };
    for (const Row& row : {Row{2, 3, 4, 1.5}, Row{1, 4, 0, 3}, Row{0.5, 10, 6, 5}}) {
        INFO("rate " << row.rate << ", level " << row.level << ", patience " << row.patience);
        const auto got = simulate(one_for_one(row.rate, row.level, exponential(row.lead),
                                              "patience: {waiting: " + exponential(row.patience) + "}")
                                      .text());
        const CustomerState exact = all_renege(row.rate, row.lead, row.level, row.patience);
        expect(got, "on_hand", exact.on_hand);
        expect(got, "backorders", exact.backorders);
        expect(got, "cancellation_rate_patience", exact.cancelled / row.rate);
    }
}

TEST_CASE("questions come at their rate while an order waits", "[oracle]") {
    const double rate = 3, lead = 4;
    const int level = 11;
    const StockState exact = base_stock(rate, lead, level);
    OneShop shop = one_for_one(rate, level, "4 d", "contacts: {per_waiting_week: 2.1, if_informed: 0.7, cost: 5}");
    auto got = simulate(shop.text());
    expect(got, "contacts", exact.backorders * days * 2.1 / 7);
    expect(got, "cost_service", exact.backorders * days * 2.1 / 7 * 5);
    expect(got, "notifications", 0);
    // Everybody is told at once that the order waits.
    shop.backorder = "{allow: {notify: true}}";
    got = simulate(shop.text());
    const double backordered = rate * days * (1 - exact.ready_rate);
    expect(got, "contacts", exact.backorders * days * 0.7 / 7);
    expect(got, "notifications", backordered);
    expect(got, "communication_frequency", backordered / (exact.backorders * days / 7));
}

TEST_CASE("some take another item that is there", "[oracle]") {
    const auto got = simulate(
        "backstock: 1\n"
        "run: {horizon: 2100 d, warmup: 100 d, replications: 40, seed: 7}\n"
        "items: {plum: {price: 1}, rose: {price: 1, substitutes: {plum: 60 %}}}\n"
        "suppliers: {source: {sells: {plum: {cost: 0}, rose: {cost: 0}}, lead_time: {exponential: {mean: 2 d}}}}\n"
        "stores: {shop: {backorder: refuse, stock: {\n"
        "  rose: {initial: 4, inventory: {base_stock: {S: 4}}}, plum: {initial: 3, inventory: {base_stock: {S: "
        "3}}}}}}\n"
        "customers:\n"
        "  roses: {store: shop, arrivals: {poisson: {rate: 3 /d}}, buys: {rose: 1}, if_unavailable: {substitute: 50 "
        "%}}\n"
        "  plums: {store: shop, arrivals: {poisson: {rate: 1 /d}}, buys: {plum: 1}}\n");
    const SubstituteState exact = substituted(3, 4, 1, 3, 2, 0.5 * 0.6);
    expect(got, "lost_sales_rate", exact.lost / 4);
    expect(got, "units_substituted", exact.substituted * days);
    expect(got, "fill_rate", 1 - exact.lost / 4);
}

TEST_CASE("those who left an address are told, and some come back", "[oracle]") {
    for (const double converts : {0.06, 0.5, 1.0}) {
        OneShop shop{.run = "horizon: 2100 d, warmup: 100 d",
                     .stock = "initial: 5, inventory: {base_stock: {S: 5, review: {every: 1 d, at: start}}}",
                     .backorder = "refuse",
                     .customers = fmt::format("arrivals: {{poisson: {{rate: 5 /d}}}}, buys: {{widget: 1}}, "
                                              "if_unavailable: {{alert: {{share: 100 %, converts: {}}}}}",
                                              converts)};
        const auto got = simulate(shop.text());
        const AlertState exact = alerted(5, 5, converts);
        expect(got, "alerts", exact.alerts * days);
        expect(got, "alerts_converted", exact.converted * days);
        expect(got, "lost_sales_rate_alert", exact.lost / 5);
    }
}

TEST_CASE("goods come back, unit by unit, and are paid back", "[oracle]") {
    // A shelf that never empties. What was delivered in the last three days of the warm-up comes back, too.
    OneShop shop{.run = "horizon: 1100 d, warmup: 100 d",
                 .item = "price: 10",
                 .offer = "cost: 4",
                 .stock = "initial: 500, inventory: {base_stock: {S: 500}}",
                 .customers =
                     "arrivals: {poisson: {rate: 10 /d}}, buys: {widget: {geometric: {mean: 3}}}, "
                     "returns: {share: 12 %, after: 3 d, restock: 75 %, refund: 90 %}"};
    const auto got = simulate(shop.text());
    const double back = 10 * 3 * 1000 * 0.12;
    expect(got, "returns", back);
    expect(got, "refunds", back * 9);
    expect(got, "cost_losses", back * 0.25 * 4);
    expect(got, "profit", 10 * 3 * 1000 * 6.0 - back * 9 + back * 4 - back * 0.25 * 4);
}

TEST_CASE("a population shrinks with every disappointment", "[oracle]") {
    // Nobody is ever served: a member's visits end with the first that disappoints for good.
    const double share = 0.1, members = 400, interval = 20, time = 300;
    const double orders = members / share * (1 - std::exp(-share * time / interval));
    OneShop shop{.run = "horizon: 300 d",
                 .stock = "initial: 0",
                 .backorder = "refuse",
                 .customers =
                     "arrivals: {population: {size: 400, every: {exponential: {mean: 20 d}}}}, "
                     "buys: {widget: 1}, loyalty: {lost_after_stockout: 10 %}"};
    auto got = simulate(shop.text());
    expect(got, "orders", orders);
    expect(got, "customers_lost", orders * share);
    // An open stream from a market of as many customers.
    shop.customers =
        "arrivals: {poisson: {rate: 20 /d}}, buys: {widget: 1}, loyalty: {lost_after_stockout: 10 %, market: 400}";
    got = simulate(shop.text());
    expect(got, "orders", orders);
    expect(got, "customers_lost", orders * share);
    // Without limit others come in the place of those who are lost.
    shop.customers = "arrivals: {poisson: {rate: 20 /d}}, buys: {widget: 1}, loyalty: {lost_after_stockout: 10 %}";
    got = simulate(shop.text());
    expect(got, "orders", 20 * time);
    expect(got, "customers_lost", 20 * time * share);
}

}  // namespace backstock::oracles

// The simulator against exact answers in continuous time, over many parameters.
#include "tests/catch.hpp"
#include "tests/oracles/formulas/reorder.hpp"
#include "tests/oracles/instances.hpp"
#include "tests/oracles/simulate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <random>

namespace backstock::oracles {
namespace {

std::string poisson(double rate, const std::string& basket = "1") {
    return fmt::format("arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: {}}}", rate, basket);
}

std::string base_stock_at(int level, const std::string& review = "") {
    return fmt::format("initial: {}, inventory: {{base_stock: {{S: {}{}}}}}", level, level, review);
}

/// Enough days for about 20,000 customers a replication, with a warm-up of some lead times.
std::string days(double rate, double lead) {
    const double warmup = std::ceil(10 * lead + 10);
    return fmt::format("horizon: {} d, warmup: {} d", warmup + std::ceil(20'000 / rate), warmup);
}

void expect_stock(const std::map<std::string, Estimate>& got, double on_hand, double backorders, double ready) {
    expect(got, "on_hand", on_hand);
    expect(got, "backorders", backorders);
    expect(got, "ready_rate", ready);
}

TEST_CASE("base-stock with Poisson customers is exact for any level and lead time", "[oracle]") {
    for (const BaseStockRow& row : base_stock_rows) {
        INFO("rate " << row.rate << ", lead " << row.lead << ", S " << row.level);
        OneShop shop{.run = days(row.rate, row.lead),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = base_stock_at(row.level),
                     .customers = poisson(row.rate),
                     .record = fmt::format("wait_over: [{} h]", row.wait * 24)};
        const auto got = simulate(shop.text());
        expect_stock(got, row.on_hand, row.backorders, row.ready_rate);
        const double hours = row.wait * 24;
        expect(
            got,
            std::fmod(hours, 24) == 0 ? fmt::format("wait_over_{}d", hours / 24) : fmt::format("wait_over_{}h", hours),
            row.wait_over);
    }
}

TEST_CASE("base-stock with baskets fills lines in part", "[oracle]") {
    for (const BasketRow& row : basket_rows) {
        INFO("rate " << row.rate << ", basket " << row.basket << ", S " << row.level);
        OneShop shop{.run = days(row.rate, row.lead),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = base_stock_at(row.level),
                     .customers = poisson(row.rate, std::to_string(row.basket))};
        const auto got = simulate(shop.text());
        expect_stock(got, row.on_hand, row.backorders, row.ready_rate);
        expect(got, "fill_rate", row.fill_rate);
        expect(got, "order_fill_rate", row.order_fill_rate);
    }
}

TEST_CASE("base-stock with geometric baskets", "[oracle]") {
    for (const StutteringRow& row : stuttering_rows) {
        OneShop shop{.run = days(row.rate, row.lead),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = base_stock_at(row.level),
                     .customers = poisson(row.rate, fmt::format("{{geometric: {{mean: {}}}}}", row.basket_mean))};
        const auto got = simulate(shop.text());
        expect_stock(got, row.on_hand, row.backorders, row.ready_rate);
        expect(got, "fill_rate", row.fill_rate);
        expect(got, "order_fill_rate", row.order_fill_rate);
    }
}

TEST_CASE("base-stock under renewal demand", "[oracle]") {
    for (const RenewalRow& row : renewal_rows) {
        OneShop shop{.run = days(1 / row.mean_interval, row.lead),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = base_stock_at(row.level),
                     .customers = fmt::format(
                         "arrivals: {{renewal: {{every: {{gamma: {{mean: {} d, sd: {} d}}}}}}}}, buys: {{widget: 1}}",
                         row.mean_interval, row.mean_interval / std::sqrt(row.stages))};
        const auto got = simulate(shop.text());
        expect_stock(got, row.on_hand, row.backorders, row.ready_rate);
        expect(got, "fill_rate", row.fill_rate);
    }
}

TEST_CASE("base-stock reviewed now and then, accounted continuously", "[oracle]") {
    for (const ReviewedRow& row : reviewed_rows) {
        OneShop shop{.run = days(row.rate, row.lead + row.every),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = base_stock_at(row.level, fmt::format(", review: {{every: {} d, at: start}}", row.every)),
                     .customers = poisson(row.rate)};
        expect_stock(simulate(shop.text()), row.on_hand, row.backorders, row.ready_rate);
    }
}

TEST_CASE("a supplier with capacity is a queue with constant service", "[oracle]") {
    for (const CapacityRow& row : capacity_rows) {
        OneShop shop{.run = days(row.rate, row.lead + 20),
                     .supplier = fmt::format("lead_time: {} d, capacity: {} /d", row.lead, row.capacity),
                     .stock = base_stock_at(row.level),
                     .customers = poisson(row.rate)};
        expect_stock(simulate(shop.text()), row.on_hand, row.backorders, row.ready_rate);
    }
}

TEST_CASE("(r, Q) with Poisson customers", "[oracle]") {
    for (const RQRow& row : r_q_rows) {
        INFO("rate " << row.rate << ", r " << row.r << ", Q " << row.quantity);
        OneShop shop{.run = days(row.rate, row.lead),
                     .item = fmt::format("price: 0, holding: {} /d, backorder_cost: {} /d", row.holding, row.shortage),
                     .offer = fmt::format("cost: 0, order_cost: {}", row.order_cost),
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = fmt::format("initial: {}, inventory: {{r_Q: {{r: {}, Q: {}}}}}",
                                          std::max(0, row.r + row.quantity), row.r, row.quantity),
                     .customers = poisson(row.rate)};
        const auto got = simulate(shop.text());
        expect_stock(got, row.on_hand, row.backorders, row.fill_rate);
        expect(got, "fill_rate", row.fill_rate);
        expect(got, "cost_per_period", row.cost);
    }
}

TEST_CASE("(r, Q) over random parameters", "[oracle]") {
    std::mt19937_64 chance(2026);
    for (int i = 0; i < 12; ++i) {
        const double rate = 1.0 + static_cast<double>(chance() % 150) / 10;
        const double lead = 0.25 * static_cast<double>(1 + chance() % 20);
        const int r = static_cast<int>(rate * lead) + static_cast<int>(chance() % 12) - 4;
        const int quantity = 1 + static_cast<int>(chance() % 40);
        INFO("rate " << rate << ", lead " << lead << ", r " << r << ", Q " << quantity);
        OneShop shop{.run = days(rate, lead),
                     .supplier = fmt::format("lead_time: {} d", lead),
                     .stock = fmt::format("initial: {}, inventory: {{r_Q: {{r: {}, Q: {}}}}}",
                                          std::max(0, r + quantity), r, quantity),
                     .customers = poisson(rate)};
        const StockState exact = r_q(rate, lead, r, quantity);
        const auto got = simulate(shop.text());
        expect_stock(got, exact.on_hand, exact.backorders, exact.ready_rate);
    }
}

TEST_CASE("(r, Q) with lost sales", "[oracle]") {
    for (const RQLostRow& row : r_q_lost_rows) {
        OneShop shop{.run = days(row.rate, row.lead),
                     .offer = "cost: 0, order_cost: 1",
                     .supplier = fmt::format("lead_time: {} d", row.lead),
                     .stock = fmt::format("initial: {}, inventory: {{r_Q: {{r: {}, Q: {}}}}}", row.r + row.quantity,
                                          row.r, row.quantity),
                     .backorder = "refuse",
                     .customers = poisson(row.rate)};
        const auto got = simulate(shop.text());
        expect(got, "on_hand", row.on_hand);
        expect(got, "lost_sales_rate", row.lost_share);
        expect(got, "cost_per_period", row.order_rate);
    }
}

TEST_CASE("(s, S) with continuous review and baskets", "[oracle]") {
    for (const SSContinuousRow& row : s_S_rows) {
        OneShop shop{
            .run = days(row.rate, row.lead),
            .offer = "cost: 0, order_cost: 1",
            .supplier = fmt::format("lead_time: {} d", row.lead),
            .stock = fmt::format("initial: {}, inventory: {{s_S: {{s: {}, S: {}}}}}", row.big_s, row.s, row.big_s),
            .customers = poisson(row.rate, std::to_string(row.basket))};
        const auto got = simulate(shop.text());
        expect(got, "on_hand", row.on_hand);
        expect(got, "fill_rate", row.fill_rate);
        expect(got, "cost_per_period", row.order_rate);
    }
}

TEST_CASE("one-for-one with lost sales loses Erlang's share under any lead-time law", "[oracle]") {
    for (const ErlangRow& row : erlang_rows) {
        for (const std::string& law :
             {fmt::format("{} d", row.lead), fmt::format("{{exponential: {{mean: {} d}}}}", row.lead),
              fmt::format("{{lognormal: {{mean: {} d, sd: {} d}}}}", row.lead, row.lead / 2)}) {
            INFO("rate " << row.rate << ", S " << row.level << ", lead time " << law);
            OneShop shop{.run = days(row.rate, row.lead),
                         .supplier = "lead_time: " + law,
                         .stock = base_stock_at(row.level),
                         .backorder = "refuse",
                         .customers = poisson(row.rate)};
            const auto got = simulate(shop.text());
            expect(got, "lost_sales_rate", row.lost_share);
            expect(got, "on_hand", row.on_hand);
        }
    }
}

}  // namespace
}  // namespace backstock::oracles

// Whole models, as a user writes them, against the same models written by hand. Everything that a plain run records is
// recorded: order rows, ledger, KPIs, timelines.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tools/bench/baselines.hpp"
#include "tools/bench/targets.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace backstock {

const std::vector<RatioTarget>& model_targets() {
    static const std::vector<RatioTarget> targets = {
        {"shop_scenario", "shop_by_hand", 14.0},
        {"periodic_scenario", "periodic_by_hand", 5.0},
        {"order_life", "shop_by_hand", 104.0},  // 400 ns where the hand-written loop takes 3.84 ns a customer
    };
    return targets;
}

namespace {

constexpr double shop_days = 100'000;
constexpr std::uint64_t periodic_days = 100'000;

Scenario scenario(const std::string& text) {
    Catalog catalog;
    add_builtin(catalog);
    return load_scenario_text(text, "bench.yaml", catalog);
}

// One shop, (s, S) = (60, 160), lead time 4 d.
std::string shop(double days, const std::string& arrivals, const std::string& inventory) {
    return fmt::format(R"(backstock: 1
run: {{horizon: {} d, replications: 1, seed: 1}}
items: {{dress: {{price: 10, holding: 1 /d, backorder_cost: 10 /d}}}}
suppliers: {{source: {{lead_time: 4 d, sells: {{dress: {{cost: 5, order_cost: 50}}}}}}}}
stores: {{shop: {{backorder: allow, stock: {{each: {{initial: 160, inventory: {}}}}}}}}}
customers: {{all: {{store: shop, arrivals: {}, buys: {{dress: 1}}}}}}
)",
                       days, inventory, arrivals);
}

// Every order waits for goods with a promise and a patience, is packed, shipped, paid and delivered.
constexpr const char* waiting_shop = R"(backstock: 1
run: {horizon: 100000 d, replications: 1, seed: 1}
items: {dress: {price: 10, holding: 1 /d, backorder_cost: 10 /d}}
suppliers: {source: {lead_time: 4 d, sells: {dress: {cost: 5, order_cost: 50}}}}
stores:
  shop:
    backorder: allow
    promise: {quantile: 0.9}
    payment: on_shipment
    fulfillment: {as_available: {handling: 4 h, cost_per_shipment: 1, cost_per_line: 0.2}}
    stock: {dress: {initial: 0, inventory: {s_S: {s: -60, S: 0}}}}
customers:
  all:
    store: shop
    arrivals: {poisson: {rate: 10 /d}}
    buys: {dress: 1}
    transit: 2 d
    patience: {waiting: {exponential: {mean: 100 d}}}
)";

void play(benchmark::State& state, const Scenario& scenario) {
    std::uint64_t orders = 0;
    for (auto _ : state) {
        const Outcome outcome = replicate_once(scenario.model, 0);
        orders += outcome.orders;
        benchmark::DoNotOptimize(outcome.network);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(orders));
}

void shop_by_hand(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(baseline::inventory_by_hand(shop_days));
    }
}
BENCHMARK(shop_by_hand)->Unit(benchmark::kMillisecond);

void shop_scenario(benchmark::State& state) {
    static const Scenario model = scenario(shop(shop_days, "{poisson: {rate: 10 /d}}", "{s_S: {s: 60, S: 160}}"));
    play(state, model);
}
BENCHMARK(shop_scenario)->Unit(benchmark::kMillisecond);

void periodic_by_hand(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(baseline::periodic_inventory_by_hand(periodic_days));
    }
}
BENCHMARK(periodic_by_hand)->Unit(benchmark::kMillisecond);

void periodic_scenario(benchmark::State& state) {
    static const Scenario model =
        scenario(shop(static_cast<double>(periodic_days), "{per_period: {every: 1 d, quantity: {poisson: {mean: 10}}}}",
                      "{s_S: {s: 60, S: 160, review: {every: 1 d, at: end}}}"));
    play(state, model);
}
BENCHMARK(periodic_scenario)->Unit(benchmark::kMillisecond);

void order_life(benchmark::State& state) {
    static const Scenario model = scenario(waiting_shop);
    play(state, model);
}
BENCHMARK(order_life)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace backstock

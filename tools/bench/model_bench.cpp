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

const std::vector<Target>& model_targets() {
    static const std::vector<Target> targets = {
        {"shop_scenario", "shop_by_hand", 14.0},
        {"periodic_scenario", "periodic_by_hand", 5.0},
        {"many_stock_points/100000/iterations:1", "many_stock_points/1000/iterations:1", 3.0},
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

// One shop, (s, S) = (60, 160), lead time 4 d, for each of so many items, every item with customers of its own.
std::string shop(double days, const std::string& arrivals, const std::string& inventory, int items = 1) {
    std::string text = fmt::format("backstock: 1\nrun: {{horizon: {} d, replications: 1, seed: 1}}\nitems:\n", days);
    for (int i = 0; i < items; ++i) {
        text += fmt::format("  i{}: {{price: 10, holding: 1 /d, backorder_cost: 10 /d}}\n", i);
    }
    text += "suppliers: {source: {lead_time: 4 d, sells: {";
    for (int i = 0; i < items; ++i) {
        text += fmt::format("i{}: {{cost: 5, order_cost: 50}},", i);
    }
    text += fmt::format(
        "}}}}}}\nstores: {{shop: {{backorder: allow, stock: {{each: {{initial: 160, inventory: {}}}}}}}}}\n",
        inventory);
    text += "customers:\n";
    for (int i = 0; i < items; ++i) {
        text += fmt::format("  c{}: {{store: shop, arrivals: {}, buys: {{i{}: 1}}}}\n", i, arrivals, i);
    }
    return text;
}

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

// The same number of orders over more and more stock points: what grows is only the memory that is touched.
void many_stock_points(benchmark::State& state) {
    const auto items = static_cast<int>(state.range(0));
    const Scenario model = scenario(
        shop(1e6 / 10 / static_cast<double>(items), "{poisson: {rate: 10 /d}}", "{s_S: {s: 60, S: 160}}", items));
    play(state, model);
}
BENCHMARK(many_stock_points)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace backstock

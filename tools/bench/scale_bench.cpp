// What size costs: time per order as the stock points become many, and bytes a stock point and an open order take.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tools/bench/targets.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <malloc.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace backstock {

const std::vector<RatioTarget>& scale_targets() {
    static const std::vector<RatioTarget> targets = {
        {"many_stock_points/1000000/iterations:1", "many_stock_points/1000/iterations:1", 3.0},
    };
    return targets;
}

const std::vector<Limit>& scale_limits() {
    static const std::vector<Limit> limits = {
        {"many_stock_points/1000000/iterations:1", "bytes_a_point", 400},
        {"waiting_orders/iterations:1", "bytes_an_order", 200},
    };
    return limits;
}

namespace {

class ScratchFolder {
public:
    ScratchFolder() : path_((std::filesystem::temp_directory_path() / "backstock-bench-XXXXXX").string()) {
        if (mkdtemp(path_.data()) == nullptr) throw std::filesystem::filesystem_error("mkdtemp", path_, {});
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    std::string operator/(const char* name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

std::int64_t heap_in_use() {
    const struct mallinfo2 heap = mallinfo2();
    return static_cast<std::int64_t>(heap.uordblks + heap.hblkhd);
}

// Notes the heap in use at the end of a period, or at the end of the run when that is sooner.
class HeapWatch : public Extra {
public:
    HeapWatch(FactObservers& observers, Time at, std::int64_t& bytes) : at_(at), bytes_(bytes) { observers.add(*this); }
    void saw(const PeriodEnded&, Time now) {
        if (now == at_) bytes_ = heap_in_use();
    }
    void done() override {
        if (bytes_ == 0) bytes_ = heap_in_use();
    }

private:
    Time at_;
    std::int64_t& bytes_;
};

// Plays the model once; answers how much more heap was in use at `at` than before.
std::int64_t bytes_of_run(const Model& model, Time at, std::uint64_t& orders) {
    const std::int64_t before = heap_in_use();
    std::int64_t bytes = 0;
    const Outcome outcome =
        replicate_once(model, 0, [&](const Model&, const World&, FactObservers& observers, std::int64_t) {
            return std::make_unique<HeapWatch>(observers, at, bytes);
        });
    orders += outcome.orders;
    return bytes - before;
}

Scenario loaded(const std::string& file) {
    Catalog catalog;
    add_builtin(catalog);
    return load_scenario(file, catalog);
}

// So many items, in shops of at most 100,000 each; every customer buys one of any item. Ten million orders, ten a year
// at each stock point: the fewer they are, the more years.
Scenario many(std::int64_t points) {
    const std::int64_t items = std::min<std::int64_t>(points, 100'000);
    const std::int64_t shops = points / items;
    const ScratchFolder folder;
    std::ofstream item_table(folder / "items.csv"), sells(folder / "sells.csv"), weights(folder / "weights.csv");
    item_table << "name,price,holding,backorder_cost\n";
    sells << "item,cost,order_cost\n";
    weights << "item,weight\n";
    for (std::int64_t i = 0; i < items; ++i) {
        item_table << 'i' << i << ",10,1 /d,10 /d\n";
        sells << 'i' << i << ",5,50\n";
        weights << 'i' << i << ",1\n";
    }
    std::ofstream shop(folder / "many.yaml");
    shop << fmt::format("backstock: 1\nrun: {{horizon: {} d, period: 30 d, replications: 1, seed: 1}}\n",
                        360 * 1'000'000 / points)
         << "items: {table: items.csv}\nsuppliers: {source: {lead_time: 4 d, sells: {table: sells.csv}}}\nstores:\n";
    for (std::int64_t i = 0; i < shops; ++i)
        shop << "  s" << i << ": {backorder: allow, stock: {each: {initial: 16, inventory: {s_S: {s: 6, S: 16}}}}}\n";
    shop << "customers:\n";
    for (std::int64_t i = 0; i < shops; ++i)
        shop << fmt::format("  c{0}: {{store: s{0}, arrivals: {{poisson: {{rate: {1} /d}}}}, ", i,
                            10.0 / 360 * static_cast<double>(items))
             << "buys: {lines: 1, from: {table: weights.csv}}}\n";
    for (std::ofstream* file : {&item_table, &sells, &weights, &shop}) file->close();
    return loaded(folder / "many.yaml");
}

// The same number of orders over more and more stock points: what grows is only the memory that is touched.
void many_stock_points(benchmark::State& state) {
    const std::int64_t points = state.range(0);
    const Scenario scenario = many(points);
    std::uint64_t orders = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) bytes = bytes_of_run(scenario.model, Time::never(), orders);
    state.SetItemsProcessed(static_cast<std::int64_t>(orders));
    state.counters["bytes_a_point"] = static_cast<double>(bytes) / static_cast<double>(points);
}
BENCHMARK(many_stock_points)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

// A million orders of one line that wait for goods, each with its patience running.
void waiting_orders(benchmark::State& state) {
    const ScratchFolder folder;
    std::ofstream(folder / "waiting.yaml") << R"(backstock: 1
run: {horizon: 100 d, replications: 1, seed: 1}
items: {dress: {price: 10}}
stores: {shop: {backorder: allow, stock: {dress: {initial: 0, inventory: none}}}}
customers: {all: {store: shop, arrivals: {poisson: {rate: 20000 /d}}, buys: {dress: 1}, patience: {waiting: 50 d}}}
)";
    const Scenario scenario = loaded(folder / "waiting.yaml");
    std::uint64_t orders = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) bytes = bytes_of_run(scenario.model, Time::at(50_d), orders);
    state.counters["bytes_an_order"] = static_cast<double>(bytes) / (static_cast<double>(orders) / 2);
}
BENCHMARK(waiting_orders)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace backstock

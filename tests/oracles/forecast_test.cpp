// Forecasts at work in the simulator: the bullwhip effect, the beer game, service levels.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/oracles/formulas/beer_game.hpp"
#include "tests/oracles/formulas/bullwhip.hpp"
#include "tests/oracles/simulate.hpp"
#include "tests/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace backstock::oracles {
namespace {

// Demand far from 0, so that no order would be negative.
std::string orders_follow(const std::string& forecast, int lead, const std::string& at, const std::string& arrivals) {
    return OneShop{.run = "horizon: 10200 d, warmup: 200 d, period: 1 d",
                   .item = "price: 0, divisible: true",
                   .supplier = fmt::format("lead_time: {} d", lead),
                   .stock = fmt::format(
                       "initial: {}, inventory: {{forecast_up_to: {{forecast: {}, review: {{every: 1 d, at: {}}}}}}}",
                       1000 * (lead + 1), forecast, at),
                   .customers = fmt::format("arrivals: {}, buys: {{widget: 1}}", arrivals),
                   .replications = 20}
        .text();
}

/// A KPI's mean over the replications, by store; of a scenario's text or file.
std::map<std::string, double> by_store(const std::string& scenario, Kpi kpi) {
    Catalog catalog;
    add_builtin(catalog);
    const bool is_file = scenario.ends_with(".yaml");
    const Scenario loaded =
        is_file ? load_scenario(scenario, catalog) : load_scenario_text(scenario, "oracle.yaml", catalog);
    const Model& model = loaded.model;
    std::map<std::string, double> means;
    const auto table =
        static_cast<std::size_t>(std::find(tables_by.begin(), tables_by.end(), Entity::store) - tables_by.begin());
    replicate(model, model.run.replications, {.threads = 2},
              [&](std::int64_t, Outcome&& outcome, std::unique_ptr<Extra>) {
                  for (std::size_t i = 0; i < model.stores.size(); ++i)
                      means[model.stores[model.stores.id_at(i)].name] +=
                          outcome.by[table][i][index(kpi)].value() / static_cast<double>(model.run.replications);
              });
    return means;
}

const std::string independent = "{per_period: {every: 1 d, quantity: {normal: {mean: 1000, sd: 20}}}}";

TEST_CASE("the bullwhip effect of a moving average", "[oracle][forecast]") {
    struct Case {
        int lead, periods;
    };
    for (const auto [lead, periods] : {Case{2, 4}, Case{4, 5}, Case{1, 3}, Case{3, 10}}) {
        INFO("L " << lead << ", p " << periods);
        const std::string forecast = fmt::format("{{moving_average: {{periods: {}}}}}", periods);
        expect(simulate(orders_follow(forecast, lead, "end", independent)), "bullwhip",
               bullwhip_moving_average(periods, lead));
    }
    // A review before the demand of its instant covers one interval more.
    expect(simulate(orders_follow("{moving_average: {periods: 4}}", 2, "start", independent)), "bullwhip",
           bullwhip_moving_average(4, 3));
}

TEST_CASE("the bullwhip effect of smoothing, of a trend, of correlated demand", "[oracle][forecast]") {
    expect(simulate(orders_follow("{exponential_smoothing: {alpha: 0.3}}", 2, "end", independent)), "bullwhip",
           bullwhip_exponential_smoothing(0.3, 2));
    // The level covers the two periods to come: twice the forecast of the next, and the trend once more.
    const std::string correlated = "{ar1: {every: 1 d, mean: 1000, sd: 20, correlation: 0.6}}";
    expect(simulate(orders_follow("{moving_average: {periods: 5}}", 2, "end", correlated)), "bullwhip",
           bullwhip(order_up_to(moving_average(5), 2), 0.6));
    expect(simulate(orders_follow("{holt: {alpha: 0.3, beta: 0.2}}", 1, "end", independent)), "bullwhip",
           bullwhip(order_up_to(holt(0.3, 0.2), 1)));
}

TEST_CASE("the bullwhip effect from echelon to echelon", "[oracle][forecast]") {
    const std::string inventory =
        "inventory: {forecast_up_to: {forecast: {exponential_smoothing: {alpha: 0.2}}, review: {every: 1 d, at: end}}}";
    const std::string scenario = fmt::format(
        "backstock: 1\nrun: {{horizon: 10200 d, warmup: 200 d, period: 1 d, replications: 20, seed: 7}}\n"
        "items: {{widget: {{price: 0, divisible: true}}}}\n"
        "suppliers: {{source: {{sells: {{widget: {{cost: 0}}}}, lead_time: 2 d}}}}\n"
        "lanes: {{depot -> shop: {{transit: 2 d}}}}\n"
        "stores:\n"
        "  shop: {{stock: {{widget: {{initial: 3000, {0}, sourcing: {{single: depot}}}}}}, backorder: allow}}\n"
        "  depot: {{stock: {{widget: {{initial: 4000, {0}, sourcing: {{single: source}}}}}}}}\n"
        "customers: {{demand: {{store: shop, arrivals: {1}, buys: {{widget: 1}}}}}}\n",
        inventory, independent);
    const Response one = order_up_to(exponential_smoothing(0.2), 2);
    const std::map<std::string, double> ratios = by_store(scenario, Kpi::bullwhip);
    CHECK(ratios.at("shop") == Approx(bullwhip(one)).epsilon(0.02));
    CHECK(ratios.at("depot") == Approx(bullwhip(then(one, one)) / bullwhip(one)).epsilon(0.02));
}

TEST_CASE("the beer game to the unit, player by player", "[oracle][forecast]") {
    const std::string file = (testing::repository_root() / "scenarios/textbook/beer_game.yaml").string();
    const std::map<std::string, double> stock = by_store(file, Kpi::on_hand);
    const std::map<std::string, double> owed = by_store(file, Kpi::backorders);
    const BeerGame game = play({}, {0, 1, 1, {28, 28, 28, 20}}, {4, 4, 4, 4, 8});
    const std::vector<std::string> players = {"retailer", "wholesaler", "distributor", "factory"};
    for (std::size_t i = 0; i < players.size(); ++i) {
        INFO(players[i]);
        CHECK(36 * (0.5 * stock.at(players[i]) + owed.at(players[i])) == Approx(game.costs[i]).epsilon(1e-12));
    }
    CHECK(game.total() == 204);
}

// Normal demand of a day, a known forecast: the service is the target, whatever the lead time.
TEST_CASE("service_level keeps its promise", "[oracle][forecast]") {
    const std::string demand =
        "arrivals: {per_period: {every: 1 d, quantity: {normal: {mean: 100, sd: 20}}}}, buys: {widget: 1}";
    for (const int lead : {0, 1, 4}) {
        INFO("lead time " << lead);
        OneShop shop{.run = "horizon: 5100 d, warmup: 100 d, accounting: period_end, period: 1 d",
                     .item = "price: 0, divisible: true",
                     .supplier = fmt::format("lead_time: {} d", lead),
                     .customers = demand};
        const auto keeps = [&](const std::string& target) {
            shop.stock = fmt::format(
                "initial: {}, inventory: {{service_level: {{{}, forecast: {{known: {{mean: 100, sd: 20}}}}, review: "
                "{{every: 1 d, at: start}}}}}}",
                100 * (lead + 1), target);
            return simulate(shop.text());
        };
        expect(keeps("cycle: 90 %"), "ready_rate", 0.9);
        expect(keeps("fill_rate: 97 %"), "fill_rate", 0.97);
    }
}

// Demand of independent normal days, estimated from a long window: the safety stock is the textbook's.
TEST_CASE("a learnt service level comes near its target", "[oracle][forecast]") {
    const auto got = simulate(
        OneShop{.run = "horizon: 5600 d, warmup: 600 d, accounting: period_end, period: 1 d",
                .item = "price: 0, divisible: true",
                .supplier = "lead_time: 2 d",
                .stock = "initial: 300, inventory: {service_level: {cycle: 95 %, forecast: {moving_average: {periods: "
                         "400}}, review: {every: 1 d, at: start}}}",
                .customers = "arrivals: {per_period: {every: 1 d, quantity: {normal: {mean: 100, sd: 20}}}}, buys: "
                             "{widget: 1}"}
            .text());
    // The window's mean and deviation err a little; that moves the share by less than 0.3 %.
    CHECK(got.at("ready_rate").value == Approx(0.95).margin(0.004));
}

// Continuous review: with Poisson demand, normal for a large mean, units served at once.
TEST_CASE("service_level under continuous review", "[oracle][forecast]") {
    const auto got =
        simulate(OneShop{.run = "horizon: 2100 d, warmup: 100 d, period: 1 d",
                         .supplier = "lead_time: 4 d",
                         .stock = "initial: 200, inventory: {service_level: {fill_rate: 95 %, forecast: {known: "
                                  "{demand: {poisson: {mean: 50}}}}}}",
                         .customers = "arrivals: {poisson: {rate: 50 /d}}, buys: {widget: 1}"}
                     .text());
    // One unit more or less moves the rate by 0.7 %; the level is rounded up.
    CHECK(got.at("fill_rate").value > 0.945);
    CHECK(got.at("fill_rate").value < 0.962);
}

}  // namespace
}  // namespace backstock::oracles

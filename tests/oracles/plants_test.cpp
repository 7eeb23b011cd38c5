// Plants against exact answers.
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/oracles/formulas/queues.hpp"
#include "tests/oracles/simulate.hpp"
#include "tests/scenarios/loading.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock::oracles {
namespace {

// A plant that makes to stock, one for one, for Poisson customers of its own. `more` is YAML at the top level.
std::string made_to_stock(double rate, int lines, const std::string& time, int level, const std::string& more = "") {
    return fmt::format(
        "backstock: 1\nrun: {{horizon: {} d, warmup: 100 d, replications: 40, seed: 7}}\nitems: {{widget: {{price: "
        "0}}}}\n"
        "plants: {{works: {{lines: {}, makes: {{widget: {{time: {}}}}}, backorder: allow, stock: {{widget: {{initial: "
        "{}, inventory: {{base_stock: {{S: {}}}}}}}}}}}}}\n"
        "customers: {{demand: {{store: works, arrivals: {{poisson: {{rate: {} /d}}}}, buys: {{widget: 1}}}}}}\n{}",
        std::ceil(100 + 20'000 / rate), lines, time, level, level, rate, more);
}

void expect_made(const std::string& scenario, const Pmf& in_system, double rate, int level) {
    const StockState exact = make_to_stock(in_system, rate, level);
    const auto got = simulate(scenario);
    expect(got, "on_hand", exact.on_hand);
    expect(got, "backorders", exact.backorders);
    expect(got, "fill_rate", exact.fill_rate);
    expect(got, "ready_rate", exact.ready_rate);
}

}  // namespace

TEST_CASE("plants: M/M/1 made to stock", "[oracles]") {
    for (const auto& [rate, level] : {std::pair(8.0, 10), std::pair(8.0, 0), std::pair(5.0, 3)}) {
        const std::string text = made_to_stock(rate, 1, "{exponential: {mean: 0.1 d}}", level);
        expect_made(text, m_m_c(rate, 10), rate, level);
    }
    const auto got = simulate(made_to_stock(8, 1, "{exponential: {mean: 0.1 d}}", 10));
    expect(got, "on_hand", 6.429497);  // 10 - 4 + 4 x 0.8^10
    expect(got, "backorders", 0.429497);
    expect(got, "fill_rate", 0.892626);
    expect(got, "plant_utilization", 0.8);
    expect(got, "work_in_process", 0.8);
}

TEST_CASE("plants: M/M/c and M/D/1 made to stock", "[oracles]") {
    expect_made(made_to_stock(8, 3, "{exponential: {mean: 0.3 d}}", 6), m_m_c(8, 1 / 0.3, 3), 8, 6);
    expect_made(made_to_stock(8, 1, "0.1 d", 5), m_d_1(0.8), 8, 5);
}

TEST_CASE("plants: lines that break down, made to stock", "[oracles]") {
    struct Case {
        double rate, service;
        int lines, level;
        double mean_up, mean_down, left;
    };
    for (const Case& each :
         {Case{8, 12, 1, 20, 3, 0.5, 0}, Case{8, 12, 1, 0, 3, 0.5, 0}, Case{6, 10, 1, 9, 1, 0.25, 0.4},
          Case{8, 4, 3, 8, 2, 0.2, 0}, Case{5, 4, 2, 5, 0.5, 0.5, 0.5}}) {
        INFO(each.rate << " a day, " << each.lines << " lines of " << each.service << ", S " << each.level);
        const std::string breakdowns = fmt::format(
            "disruptions: {{breakdown: {{strikes: {{plant: works}}, capacity: {}, when: {{random: {{up: {{exponential: "
            "{{mean: {} d}}}}, down: {{exponential: {{mean: {} d}}}}}}}}}}}}\n",
            each.left, each.mean_up, each.mean_down);
        const Pmf in_system =
            m_m_c(each.rate, each.service, each.lines, {1 / each.mean_up, 1 / each.mean_down, each.left});
        const std::string time = fmt::format("{{exponential: {{mean: {:.9f} d}}}}", 1 / each.service);
        expect_made(made_to_stock(each.rate, each.lines, time, each.level, breakdowns), in_system, each.rate,
                    each.level);
    }
}

TEST_CASE("plants: a line that halves its output is as busy as one with twice the demand", "[oracles]") {
    // Of the units started, Bernoulli(0.5) are good; each bad one is started again: geometric times, exponential again.
    std::string text = made_to_stock(4, 1, "{exponential: {mean: 0.1 d}}", 4);
    text.replace(text.find("mean: 0.1 d}}"), 13, "mean: 0.1 d}}, yield: 50 %");
    const auto got = simulate(text);
    expect(got, "plant_utilization", 0.8);
}

TEST_CASE("plants: three stages of production are three stages of stores a transit apart", "[oracles]") {
    const std::string head =
        "backstock: 1\nrun: {horizon: 300 d, warmup: 30 d, replications: 1, accounting: period_end, period: 1 d}\n";
    const std::string tail =
        "customers: {demand: {store: shop, arrivals: {per_period: {every: 1 d, quantity: {poisson: {mean: 5}}}}, buys: "
        "{widget: 1}}}\n";
    const auto point = [](const std::string& item, int level, const std::string& more) {
        return fmt::format(
            "{}: {{initial: {}, holding: {} /d, inventory: {{base_stock: {{S: {}, review: {{every: 1 d, at: "
            "end}}}}}}{}}}",
            item, level, level, level, more);
    };
    const std::string stores = head + "items: {widget: {price: 0, backorder_cost: 37 /d}}\n" +
                               "suppliers: {outside: {sells: {widget: {cost: 1}}, lead_time: 2 d}}\n" +
                               "lanes: {works -> depot: {transit: 1 d}, depot -> shop: {transit: 1 d}}\n" +
                               "stores:\n  shop: {backorder: allow, stock: {" +
                               point("widget", 6, ", sourcing: {single: depot}") + "}}\n  depot: {stock: {" +
                               point("widget", 5, ", sourcing: {single: works}") + "}}\n  works: {stock: {" +
                               point("widget", 11, ", sourcing: {single: outside}") + "}}\n" + tail;
    const std::string plants =
        head +
        "items: {widget: {price: 0, backorder_cost: 37 /d, bom: {half: 1}}, half: {price: 0, bom: {raw: 1}}, raw: "
        "{price: 0}}\n" +
        "suppliers: {outside: {sells: {raw: {cost: 1}}, lead_time: 2 d}}\n" +
        "plants: {shop: {lines: unlimited, makes: {widget: {time: 1 d}, half: {time: 1 d}}, backorder: allow, stock: "
        "{" +
        point("widget", 6, "") + ", " + point("half", 5, "") + ", " + point("raw", 11, "") + "}}}\n" + tail;
    const KpiRow apart = replicate_once(testing::loaded(stores).model, 0).network;
    const KpiRow made = replicate_once(testing::loaded(plants).model, 0).network;
    for (const Kpi kpi : {Kpi::on_hand, Kpi::backorders, Kpi::fill_rate, Kpi::cost_holding, Kpi::cost_per_period,
                          Kpi::cost_purchase, Kpi::fulfillment_time, Kpi::on_order}) {
        INFO(info(kpi).name);
        CHECK(made[index(kpi)].value() == apart[index(kpi)].value());
    }
}

}  // namespace backstock::oracles

// Outages in networks without chance, worked out by hand: how long customers are served, and how long it takes until
// all is as before.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/stress/stress_cell.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

using testing::builtin_catalog;

// A unit is sold at the end of each day, a base stock of S, goods come L days after they are ordered. With a
// warehouse, it keeps W and the shop's goods take T days from there.
struct Chain {
    int S = 10;
    int L = 3;
    int W = 0;  // 0: no warehouse
    int T = 2;
    std::string backorder = "allow";
    int quantity = 1;

    [[nodiscard]] std::string text(const std::string& outage) const {
        const std::string shop_from = W > 0 ? "depot" : "source";
        const std::string depot =
            W > 0 ? fmt::format(
                        "  depot: {{stock: {{mug: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}, "
                        "sourcing: {{single: source}}}}}}}}\n",
                        W, W)
                  : "";
        const std::string lanes = W > 0 ? fmt::format("lanes: {{depot -> shop: {{transit: {} d}}}}\n", T) : "";
        return fmt::format(R"(backstock: 1
run: {{horizon: 200 d, warmup: 50 d, replications: 1}}
items: {{mug: {{price: 7, backorder_cost: 1 /d}}}}
suppliers: {{source: {{sells: {{mug: {{cost: 2}}}}, lead_time: {} d}}}}
stores:
{}  shop:
    stock: {{mug: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}, sourcing: {{single: {}}}}}}}
    backorder: {}
{}customers: {{all: {{store: shop, arrivals: {{renewal: {{every: 1 d}}}}, buys: {{mug: {}}}}}}}
{})",
                           L, depot, S, S, shop_from, backorder, lanes, quantity, outage);
    }
};

std::string outage(const std::string& strikes, double from, double lasts) {
    return fmt::format(
        "disruptions: {{test: {{strikes: {{{}}}, when: {{scheduled: [{{from: {} d, for: {} d}}]}}, "
        "capacity: 0 %}}}}\n",
        strikes, from, lasts);
}

// The outage begins half a day after a sale.
constexpr double began = 60.5;

StressOutcome stressed(const Chain& chain, const std::string& strikes, const std::vector<double>& lengths) {
    Catalog catalog = builtin_catalog();
    const auto load = [&](const std::string& text) { return load_scenario_text(text, "a.yaml", catalog); };
    const Scenario undisturbed = load(chain.text(""));
    const Scenario endless = load(chain.text(outage(strikes, began, 200 - began)));
    std::vector<Scenario> struck;
    for (const double length : lengths) struck.push_back(load(chain.text(outage(strikes, began, length))));
    const auto at = [](double days) { return Time::zero() + Duration::us(std::llround(days * 86'400e6)); };
    std::vector<StressPlayer::Struck> players;
    for (std::size_t i = 0; i < lengths.size(); ++i) players.push_back({&struck[i].model, at(began + lengths[i])});
    return StressPlayer(undisturbed.model, endless.model, players, at(began)).play(0);
}

TEST_CASE("a shop survives its supplier for as long as its stock and pipeline last", "[oracle][stress]") {
    for (const int S : {5, 10, 20})
        for (const int L : {0, 1, 4}) {
            // What is on the shelf and on its way when the outage begins, S units, is sold on the S days that follow;
            // the next customer finds nothing.
            const StressOutcome found = stressed({.S = S, .L = L}, "supplier: source", {});
            INFO("S " << S << ", L " << L);
            CHECK(found.survives == Approx(S + 0.5));
        }
}

TEST_CASE("stock is back a lead time after the outage ends", "[oracle][stress]") {
    const Chain chain{.S = 10, .L = 3};
    // An outage of 5 days: five purchases wait, leave when it ends and arrive 3 days later. No customer notices.
    // Of 12.25 days: the eleventh and twelfth customers find nothing, and those of the 3 days until goods come.
    const StressOutcome found = stressed(chain, "supplier: source", {5, 12.25, 20});
    CHECK(found.lengths[0].recovers == Approx(8));
    CHECK(found.lengths[0].unmet == 0);
    CHECK(found.lengths[0].revenue_lost == Approx(0));
    CHECK(found.lengths[0].cost_more == Approx(0));
    CHECK(found.lengths[1].recovers == Approx(15.25));
    // Sales at days 71 … 75 after the start (60.5 + 10.5 … 14.5) wait until 75.75.
    CHECK(found.lengths[1].unmet == Approx(5));
    CHECK(found.lengths[1].revenue_at_risk == Approx(35));
    CHECK(found.lengths[1].revenue_lost == Approx(0).margin(1e-9));  // they wait, and are served within the horizon
    CHECK(found.lengths[1].cost_more == Approx(4.75 + 3.75 + 2.75 + 1.75 + 0.75));  // a unit and day of waiting
    CHECK(found.lengths[1].profit_lost == Approx(0).margin(1e-9));                  // no part of the profit
    CHECK(found.lengths[2].recovers == Approx(23));
    CHECK(found.lengths[2].unmet == Approx(13));
}

TEST_CASE("sales that are lost do not come back", "[oracle][stress]") {
    const StressOutcome found = stressed({.S = 10, .L = 3, .backorder = "refuse"}, "supplier: source", {12.25});
    CHECK(found.survives == Approx(10.5));
    CHECK(found.lengths[0].unmet == Approx(5));
    CHECK(found.lengths[0].revenue_at_risk == Approx(35));
    CHECK(found.lengths[0].revenue_lost == Approx(35));
    CHECK(found.lengths[0].profit_lost == Approx(25));  // 7 − 2 a unit
}

TEST_CASE("a warehouse adds its stock to what the shop survives", "[oracle][stress]") {
    for (const int W : {6, 9}) {
        const Chain chain{.S = 6, .L = 5, .W = W, .T = 2};
        // All that is in the chain, W + S, is sold before a customer goes without.
        const StressOutcome supplier = stressed(chain, "supplier: source", {3});
        CHECK(supplier.survives == Approx(W + 6 + 0.5));
        // Goods on a lane that is struck stand still: what left the depot on the last two days does not come.
        CHECK(stressed(chain, "lane: depot -> shop", {}).survives == Approx(4.5));
        // Without the depot they still arrive.
        CHECK(stressed(chain, "store: depot", {}).survives == Approx(6.5));
    }
}

TEST_CASE("a supplier that nobody needs can be out for ever", "[oracle][stress]") {
    Chain chain{.S = 10, .L = 3};
    Catalog catalog = builtin_catalog();
    const auto text = [&](const std::string& out) {
        std::string all = chain.text(out);
        return testing::with(all, "suppliers: {", "suppliers: {idle: {sells: {mug: {cost: 9}}}, ");
    };
    const Scenario undisturbed = load_scenario_text(text(""), "a.yaml", catalog);
    const Scenario endless = load_scenario_text(text(outage("supplier: idle", began, 100)), "a.yaml", catalog);
    const Time at = Time::zero() + Duration::us(std::llround(began * 86'400e6));
    const StressOutcome found =
        StressPlayer(undisturbed.model, endless.model, {{&endless.model, at + 100_d}}, at).play(0);
    CHECK(std::isinf(found.survives));
    CHECK(found.lengths[0].recovers == 0);
    CHECK(found.lengths[0].unmet == 0);
}

}  // namespace
}  // namespace backstock

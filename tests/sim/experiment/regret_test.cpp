#include "sim/experiment/regret.hpp"

#include "policies/builtin.hpp"
#include "sim/policy/prioritization.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

#include <string>

using namespace backstock;
using namespace backstock::testing;

namespace {

// A line that is busy two thirds of the time, and customers of two tiers who wait.
std::string shop(const std::string& prioritization) {
    return "backstock: 1\nrun: {horizon: 400 d, replications: 20, seed: 3}\ntiers: [gold, standard]\n"
           "items: {widget: {price: 0, backorder_cost: 1 /d}}\n"
           "plants: {works: {makes: {widget: {time: {exponential: {mean: 1 d}}}}, backorder: allow, prioritization: " +
           prioritization +
           ", stock: {widget: {}}}}\n"
           "customers: {all: {store: works, tier: {gold: 40 %, standard: 60 %}, arrivals: {poisson: {rate: 0.66 /d}}, "
           "buys: {widget: 1}}}\n";
}

std::vector<RegretRow> regret_of(const std::string& prioritization) {
    const Model own = std::move(loaded(shop(prioritization)).model);
    Model in_order = std::move(loaded(shop(prioritization)).model);
    auto fifo = first_come_first_served();
    serve_all_by(in_order, *fifo);
    in_order.policies.push_back(std::move(fifo));
    Regret regret(own);
    for (std::int64_t r = 0; r < own.run.replications; ++r) {
        regret.take_own(replicate_once(own, r));
        regret.take_fifo(replicate_once(in_order, r));
    }
    return regret.rows();
}

const RegretRow& row(const std::vector<RegretRow>& rows, const std::string& tier, Kpi kpi) {
    for (const RegretRow& one : rows)
        if (one.tier == tier && one.kpi == kpi) return one;
    throw std::logic_error("no such row");
}

}  // namespace

TEST_CASE("nobody regrets first come, first served", "[experiment][regret]") {
    for (const RegretRow& one : regret_of("fifo")) {
        if (one.difference.n == 0) continue;  // nobody was lost or gave up
        CHECK(one.difference.value == 0);
        CHECK(one.own.value == one.fifo.value);
    }
}

TEST_CASE("what gold gains by going first, standard loses", "[experiment][regret]") {
    const auto rows = regret_of("{rank: {by: [tier, placed]}}");
    REQUIRE(rows.size() == 2 * Regret::kpis.size());
    const RegretRow& gold = row(rows, "gold", Kpi::fulfillment_time);
    const RegretRow& standard = row(rows, "standard", Kpi::fulfillment_time);
    CHECK(gold.standing == Standing::better);
    CHECK(gold.difference.high < 0);
    CHECK(standard.standing == Standing::worse);
    CHECK(standard.difference.low > 0);
    // The line makes as much whoever is first: the units that wait, and what they cost, only change hands.
    const double moved = row(rows, "gold", Kpi::cost_shortage).difference.value;
    CHECK(moved < 0);
    CHECK(row(rows, "standard", Kpi::cost_shortage).difference.value == Approx(-moved));
}

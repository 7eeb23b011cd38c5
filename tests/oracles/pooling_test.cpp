// What the gallery states of pooling, newsvendors and bullwhips, against the formulas.

#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "tests/catch.hpp"
#include "tests/oracles/formulas/bullwhip.hpp"
#include "tests/oracles/formulas/newsvendor.hpp"
#include "tests/oracles/formulas/pmf.hpp"
#include "tests/paths.hpp"

#include <cmath>

using namespace backstock;
using namespace backstock::oracles;

namespace {

double stated(const std::string& name, const std::string& kpi) {
    Catalog catalog;
    add_builtin(catalog);
    const auto file = testing::repository_root() / "scenarios/textbook" / (name + ".yaml");
    for (const Expectation& expected : load_scenario(file.string(), catalog).expect) {
        if (expected.kpi == kpi) return expected.value;
    }
    return std::nan("");
}

double variance_ratio(const Response& response) { return bullwhip(response); }

}  // namespace

TEST_CASE("the gallery's pooling, newsvendors and bullwhips state what the formulas say", "[oracles]") {
    const LevelCost one = newsvendor_normal(50, 8, 0.18, 0.70);
    const LevelCost all = newsvendor_normal(200, 16, 0.18, 0.70);
    CHECK(all.level == Approx(213.208).margin(5e-4));
    CHECK(stated("risk_pooling_apart", "cost_per_period") == Approx(4 * one.cost).margin(1e-6));
    CHECK(stated("risk_pooling", "cost_per_period") == Approx(all.cost).margin(1e-6));
    CHECK(4 * one.cost == Approx(2 * all.cost));

    const LevelCost poisson_stall = newsvendor(poisson(10), 0.18, 0.70);
    CHECK(poisson_stall.level == 13);
    CHECK(stated("newsvendor_poisson", "cost_per_period") == Approx(poisson_stall.cost).margin(1e-6));

    const Response shop = order_up_to(moving_average(4), 2);
    const double first = variance_ratio(shop);
    const double second = variance_ratio(then(shop, shop));
    CHECK(first == Approx(2.5));
    CHECK(second == Approx(7.375));
    CHECK(stated("bullwhip_two_echelons", "bullwhip") == Approx((first + second) / (1 + first)).margin(1e-6));
    CHECK(stated("bullwhip_shared", "bullwhip") == Approx((first + first) / (1 + first)).margin(1e-6));
}

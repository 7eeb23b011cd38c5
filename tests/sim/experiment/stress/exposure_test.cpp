#include "sim/experiment/stress/exposure.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

TEST_CASE("times that are never reached count as the time there was", "[stress]") {
    const std::vector<double> days{4, 8, never, 6};
    const TimeTo time = time_to(days, 10);
    CHECK(time.mean.value == Approx(7));
    CHECK(time.never == 1);
    CHECK(time.p05 == 4);
    CHECK(time.p95 == never);
    CHECK(time_to(std::vector<double>{never, never}, 10).p05 == never);
}

TEST_CASE("the exposure index is the share of the largest impact", "[stress]") {
    CHECK(exposure_index(std::vector<double>{50, 200, -10, 0}) == std::vector<double>{0.25, 1, 0, 0});
    CHECK(exposure_index(std::vector<double>{0, -3}) == std::vector<double>{0, 0});
}

TEST_CASE("a mitigation breaks even at its premium over its saving", "[stress]") {
    // It costs 10 of profit a year, and an outage takes 30 instead of 130.
    const std::vector<double> profit{100, 110, 120};
    const std::vector<double> less{90, 100, 110};
    const std::vector<double> loss{130, 130, 130};
    const std::vector<double> small{30, 30, 30};
    const BreakEven found = break_even(profit, loss, less, small);
    CHECK(found.worth == Worth::from_here);
    CHECK(found.probability.value == Approx(0.1));
    CHECK(found.probability.half_width() == Approx(0).margin(1e-12));
    CHECK(found.premium.value == Approx(10));
    CHECK(found.saving.value == Approx(100));
    // At that probability both have the same expected profit.
    CHECK(110 - 0.1 * 130 == Approx(100 - 0.1 * 30));

    CHECK(break_even(less, loss, profit, small).worth == Worth::always);
    CHECK(break_even(profit, small, less, loss).worth == Worth::never);
    // Nothing that replications tell.
    const std::vector<double> up_and_down{-5, 5, 1};
    const std::vector<double> nothing{0, 0, 0};
    CHECK(break_even(up_and_down, up_and_down, nothing, nothing).worth == Worth::unclear);
    // What is the dearer way round: 10 more without an outage, 100 less in one.
    const BreakEven lean = break_even(less, small, profit, loss);
    CHECK(lean.worth == Worth::up_to_here);
    CHECK(lean.probability.value == Approx(0.1));
    // 10 more without, and no more than 5 less in one: better whatever happens.
    const std::vector<double> more{35, 35, 35};
    CHECK(break_even(less, small, profit, more).worth == Worth::always);
    const std::vector<double> nearly{125, 125, 125};
    const BreakEven dear = break_even(profit, loss, less, nearly);
    CHECK(dear.worth == Worth::never);  // 10 ÷ 5: it would take two outages
    CHECK(dear.probability.value == Approx(2));
}

TEST_CASE("alternatives that are worse in everything are dominated", "[stress]") {
    const double nan = std::nan("");
    const std::vector<Alternative> some{{100, 50, 0.9}, {90, 60, 0.9}, {90, 50, 0.9}, {80, 40, 0.95}, {100, 50, 0.9}};
    const auto by = dominated_by(some);
    CHECK_FALSE(by[0]);
    CHECK_FALSE(by[1]);
    CHECK(by[2] == 0);
    CHECK_FALSE(by[3]);
    CHECK_FALSE(by[4]);  // the same as the first
    // The first gains in quiet times what the second has left after an outage.
    const auto after = dominated_by(std::vector<Alternative>{{100, 50, 0.9, 10}, {90, 50, 0.9, 40}});
    CHECK_FALSE(after[0]);
    CHECK_FALSE(after[1]);
    const auto unsure = dominated_by(some, [](std::size_t, std::size_t) { return false; });
    CHECK(std::none_of(unsure.begin(), unsure.end(), [](const auto& one) { return one.has_value(); }));
    const auto without_tail = dominated_by(std::vector<Alternative>{{100, nan, 0.9}, {90, nan, 0.9}});
    CHECK(without_tail[1] == 0);
}

}  // namespace
}  // namespace backstock

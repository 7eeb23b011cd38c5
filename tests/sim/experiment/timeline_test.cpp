#include "sim/experiment/timeline.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace backstock;

namespace {
const std::vector<TimelineSeries> two{{"shop.dress", "on_hand", "unit"}, {"shop.dress", "demand", "unit"}};
}  // namespace

TEST_CASE("means over all replications, quantiles over the first ones") {
    TimelineAggregate timeline(two, 3, 5);
    for (int r = 0; r < 10; ++r) {
        const double x = r;
        timeline.add(std::vector<double>{x, 10 * x, 7, -x, 0.5, 100 + x});
    }
    CHECK(timeline.replications() == 10);
    CHECK(timeline.periods() == 3);
    CHECK(timeline.size() == 6);
    CHECK(timeline.series()[1].measure == "demand");
    const TimelineSummary summary = timeline.summary();
    CHECK(summary.mean[0] == Approx(4.5));
    CHECK(summary.mean[1] == Approx(45));
    CHECK(summary.mean[2] == 7);
    CHECK(summary.mean[3] == Approx(-4.5));
    CHECK(summary.mean[5] == Approx(104.5));
    CHECK(summary.p50[0] == 2);  // of 0 to 4
    CHECK(summary.p05[0] == Approx(0.2));
    CHECK(summary.p95[0] == Approx(3.8));
    CHECK(summary.p05[3] == Approx(-3.8));
    CHECK(summary.p50[4] == 0.5);
}

TEST_CASE("quantiles take the first 200 replications, unless said otherwise") {
    TimelineAggregate timeline({two[0]}, 1);
    for (int r = 0; r < 500; ++r) {
        timeline.add(std::vector<double>{static_cast<double>(r)});
    }
    CHECK(timeline.summary().mean[0] == Approx(249.5));
    CHECK(timeline.summary().p50[0] == Approx(99.5));
    CHECK(timeline.summary().p95[0] == Approx(189.05));
}

TEST_CASE("a timeline without replications, series or quantiles") {
    const TimelineAggregate none(two, 4);
    CHECK(none.summary().mean.size() == 8);
    CHECK(std::isnan(none.summary().mean[0]));
    CHECK(std::isnan(none.summary().p50[7]));

    TimelineAggregate empty({}, 4);
    empty.add({});
    CHECK(empty.summary().mean.empty());

    TimelineAggregate means({two[0]}, 1, 0);
    means.add(std::vector<double>{3});
    CHECK(means.summary().mean[0] == 3);
    CHECK(std::isnan(means.summary().p50[0]));
}

TEST_CASE("NaN stays in its period") {
    TimelineAggregate timeline({two[0]}, 2);
    timeline.add(std::vector<double>{std::numeric_limits<double>::quiet_NaN(), 1});
    timeline.add(std::vector<double>{5, 3});
    const TimelineSummary summary = timeline.summary();
    CHECK(std::isnan(summary.mean[0]));
    CHECK(std::isnan(summary.p05[0]));
    CHECK(summary.mean[1] == 2);
    CHECK(summary.p50[1] == 2);
}

TEST_CASE("values that do not fit are a broken law") {
    TimelineAggregate timeline(two, 3);
    CHECK_THROWS_AS(timeline.add(std::vector<double>(5)), BrokenLaw);
    CHECK_THROWS_AS(TimelineAggregate(two, -1), BrokenLaw);
}

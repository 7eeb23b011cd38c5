#include "sim/experiment/tail_risk.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"
#include "tests/sim/experiment/coverage.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

using namespace backstock;

namespace {

std::vector<double> one_to(int n) {
    std::vector<double> x;
    for (int i = 1; i <= n; ++i) {
        x.push_back((i * 37) % n + 1);  // in no order
    }
    return x;
}

double coverage_of(int replications, double exact, BadSide bad, const std::function<double(Coverage&)>& one) {
    Coverage coverage(0.95);
    for (int i = 0; i < 2000; ++i) {
        const auto sample = draw(static_cast<std::size_t>(replications), [&] { return one(coverage); });
        coverage.count(cvar95_interval(sample, bad), exact);
    }
    return coverage.share();
}

}  // namespace

TEST_CASE("CVaR 95 is the mean of the worst 5 %") {
    CHECK(cvar95_interval(one_to(100), BadSide::high).value == Approx(98));
    CHECK(cvar95_interval(one_to(100), BadSide::low).value == Approx(3));
    // 7.5 of 150: the seven highest and half of the eighth
    CHECK(cvar95_interval(one_to(150), BadSide::high).value == Approx((7 * 147 + 0.5 * 143) / 7.5));
}

TEST_CASE("CVaR 95 is refused below 100 replications and without a bad side") {
    const Interval few = cvar95_interval(one_to(99), BadSide::high);
    CHECK(std::isnan(few.value));
    CHECK(std::isnan(few.low));
    CHECK(few.n == 99);
    CHECK(std::isnan(cvar95_interval(one_to(200), BadSide::none).value));

    std::vector<double> with_gap = one_to(99);
    with_gap.push_back(std::numeric_limits<double>::quiet_NaN());
    CHECK(std::isnan(cvar95_interval(with_gap, BadSide::high).value));
    CHECK(cvar95_interval(with_gap, BadSide::high).empty == 1);
    CHECK_THROWS_AS(cvar95_interval(with_gap, BadSide::high, 0), BrokenLaw);
}

TEST_CASE("CVaR 95 of constant data has no width, of mirrored data a mirrored interval") {
    const Interval constant = cvar95_interval(std::vector<double>(120, 2.5), BadSide::low);
    CHECK(constant.value == 2.5);
    CHECK(constant.half_width() == 0);

    std::vector<double> x = one_to(250);
    const Interval high = cvar95_interval(x, BadSide::high);
    std::transform(x.begin(), x.end(), x.begin(), std::negate<>());
    const Interval low = cvar95_interval(x, BadSide::low);
    CHECK(low.value == -high.value);
    CHECK(low.low == -high.high);
    CHECK(low.high == -high.low);
    CHECK(high.low < high.value);
    CHECK(high.value < high.high);
}

TEST_CASE("CVaR 95's interval does not depend on the order of the replications") {
    std::vector<double> x = one_to(300);
    const Interval one = cvar95_interval(x, BadSide::high);
    std::reverse(x.begin(), x.end());
    const Interval other = cvar95_interval(x, BadSide::high);
    CHECK(one.value == other.value);
    CHECK(one.high == other.high);
}

TEST_CASE("CVaR 95's interval covers near its level") {
    const boost::math::normal unit;
    const double normal = boost::math::pdf(unit, boost::math::quantile(unit, 0.95)) / 0.05;
    const double exponential = 1 - std::log(0.05);
    const auto gauss = [](Coverage& c) { return c.normal(); };
    const auto skewed = [](Coverage& c) { return c.exponential(); };
    const auto minus_gauss = [](Coverage& c) { return 5 - c.normal(); };
    const double margin = 0.025;
    CHECK(coverage_of(100, normal, BadSide::high, gauss) == Approx(0.95).margin(margin));
    CHECK(coverage_of(150, normal, BadSide::high, gauss) == Approx(0.95).margin(margin));
    CHECK(coverage_of(500, 5 - normal, BadSide::low, minus_gauss) == Approx(0.95).margin(margin));
    CHECK(coverage_of(100, exponential, BadSide::high, skewed) == Approx(0.95).margin(margin));
    CHECK(coverage_of(500, exponential, BadSide::high, skewed) == Approx(0.95).margin(margin));
    CHECK(coverage_of(500, 0.975, BadSide::high, [](Coverage& c) { return c.uniform(); }) ==
          Approx(0.95).margin(margin));
}

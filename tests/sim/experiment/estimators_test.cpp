#include "sim/experiment/estimators.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"
#include "tests/sim/experiment/coverage.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace backstock;

namespace {
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
using Sample = std::vector<double>;
}  // namespace

TEST_CASE("Moments match the textbook and skip what is no number") {
    Moments m;
    for (double x : {2.0, 4.0, unknown, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) {
        m.add(x);
    }
    CHECK(m.n() == 8);
    CHECK(m.empty() == 1);
    CHECK(m.mean() == Approx(5));
    CHECK(m.variance() == Approx(32.0 / 7));
    CHECK(m.min() == 2);
    CHECK(m.max() == 9);
}

TEST_CASE("Moments keep their digits far from zero, and are exact for constant data") {
    Moments far;
    Moments constant;
    for (int i = 0; i < 1000; ++i) {
        far.add(1e9 + (i % 2));
        constant.add(0.1);
    }
    CHECK(far.variance() == Approx(0.25 * 1000 / 999));
    CHECK(constant.mean() == 0.1);
    CHECK(constant.variance() == 0);
}

TEST_CASE("Moments of nothing are NaN, of one value have no spread") {
    Moments m;
    CHECK(std::isnan(m.mean()));
    CHECK(std::isnan(m.min()));
    CHECK(std::isnan(m.max()));
    m.add(-3);
    CHECK(m.mean() == -3);
    CHECK(m.min() == -3);
    CHECK(m.max() == -3);
    CHECK(std::isnan(m.sd()));
}

TEST_CASE("Student's interval") {
    const Interval five = mean_interval(Sample{1, 2, 3, 4, 5});
    CHECK(five.value == Approx(3));
    CHECK(five.half_width() == Approx(2.776445 * std::sqrt(0.5)).epsilon(1e-6));
    CHECK(five.n == 5);
    CHECK(mean_interval(Sample{1, 2, 3, 4, 5}, 0.90).half_width() == Approx(2.131847 * std::sqrt(0.5)).epsilon(1e-6));

    const Interval one = mean_interval(Sample{7});
    CHECK(one.value == 7);
    CHECK(std::isnan(one.low));
    CHECK(std::isnan(one.high));
    CHECK_FALSE(one.covers(7));

    const Interval none = mean_interval(Sample{});
    CHECK(std::isnan(none.value));
    CHECK(none.n == 0);

    const Interval gaps = mean_interval(Sample{unknown, 1, unknown, 3});
    CHECK(gaps.value == Approx(2));
    CHECK(gaps.n == 2);
    CHECK(gaps.empty == 2);

    const Interval constant = mean_interval(Sample(10, 0.3));
    CHECK(constant.low == 0.3);
    CHECK(constant.high == 0.3);
}

TEST_CASE("a level outside (0, 1) is a broken law") {
    CHECK_THROWS_AS(mean_interval(Sample{1, 2}, 1.0), BrokenLaw);
    CHECK_THROWS_AS(mean_interval(Sample{1, 2}, 95), BrokenLaw);
    CHECK_THROWS_AS(level_of_each(0, 0.95), BrokenLaw);
    CHECK(level_of_each(1, 0.95) == Approx(0.95));
    CHECK(level_of_each(5, 0.95) == Approx(0.99));
}

TEST_CASE("Student's interval covers at its level") {
    Coverage normal(0.95);
    Coverage ninety(0.90);
    for (int i = 0; i < 3000; ++i) {
        const Sample x = draw(5, [&] { return 10 + 3 * normal.normal(); });
        normal.count(mean_interval(x), 10);
        ninety.count(mean_interval(x, 0.90), 10);
    }
    CHECK(normal.errors_off() < 4);
    CHECK(ninety.errors_off() < 4);
}

TEST_CASE("the ratio is that of the sums, its interval the jackknife's") {
    const Sample num{1, 2, 3, 5};
    const Sample den{2, 3, 5, 6};
    const Interval ratio = ratio_interval(num, den);
    CHECK(ratio.value == Approx(11.0 / 16));
    Moments left_out;
    for (std::size_t i = 0; i < num.size(); ++i) {
        left_out.add((11 - num[i]) / (16 - den[i]));
    }
    const double by_hand = 3.182446 * std::sqrt(3.0 / 4 * 3 * left_out.variance());
    CHECK(ratio.half_width() == Approx(by_hand).epsilon(1e-6));
    CHECK(ratio.n == 4);
    CHECK(ratio.empty == 0);
}

TEST_CASE("with constant denominators the ratio has Student's interval") {
    const Sample num{3, 1, 4, 1, 5, 9, 2, 6};
    const Interval ratio = ratio_interval(num, Sample(8, 2.0));
    const Interval mean = mean_interval(num);
    CHECK(ratio.value == Approx(mean.value / 2));
    CHECK(ratio.half_width() == Approx(mean.half_width() / 2));
}

TEST_CASE("empty denominators are counted, never taken as 0 or 1") {
    const Interval all_empty = ratio_interval(Sample{0, 0, 0}, Sample{0, 0, 0});
    CHECK(std::isnan(all_empty.value));
    CHECK(std::isnan(all_empty.half_width()));
    CHECK(all_empty.n == 0);
    CHECK(all_empty.empty == 3);

    const Interval one_left = ratio_interval(Sample{0, 3, unknown}, Sample{0, 4, unknown});
    CHECK(one_left.value == 0.75);
    CHECK(std::isnan(one_left.half_width()));
    CHECK(one_left.n == 1);
    CHECK(one_left.empty == 2);

    const Interval some = ratio_interval(Sample{1, 0, 3}, Sample{2, 0, 4});
    CHECK(some.value == Approx(4.0 / 6));
    CHECK(some.n == 2);
    CHECK(some.empty == 1);
    CHECK(some.half_width() > 0);

    const Interval none = ratio_interval(Sample{}, Sample{});
    CHECK(std::isnan(none.value));
    CHECK(none.n == 0);
    CHECK_THROWS_AS(ratio_interval(Sample{1}, Sample{}), BrokenLaw);
}

TEST_CASE("a sum of large and small terms keeps the small ones") {
    const Interval ratio = ratio_interval(Sample{1e16, 1, -1e16, 1}, Sample{1, 1, 1, 1});
    CHECK(ratio.value == 0.5);
}

TEST_CASE("the ratio's interval covers the ratio of means at its level") {
    Coverage coverage(0.95);
    Coverage with_empty(0.95);
    for (int i = 0; i < 3000; ++i) {
        Sample num;
        Sample den;
        Sample rare_num;
        Sample rare_den;
        for (int r = 0; r < 60; ++r) {
            const double orders = coverage.poisson(40);
            den.push_back(orders);
            num.push_back(orders * 0.9 + (orders - 40) * 0.5 + coverage.normal());
            const double rare = coverage.poisson(1.5);
            rare_den.push_back(rare);
            rare_num.push_back(rare * coverage.exponential());
        }
        coverage.count(ratio_interval(num, den), 0.9);
        with_empty.count(ratio_interval(rare_num, rare_den), 1.0);
    }
    CHECK(coverage.errors_off() < 4);
    CHECK(with_empty.share() > 0.92);  // skewed: the level is asymptotic
    CHECK(with_empty.share() < 0.97);
}

TEST_CASE("paired differences of ratios are the jackknife of differences") {
    const Sample a{5, 6, 7, 9};
    const Sample b{4, 5, 6, 8};
    const Sample den{10, 11, 12, 15};
    const Sample da = ratio_deviations(a, den);
    const Sample db = ratio_deviations(b, den);
    Sample difference(4);
    std::transform(da.begin(), da.end(), db.begin(), difference.begin(), std::minus<>());
    const double value = 27.0 / 48 - 23.0 / 48;
    const Interval paired = jackknife_interval(value, difference, 4);
    const Interval direct = ratio_interval(Sample{1, 1, 1, 1}, den);  // a − b is 1 in every replication
    CHECK(paired.value == Approx(direct.value));
    CHECK(paired.half_width() == Approx(direct.half_width()));
}

TEST_CASE("Wilson's interval has the published values") {  // Newcombe 1998, Statistics in Medicine 17:857, table I
    struct Row {
        std::int64_t successes;
        std::int64_t trials;
        double low;
        double high;
    };
    for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605}, Row{0, 20, 0, 0.1611},
                           Row{1, 29, 0.0061, 0.1718}}) {
        const Interval wilson = proportion_interval(row.successes, row.trials);
        CHECK(wilson.low == Approx(row.low).margin(0.00005));
        CHECK(wilson.high == Approx(row.high).margin(0.00005));
    }
    CHECK(proportion_interval(20, 20).high == 1);
    CHECK(std::isnan(proportion_interval(0, 0).value));
    CHECK_THROWS_AS(proportion_interval(3, 2), BrokenLaw);
}

TEST_CASE("Wilson's interval covers near its level") {
    for (double p : {0.5, 0.2, 0.05}) {
        Coverage coverage(0.95);
        for (int i = 0; i < 2000; ++i) {
            std::int64_t successes = 0;
            for (int r = 0; r < 200; ++r) {
                successes += coverage.uniform() < p ? 1 : 0;
            }
            coverage.count(proportion_interval(successes, 200), p);
        }
        CHECK(coverage.share() == Approx(0.95).margin(0.02));  // discrete: it hovers about the level
    }
}

TEST_CASE("quantiles lie between order statistics as NumPy's do") {
    const Sample four{1, 2, 3, 4};
    CHECK(quantile(four, 0) == 1);
    CHECK(quantile(four, 0.05) == Approx(1.15));
    CHECK(quantile(four, 0.5) == Approx(2.5));
    CHECK(quantile(four, 0.95) == Approx(3.85));
    CHECK(quantile(four, 1) == 4);
    CHECK(quantile(Sample{9}, 0.3) == 9);
    CHECK(std::isnan(quantile(Sample{}, 0.5)));
    CHECK_THROWS_AS(quantile(four, 1.5), BrokenLaw);
}

TEST_CASE("the quantile's interval has the binomial's ranks") {
    Sample x;
    for (int i = 1; i <= 20; ++i) {
        x.push_back(21 - i);
    }
    const Interval median = quantile_interval(x, 0.5);
    CHECK(median.value == Approx(10.5));
    CHECK(median.low == 6);  // ranks 6 and 15 of 20 hold 95.9 %
    CHECK(median.high == 15);

    x.resize(10);  // 20 down to 11; ranks 2 and 9 hold 97.9 %
    CHECK(quantile_interval(x, 0.5).low == 12);
    CHECK(quantile_interval(x, 0.5).high == 19);
}

TEST_CASE("a quantile's bound that no rank can give is NaN") {
    const Sample small{1, 2, 3, 4, 5};
    CHECK(std::isnan(quantile_interval(small, 0.5).low));
    CHECK(quantile_interval(small, 0.5).value == 3);
    Sample x(71);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = static_cast<double>(i);
    }
    CHECK(std::isnan(quantile_interval(x, 0.95).high));  // 1 − 0.95^n reaches 97.5 % at n = 72
    x.push_back(71);
    CHECK(quantile_interval(x, 0.95).high == 71);
    CHECK(std::isnan(quantile_interval(Sample{unknown}, 0.5).value));
    CHECK(quantile_interval(Sample{unknown}, 0.5).empty == 1);
}

TEST_CASE("the quantile's interval covers at its level or a little above") {
    for (double p : {0.5, 0.95}) {
        Coverage coverage(0.95);
        const double exact = -std::log(1 - p);
        for (int i = 0; i < 2000; ++i) {
            coverage.count(quantile_interval(draw(200, [&] { return coverage.exponential(); }), p), exact);
        }
        CHECK(coverage.share() > 0.95 - 4 * coverage.standard_error());
        CHECK(coverage.share() < 0.975);
    }
}

#include "sim/experiment/comparison.hpp"

#include "sim/experiment/best.hpp"
#include "sim/experiment/stopping.hpp"
#include "tests/catch.hpp"
#include "tests/sim/experiment/coverage.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace backstock;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

// A KPI's values with their own memory.
struct Values {
    std::vector<double> num;
    std::vector<double> den;
    bool is_ratio = false;

    static Values means(std::vector<double> values) {
        Values result{std::move(values), {}, false};
        result.den.assign(result.num.size(), 1);
        for (std::size_t i = 0; i < result.num.size(); ++i) {
            if (std::isnan(result.num[i])) result.num[i] = result.den[i] = 0;
        }
        return result;
    }
    KpiSample sample() const { return {num, den, is_ratio}; }
};

double t(double p, int degrees) { return boost::math::quantile(boost::math::students_t(degrees), p); }

std::vector<KpiSample> samples_of(const std::vector<Values>& all) {
    std::vector<KpiSample> samples;
    for (const Values& values : all) samples.push_back(values.sample());
    return samples;
}

}  // namespace

TEST_CASE("a paired difference of means is Student's interval on the differences") {
    const Values a = Values::means({5, 7, 9, 12});
    const Values b = Values::means({4, 7, 6, 10});  // differences 1, 0, 3, 2: mean 1.5, sd 1.290994
    const Interval d = paired_difference(a.sample(), b.sample());
    CHECK(d.value == Approx(1.5));
    CHECK(d.half_width() == Approx(t(0.975, 3) * std::sqrt(5.0 / 3) / 2));
    CHECK(d.n == 4);
}

TEST_CASE("a pair in which one says nothing is left out") {
    const Values a = Values::means({5, nan_value, 9, 12});
    const Values b = Values::means({4, 7, nan_value, 10});
    const Interval d = paired_difference(a.sample(), b.sample());
    CHECK(d.value == Approx(1.5));
    CHECK(d.n == 2);
    CHECK(d.empty == 2);
}

TEST_CASE("a paired difference of ratios is the jackknife of the difference of the sums' ratios") {
    const Values a{{2, 3, 5, 1}, {4, 5, 8, 3}, true};
    const Values b{{1, 3, 4, 2}, {4, 6, 8, 3}, true};
    const auto ratio_without = [](const Values& v, std::size_t left_out) {
        double num = 0, den = 0;
        for (std::size_t i = 0; i < v.num.size(); ++i) {
            num += i == left_out ? 0 : v.num[i];
            den += i == left_out ? 0 : v.den[i];
        }
        return num / den;
    };
    const double value = 11.0 / 20 - 10.0 / 21;
    std::array<double, 4> without{};
    for (std::size_t i = 0; i < 4; ++i) without[i] = ratio_without(a, i) - ratio_without(b, i);
    const double mean = std::accumulate(without.begin(), without.end(), 0.0) / 4;
    double squares = 0;
    for (const double w : without) squares += (w - mean) * (w - mean);
    const Interval d = paired_difference(a.sample(), b.sample());
    CHECK(d.value == Approx(value));
    CHECK(d.half_width() == Approx(t(0.975, 3) * std::sqrt(0.75 * squares)));
}

TEST_CASE("the same values differ by exactly nothing") {
    const std::vector<Values> all{Values::means({5, 7, 9, 12, 3}), Values::means({5, 7, 9, 12, 3})};
    const std::vector<Compared> compared = compare(samples_of(all), 0, BadSide::low);
    CHECK(compared[1].standing == Standing::same);
    CHECK(compared[1].difference.value == 0);
    CHECK(compared[1].difference.half_width() == 0);
    CHECK(compared[1].probability_better == 0.5);
    CHECK(compared[0].probability_best == 0.5);
    CHECK(compared[0].from_best.low == 0);
    CHECK(compared[0].from_best.high == 0);
}

TEST_CASE("a difference that does not vary has an interval of no width, and wins for certain") {
    const std::vector<Values> all{Values::means({5, 7, 9, 12, 3}), Values::means({6, 8, 10, 13, 4})};
    const std::vector<Compared> compared = compare(samples_of(all), 0, BadSide::low);
    CHECK(compared[0].standing == Standing::baseline);
    CHECK(compared[1].standing == Standing::better);
    CHECK(compared[1].simultaneous.low == 1);
    CHECK(compared[1].probability_better == 1);
    CHECK(std::isinf(compared[1].variance_reduction));
    CHECK(compared[1].probability_best == 1);
    CHECK(compare(samples_of(all), 0, BadSide::high)[1].standing == Standing::worse);
    CHECK(compare(samples_of(all), 0, BadSide::none)[1].standing == Standing::more);
    CHECK(compare(samples_of(all), 1, BadSide::none)[0].standing == Standing::less);
}

TEST_CASE("what can't be measured can't be compared") {
    const std::vector<Values> all{Values::means({nan_value, nan_value, nan_value}), Values::means({1, 2, 3})};
    const std::vector<Compared> compared = compare(samples_of(all), 1, BadSide::low);
    CHECK(compared[0].standing == Standing::unknown);
    CHECK(std::isnan(compared[0].difference.value));
    CHECK(std::isnan(compared[1].from_best.low));
}

TEST_CASE("one replication has differences and no intervals") {
    const std::vector<Values> all{Values::means({5}), Values::means({7})};
    const std::vector<Compared> compared = compare(samples_of(all), 0, BadSide::low);
    CHECK(compared[1].difference.value == 2);
    CHECK(std::isnan(compared[1].difference.low));
    CHECK(compared[1].standing == Standing::unknown);
    CHECK(std::isnan(compared[1].probability_best));
}

TEST_CASE("simultaneous intervals are Bonferroni's") {
    const std::vector<Values> all{Values::means({5, 7, 9, 12}), Values::means({4, 7, 6, 10}),
                                  Values::means({1, 2, 8, 3})};
    const std::vector<Compared> compared = compare(samples_of(all), 0, BadSide::low, {.level = 0.9});
    CHECK(compared[1].difference.half_width() / compared[1].simultaneous.half_width() ==
          Approx(t(0.95, 3) / t(0.975, 3)));
}

TEST_CASE("the variance reduction is what independent samples would need") {
    // Var a = 9.583333, Var b = 6.25, Var (a − b) = 1.666667.
    const Values a = Values::means({5, 7, 9, 12});
    const Values b = Values::means({4, 7, 6, 10});
    CHECK(variance_reduction(a.sample(), b.sample()) == Approx((26.75 / 3 + 18.75 / 3) / (5.0 / 3)));
}

TEST_CASE("differences from the best, worked out by hand") {
    // Paired differences with sd 0 but for one pair: A is 10 above C for certain, B between them.
    const std::vector<double> noise{-1, 1, -1, 1};
    std::vector<Values> all{Values::means({20, 22, 20, 22}), Values::means({19, 21, 21, 19}),
                            Values::means({10, 12, 10, 12})};
    // A − B: 1, 1, −1, 3: mean 1, sd √(8/3); B − C: 9, 9, 11, 7: mean 9, the same sd.
    const double w = t(1 - 0.05 / 2, 3) * std::sqrt(8.0 / 3) / 2;
    REQUIRE(w > 1);
    const std::vector<Interval> best = differences_from_best(samples_of(all), BadSide::low);
    CHECK(best[0].value == Approx(1));
    CHECK(best[0].low == Approx(1 - w));  // B may be the best
    CHECK(best[0].high == Approx(1 + w));
    CHECK(best[1].value == Approx(-1));
    CHECK(best[1].low == Approx(-1 - w));
    CHECK(best[1].high == Approx(-1 + w));
    CHECK(best[2].high == 0);  // certainly not the best
    CHECK(best[2].low == Approx(std::min(-10.0, -9 - w)));
    // Where less is better the same figures stand on their heads.
    for (Values& values : all) {
        for (double& x : values.num) x = -x;
    }
    const std::vector<Interval> turned = differences_from_best(samples_of(all), BadSide::high);
    CHECK(turned[0].value == Approx(-1));
    CHECK(turned[0].low == Approx(-1 - w));
    CHECK(turned[0].high == Approx(w - 1));
    CHECK(turned[2].low == 0);
}

TEST_CASE("who is shown to be the best has an interval on the good side alone") {
    const std::vector<Values> all{Values::means({20, 22, 20, 22, 21}), Values::means({10, 12, 11, 12, 11}),
                                  Values::means({9, 12, 10, 11, 12})};
    const std::vector<Interval> best = differences_from_best(samples_of(all), BadSide::low);
    CHECK(best[0].low == 0);
    CHECK(best[0].high > 9);
    CHECK(best[1].high == 0);
    CHECK(best[2].high == 0);
    const std::vector<double> probability = probabilities_best(samples_of(all), BadSide::low, 1);
    CHECK(probability[0] == 1);
    CHECK(std::accumulate(probability.begin(), probability.end(), 0.0) == Approx(1));
}

TEST_CASE("the probability to be the best follows the bootstrap's law") {
    // One differs from the other by ±1 with mean m: the resampled mean is about normal with sd s/√n.
    Coverage random(0.95);
    const std::size_t n = 400;
    const std::vector<double> difference = draw(n, [&] { return 0.05 + random.normal(); });
    std::vector<double> common = draw(n, [&] { return 10 * random.normal(); });
    std::vector<double> shifted = common;
    for (std::size_t i = 0; i < n; ++i) shifted[i] += difference[i];
    const std::vector<Values> all{Values::means(common), Values::means(shifted)};
    Moments moments;
    for (const double d : difference) moments.add(d);
    const double z = moments.mean() / (moments.sd() / std::sqrt(static_cast<double>(n)));
    const double expected = 0.5 * std::erfc(-z / std::sqrt(2.0));
    const double found = probabilities_best(samples_of(all), BadSide::low, 7)[1];
    CHECK(std::abs(found - expected) < 4 * std::sqrt(expected * (1 - expected) / 1000) + 0.005);
    CHECK(compare(samples_of(all), 0, BadSide::low)[1].probability_better == Approx(expected).margin(0.01));
}

TEST_CASE("what never differs is the same, though it be of other numbers") {
    // 1 day each, of 10 orders and of 20.
    const std::vector<Values> days{Values{{10, 10}, {10, 10}, true}, Values{{20, 20}, {20, 20}, true}};
    CHECK(compare(samples_of(days), 0, BadSide::high)[1].standing == Standing::same);
}

TEST_CASE("sequential stopping looks at the width, absolute or as a share of the mean") {
    const Values v = Values::means({9, 11, 10, 10, 9, 11});
    // With ten more that are 1 off, as the farthest are: squares of 14 in the place of 4.
    const double half = mean_interval(v.num).half_width() * std::sqrt(3.5);
    StoppingRule rule{.kpi = "profit", .half_width = half + 1e-9, .at_least = 2, .at_most = 100};
    CHECK(narrow_enough(v.sample(), rule));
    rule.half_width = half - 1e-9;
    CHECK_FALSE(narrow_enough(v.sample(), rule));
    rule = {.kpi = "profit", .half_width = half / 10 + 1e-9, .share_of_mean = true, .at_least = 2, .at_most = 100};
    CHECK(narrow_enough(v.sample(), rule));
    rule.at_least = 7;
    CHECK_FALSE(narrow_enough(v.sample(), rule));
    CHECK_FALSE(narrow_enough(Values::means({nan_value, nan_value}).sample(), {.half_width = 1, .at_least = 2}));
    CHECK(narrow_enough(Values::means({5, 5}).sample(), {.half_width = 1e-300, .at_least = 2}));
    // A rate of 1 in all of 100 replications: with ten of 0 its half-width would be about 2 · √10/100.
    const Values sure = Values{std::vector<double>(100, 7), std::vector<double>(100, 7), true};
    CHECK_FALSE(narrow_enough(sure.sample(), {.kpi = "fill_rate", .half_width = 0.06, .at_least = 2}));
    CHECK(narrow_enough(sure.sample(), {.kpi = "fill_rate", .half_width = 0.065, .at_least = 2}));
}

// What follows is how often the intervals hold. Tolerances are four standard errors of the share.

TEST_CASE("paired intervals of correlated samples cover at the level") {
    Coverage coverage(0.95);
    for (int s = 0; s < 2000; ++s) {
        const std::vector<double> common = draw(30, [&] { return 5 * coverage.normal(); });
        std::vector<double> a = common, b = common;
        for (double& x : a) x += 1.3 + coverage.normal();
        for (double& x : b) x += 2 * coverage.normal();
        coverage.count(paired_difference(Values::means(a).sample(), Values::means(b).sample()), 1.3);
    }
    CHECK(coverage.errors_off() < 4);
}

TEST_CASE("paired intervals of ratios cover at the level") {
    Coverage coverage(0.95);
    for (int s = 0; s < 1500; ++s) {
        Values a{{}, {}, true}, b{{}, {}, true};
        for (int i = 0; i < 100; ++i) {
            const double orders = coverage.poisson(40);
            const double bad_day = coverage.uniform();  // both meet it
            a.den.push_back(orders);
            b.den.push_back(orders + coverage.poisson(3));
            a.num.push_back(a.den.back() * 0.4 * bad_day + coverage.poisson(2));
            b.num.push_back(b.den.back() * 0.2 * bad_day);
        }
        coverage.count(paired_difference(a.sample(), b.sample()), (0.4 * 0.5 + 2.0 / 40) - 0.2 * 0.5);
    }
    CHECK(std::abs(coverage.share() - 0.95) < 4 * coverage.standard_error() + 0.005);  // the jackknife is asymptotic
}

TEST_CASE("simultaneous intervals hold together at least at the level") {
    Coverage random(0.95);
    int together = 0;
    const int samples = 600;
    for (int s = 0; s < samples; ++s) {
        const std::vector<double> common = draw(40, [&] { return 3 * random.normal(); });
        std::vector<Values> all;
        for (int k = 0; k < 5; ++k) {
            std::vector<double> x = common;
            for (double& v : x) v += 0.5 * k + random.normal();
            all.push_back(Values::means(x));
        }
        bool every = true;
        const std::vector<Compared> compared = compare(samples_of(all), 0, BadSide::none);
        for (int k = 1; k < 5; ++k) every = every && compared[static_cast<std::size_t>(k)].simultaneous.covers(0.5 * k);
        together += every ? 1 : 0;
    }
    const double share = static_cast<double>(together) / samples;
    const double error = std::sqrt(0.95 * 0.05 / samples);
    CHECK(share > 0.95 - 4 * error);
    CHECK(share < 0.999);  // not so wide as to say nothing
}

TEST_CASE("intervals for the best hold together at least at the level, and pick no wrong one") {
    Coverage random(0.95);
    const std::vector<double> truth{0, 0.4, 0.4, 0.7, 1.0};
    int together = 0;
    int wrong = 0;
    const int samples = 1500;
    for (int s = 0; s < samples; ++s) {
        const std::vector<double> common = draw(25, [&] { return 4 * random.normal(); });
        std::vector<Values> all;
        for (const double mean : truth) {
            std::vector<double> x = common;
            for (double& v : x) v += mean + (1 + mean) * random.normal();  // variances differ
            all.push_back(Values::means(x));
        }
        const std::vector<Interval> best = differences_from_best(samples_of(all), BadSide::low);
        bool every = true;
        for (std::size_t i = 0; i < truth.size(); ++i) {
            double other = -1e9;
            for (std::size_t j = 0; j < truth.size(); ++j) other = j == i ? other : std::max(other, truth[j]);
            every = every && best[i].covers(truth[i] - other);
            wrong += i + 1 < truth.size() && best[i].low >= 0 ? 1 : 0;
        }
        together += every ? 1 : 0;
    }
    const double error = std::sqrt(0.95 * 0.05 / samples);
    CHECK(static_cast<double>(together) / samples > 0.95 - 4 * error);
    CHECK(static_cast<double>(wrong) / samples < 0.05 + 4 * error);
}

TEST_CASE("intervals at which replications stopped cover nearly at the level") {
    Coverage coverage(0.95);
    const StoppingRule rule{.kpi = "profit", .half_width = 0.12, .at_least = 100, .at_most = 10'000};
    std::size_t played = 0;
    for (int s = 0; s < 500; ++s) {
        Values v = Values::means({});
        do {
            for (int i = 0; i < replications_a_block; ++i) {
                v.num.push_back(3 + coverage.exponential());
                v.den.push_back(1);
            }
        } while (!narrow_enough(v.sample(), rule));
        played += v.num.size();
        coverage.count(mean_interval(v.num), 4);
    }
    CHECK(played / 500 > 200);  // the rule had something to decide
    CHECK(std::abs(coverage.share() - 0.95) < 4 * coverage.standard_error() + 0.01);
}

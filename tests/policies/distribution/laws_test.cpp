// Every distribution: draws, cdf, quantile, mean and variance tell of the same law.
#include "sim/engine/stream.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <algorithm>
#include <cmath>
#include <map>

using namespace backstock;
using namespace backstock::testing;

namespace {

constexpr std::size_t draws = 100'000;

struct Case {
    std::string name;
    std::string word;
    Given given;
    double mean;  // what textbooks say
    double variance;
};

Given two(const std::string& a, double x, const std::string& b, double y) {
    Given given;
    return given.set(a, x).set(b, y);
}
Given one(const std::string& a, double x) { return Given().set(a, x); }

std::vector<Case> continuous() {
    const double phi = std::exp(-0.125) / std::sqrt(2 * M_PI);  // at 1/2, where the normal below is cut
    const double kept = 0.5 * std::erfc(-0.5 / std::sqrt(2.0));
    const double hazard = phi / kept;
    return {
        {"exponential", "exponential", one("mean", 9), 9, 81},
        {"gamma", "gamma", two("mean", 9, "sd", 3), 9, 9},
        {"gamma, below shape 1", "gamma", two("shape", 0.4, "scale", 5), 2, 10},
        {"gamma by mean and shape", "gamma", two("mean", 6, "shape", 3), 6, 12},
        {"erlang", "erlang", Given().set("mean", 8.0).set("stages", 4), 8, 16},
        {"lognormal", "lognormal", two("mean", 9, "sd", 4), 9, 16},
        {"normal, hardly cut", "normal", two("mean", 50, "sd", 8), 50, 64},
        {"normal, cut", "normal", two("mean", 2, "sd", 4), 2 + 4 * hazard, 16 * (1 - hazard * (hazard + 0.5))},
        {"half normal", "normal", two("mean", 0, "sd", 1), std::sqrt(2 / M_PI), 1 - 2 / M_PI},
        {"uniform", "uniform", two("min", 1, "max", 3), 2, 1.0 / 3},
        {"triangular", "triangular", Given().set("min", 1.0).set("mode", 2.0).set("max", 6.0), 3, 21.0 / 18},
        {"triangular, mode at the end", "triangular", Given().set("min", 0.0).set("mode", 3.0).set("max", 3.0), 2, 0.5},
        {"weibull", "weibull", two("shape", 2, "scale", 5), 5 * std::sqrt(M_PI) / 2, 25 * (1 - M_PI / 4)},
        {"weibull by its mean", "weibull", two("shape", 1, "mean", 7), 7, 49},
    };
}

std::vector<Case> discrete() {
    const Given values = Given().list("values", {1.0, 2.0, 5.0}).list("weights", {2.0, 1.0, 1.0});
    return {
        {"poisson", "poisson", one("mean", 10), 10, 10},
        {"poisson, small", "poisson", one("mean", 0.05), 0.05, 0.05},
        {"poisson, large", "poisson", one("mean", 9'999.5), 9'999.5, 9'999.5},
        {"geometric", "geometric", one("mean", 2.1), 2.1, 2.31},
        {"negative binomial by sd", "negative_binomial", two("mean", 4, "sd", 4), 4, 16},
        {"negative binomial by size", "negative_binomial", two("mean", 20, "size", 0.5), 20, 820},
        {"binomial", "binomial", Given().set("n", 12).set("p", 0.3), 3.6, 2.52},
        {"binomial of many", "binomial", Given().set("n", 100'000).set("p", 0.999), 99'900, 99.9},
        {"bernoulli", "bernoulli", one("p", 0.2), 0.2, 0.16},
        {"discrete", "discrete", values, 2.25, 2.6875},
        {"empirical", "empirical", Given().list("values", {3.0, 1.0, 1.0, 7.0}), 3, 6},
    };
}

std::vector<double> sample(const Law& law, std::size_t n = draws) {
    Stream stream = Streams(7, 1).at(name_key("test"), "draw");
    std::vector<double> values(n);
    for (double& value : values) value = law.draw(stream);
    std::sort(values.begin(), values.end());
    return values;
}

void check_sample_moments(const Law& law, const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    for (const double value : values) mean += value / n;
    double variance = 0;
    double fourth = 0;
    for (const double value : values) {
        const double square = (value - mean) * (value - mean);
        variance += square / n;
        fourth += square * square / n;
    }
    CHECK(std::abs(mean - law.mean()) < 4 * std::sqrt(law.variance() / n));
    CHECK(std::abs(variance - law.variance()) < 5 * std::sqrt((fourth - variance * variance) / n));
}

// Mean and second moment from the cdf alone: the integrals of 1 - F and of 2 x (1 - F).
std::pair<double, double> moments_of_cdf(const Law& law) {
    const double end = law.quantile(1 - 1e-12);
    constexpr int steps = 400'000;
    const double h = end / steps;
    double first = 0;
    double second = 0;
    for (int i = 0; i < steps; ++i) {
        const double x = (i + 0.5) * h;
        const double tail = 1 - law.cdf(x);
        first += tail * h;
        second += 2 * x * tail * h;
    }
    return {first, second - first * first};
}

}  // namespace

TEST_CASE("continuous laws: draws follow the cdf", "[policies][law]") {
    for (const Case& each : continuous()) {
        INFO(each.name);
        const auto law = make<Law>(each.word, each.given);
        REQUIRE(law);
        const std::vector<double> values = sample(*law);
        // Kolmogorov-Smirnov; 1.95 / sqrt(n) is the critical value at 0.1 %.
        double distance = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double p = law->cdf(values[i]);
            distance = std::max(distance, std::abs(p - static_cast<double>(i) / draws));
            distance = std::max(distance, std::abs(p - static_cast<double>(i + 1) / draws));
        }
        CHECK(distance < 1.95 / std::sqrt(static_cast<double>(draws)));
        CHECK(values.front() >= 0);
        check_sample_moments(*law, values);
    }
}

TEST_CASE("whole-number laws: draws follow the probabilities", "[policies][law]") {
    for (const Case& each : discrete()) {
        INFO(each.name);
        const auto law = make<Law>(each.word, each.given);
        REQUIRE(law);
        const std::vector<double> values = sample(*law);
        // Chi-square over classes of at least 20 expected draws, bounded at about five standard deviations.
        double chi_square = 0;
        int classes = -1;
        double from = -1;
        const double width = std::max(1.0, std::floor(std::sqrt(law->variance()) / 4));
        const auto below = [&values](double x) {
            return static_cast<double>(std::upper_bound(values.begin(), values.end(), x) - values.begin());
        };
        for (double x = std::max(0.0, std::floor(law->quantile(1e-9))); from < law->quantile(1 - 1e-9); x += width) {
            const double expected = (law->cdf(x) - law->cdf(from)) * draws;
            const double rest = (1 - law->cdf(x)) * draws;
            if (expected < 20 || (rest < 20 && rest > 0.001)) {
                if (x < law->quantile(1 - 1e-9)) continue;
            }
            const double seen = below(x) - below(from);
            if (expected > 0) chi_square += (seen - expected) * (seen - expected) / expected;
            ++classes;
            from = x;
        }
        CHECK(chi_square < classes + 5 * std::sqrt(2.0 * std::max(1, classes)));
        CHECK(std::all_of(values.begin(), values.end(), [](double v) { return v == std::floor(v) && v >= 0; }));
        check_sample_moments(*law, values);
    }
}

TEST_CASE("mean and variance are those of the textbook and of the cdf", "[policies][law]") {
    for (const auto& cases : {continuous(), discrete()}) {
        for (const Case& each : cases) {
            INFO(each.name);
            const auto law = make<Law>(each.word, each.given);
            REQUIRE(law);
            CHECK(law->mean() == Approx(each.mean).epsilon(1e-9));
            CHECK(law->variance() == Approx(each.variance).epsilon(2e-8));
            if (law->quantile(0.999) > 2'000) continue;  // the integral would need more steps
            const auto [mean, variance] = moments_of_cdf(*law);
            CHECK(mean == Approx(law->mean()).epsilon(2e-3));
            CHECK(variance == Approx(law->variance()).epsilon(5e-3));
        }
    }
}

TEST_CASE("quantile is the smallest value whose cdf reaches the probability", "[policies][law]") {
    for (const auto& cases : {continuous(), discrete()}) {
        for (const Case& each : cases) {
            const auto law = make<Law>(each.word, each.given);
            REQUIRE(law);
            for (const double p : {1e-6, 0.01, 0.3, 0.5, 0.75, 0.9, 0.99, 0.999999}) {
                INFO(each.name << " at " << p);
                const double x = law->quantile(p);
                CHECK(law->cdf(x) >= p * (1 - 1e-9));
                CHECK(law->cdf(x - 1e-6 * (1 + x)) < p);
            }
        }
    }
}

TEST_CASE("the cdf is 0 below the smallest value", "[policies][law]") {
    for (const auto& cases : {continuous(), discrete()}) {
        for (const Case& each : cases) {
            INFO(each.name);
            const auto law = make<Law>(each.word, each.given);
            REQUIRE(law);
            CHECK(law->cdf(-1) == 0);
            CHECK(law->cdf(-1e300) == 0);
            CHECK(law->cdf(1e300) == Approx(1));
        }
    }
}

TEST_CASE("a Poisson table holds the exact probabilities", "[policies][law]") {
    const auto law = make<Law>("poisson", one("mean", 10));
    REQUIRE(law);
    for (int k = 0; k <= 30; ++k) {
        const double exact = std::exp(-10 + k * std::log(10.0) - std::lgamma(k + 1));
        CHECK(law->cdf(k) - law->cdf(k - 1) == Approx(exact).epsilon(1e-9).margin(1e-15));
    }
    CHECK(law->quantile(0.9) == 14);  // P(X <= 13) = 0.8645, P(X <= 14) = 0.9165
}

TEST_CASE("a constant is exact and draws nothing", "[policies][law]") {
    const auto law = make<Law>("constant", Given().set("value", 9_d), Dimension::duration);
    REQUIRE(law);
    CHECK(law->sole_value() == static_cast<double>((9_d).us()));
    CHECK(law->variance() == 0);
    CHECK(law->cdf(static_cast<double>((9_d).us())) == 1);
    Stream drawn = Streams(1, 1).at(1, "draw");
    Stream fresh = drawn;
    CHECK(draw_duration(*law, drawn) == 9_d);
    CHECK(drawn() == fresh());
}

TEST_CASE("laws with one possible value say so", "[policies][law]") {
    CHECK(make<Law>("poisson", one("mean", 0))->sole_value() == 0.0);
    CHECK(make<Law>("geometric", one("mean", 1))->sole_value() == 1.0);
    CHECK(make<Law>("binomial", Given().set("n", 5).set("p", 1.0))->sole_value() == 5.0);
    CHECK(make<Law>("discrete", Given().list("values", {4.0}))->sole_value() == 4.0);
    CHECK(make<Law>("empirical", Given().list("values", {4.0, 4.0}))->sole_value() == 4.0);
    CHECK_FALSE(make<Law>("poisson", one("mean", 1))->sole_value());
}

TEST_CASE("tables too long to keep are sampled by formula", "[policies][law]") {
    const std::vector<Case> cases = {
        {"poisson", "poisson", one("mean", 1e9), 1e9, 1e9},
        {"binomial", "binomial", Given().set("n", 10'000'000'000).set("p", 0.5), 5e9, 2.5e9},
        {"negative binomial", "negative_binomial", two("mean", 1e5, "sd", 1e5), 1e5, 1e10},
    };
    for (const Case& each : cases) {
        INFO(each.name);
        const auto law = make<Law>(each.word, each.given);
        REQUIRE(law);
        CHECK(law->mean() == Approx(each.mean));
        CHECK(law->variance() == Approx(each.variance));
        check_sample_moments(*law, sample(*law, 20'000));
        CHECK(law->cdf(law->quantile(0.9)) >= 0.9);
        CHECK(law->cdf(law->quantile(0.9) - 1) < 0.9);
        CHECK(law->cdf(-1) == 0);
    }
}

namespace {

// Draws the same number, whatever it is.
class Sole : public Law {
public:
    explicit Sole(double value) : value_(value) {}
    double draw(Stream&) const override { return value_; }
    double mean() const override { return value_; }
    double variance() const override { return 0; }
    double cdf(double x) const override { return x >= value_ ? 1 : 0; }
    double quantile(double) const override { return value_; }

private:
    double value_;
};

}  // namespace

TEST_CASE("drawn units are rounded half to even, and too many are refused", "[policies][law]") {
    Stream stream = Streams(1, 0).at(1, "units");
    const auto units = [&](double drawn, bool divisible) { return draw_quantity(Sole(drawn), stream, divisible); };
    CHECK(units(2.5, false) == Quantity::units(2));
    CHECK(units(3.5, false) == Quantity::units(4));
    CHECK(units(2.5, true) == Quantity::of(2.5));
    CHECK(units(-3, false) == Quantity::zero());
    CHECK(units(9e12, false) == Quantity::units(9'000'000'000'000));
    for (const bool divisible : {false, true})
        for (const double drawn : {1e13, 1e300, HUGE_VAL, std::nan("")})
            CHECK_THROWS_AS(units(drawn, divisible), TooLarge);
}

TEST_CASE("drawn times beyond all bounds are for ever", "[policies][law]") {
    Stream stream = Streams(1, 0).at(1, "time");
    const auto time = [&](double drawn) { return draw_duration(Sole(drawn), stream); };
    CHECK(time(-7) == Duration::zero());
    CHECK(time(7.4) == Duration::us(7));
    for (const double drawn : {9.3e18, 1e300, HUGE_VAL}) CHECK(time(drawn) == Duration::max());
    CHECK_THROWS_AS(time(std::nan("")), BrokenLaw);
}

TEST_CASE("durations are drawn in microseconds", "[policies][law]") {
    const auto law = make<Law>("gamma", Given().set("mean", 9_d).set("sd", 3_d), Dimension::duration);
    REQUIRE(law);
    CHECK(law->mean() == Approx(9 * 86'400e6));
    CHECK(law->variance() == Approx(9 * 86'400e6 * 86'400e6));
}

TEST_CASE("empirical values come from a file, and unusable rows are told", "[policies][law]") {
    Given given;
    given.file("file", {{"day", "demand"}, {"1", "4"}, {"2", "x"}, {"3", "6.5"}, {"4", "-2"}, {"5", ""}});
    given.set("column", "demand");
    Report report;
    const auto law = make<Law>("empirical", given, report);
    REQUIRE(law);
    CHECK(report.mistakes.empty());
    CHECK(law->mean() == 5.25);
    REQUIRE(report.notes.size() == 1);
    CHECK(report.notes[0].find("2 values used, 3 rows skipped") != std::string::npos);

    const auto hours = make<Law>("empirical", Given(given).set("unit", "h"), Dimension::duration);
    REQUIRE(hours);
    CHECK(hours->quantile(0.2) == static_cast<double>((4_h).us()));
}

TEST_CASE("wrong parameters are refused and make no law", "[policies][law]") {
    struct Wrong {
        std::string word;
        Given given;
        std::string message;
        Dimension dimension = Dimension::number;
    };
    const std::vector<Wrong> wrong = {
        {"gamma", one("mean", 9), "mean and sd"},
        {"gamma", Given().set("mean", 9.0).set("sd", 1.0).set("shape", 2.0), "mean and sd"},
        {"gamma", two("mean", 9, "sd", 0), "sd: out of bounds"},
        {"uniform", two("min", 3, "max", 3), "max: must be greater"},
        {"triangular", Given().set("min", 1.0).set("mode", 7.0).set("max", 6.0), "between min and max"},
        {"weibull", one("shape", 2), "either mean or scale"},
        {"negative_binomial", two("mean", 9, "sd", 3), "square root"},
        {"negative_binomial", one("mean", 9), "either sd or size"},
        {"geometric", one("mean", 0.5), "mean: out of bounds"},
        {"binomial", Given().set("n", -1).set("p", 0.5), "n: out of bounds"},
        {"discrete", Given().list("values", {1.0, 2.0}).list("weights", {1.0}), "1 weights for 2 values"},
        {"discrete", Given().list("values", {1.0}).list("weights", {0.0}), "greater than 0"},
        {"discrete", Given(), "at least one value"},
        {"empirical", Given(), "either values or a file"},
        {"empirical", Given().file("file", {{"value"}, {"x"}}), "at least one value"},
        {"poisson", Given().set("mean", 4_d), "not lengths of time", Dimension::duration},
        {"geometric", Given().set("mean", 4_d), "not lengths of time", Dimension::duration},
        {"bernoulli", Given().set("p", 0.5), "not lengths of time", Dimension::duration},
    };
    for (const Wrong& each : wrong) {
        INFO(each.word << ", " << each.message);
        Report report;
        make<Law>(each.word, each.given, report, each.dimension);
        const bool told = std::any_of(report.mistakes.begin(), report.mistakes.end(), [&each](const std::string& m) {
            return m.find(each.message) != std::string::npos;
        });
        CHECK(told);
    }
}

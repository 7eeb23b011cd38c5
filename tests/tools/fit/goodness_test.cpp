// Distances by hand, and p-values that are right where the law is.
#include "tools/fit/goodness.hpp"

#include "scenarios/law_text.hpp"
#include "tests/catch.hpp"
#include "tests/policies/builtin_catalog.hpp"
#include "tools/fit/analysis.hpp"
#include "tools/fit/plot.hpp"

#include <algorithm>
#include <cmath>

using namespace backstock;
using namespace backstock::fit;
using backstock::testing::builtin_catalog;

namespace {

UnitLaw law_of(const std::string& choice, bool counts = false) { return {choice, Unit{}, counts, builtin_catalog()}; }

Sample sample_of(const std::string& law, std::size_t n, std::uint64_t seed, double step = 0) {
    const UnitLaw drawn = law_of(law);
    Stream stream = Streams(seed, 0).at(name_key("goodness"), "test");
    Sample sample;
    for (std::size_t i = 0; i < n; ++i) sample.values.push_back(drawn.draw(stream, step));
    std::sort(sample.values.begin(), sample.values.end());
    return sample;
}

Family family_named(std::string_view word) {
    for (const Family& family : continuous_families())
        if (family.word == word) return family;
    return count_families().front();
}

}  // namespace

TEST_CASE("distances come out as by hand", "[fit]") {
    Observed x({0.2, 0.3, 0.9});
    x.resolution = 0;  // as if written with more digits
    const UnitLaw uniform = law_of("{uniform: {min: 0, max: 1}}");
    // jumps to 1/3 at 0.2, 2/3 at 0.3, 1 at 0.9: the largest difference is 2/3 - 0.3
    CHECK(kolmogorov_smirnov(x, uniform) == Approx(2.0 / 3 - 0.3));
    // -3 - (1/3) (ln 0.2 + ln 0.1 + 3 (ln 0.3 + ln 0.7) + 5 (ln 0.9 + ln 0.8)), pairs of F(i) and 1 - F(n + 1 - i)
    const double by_hand =
        -3 -
        (std::log(0.2) + std::log(0.1) + 3 * (std::log(0.3) + std::log(0.7)) + 5 * (std::log(0.9) + std::log(0.8))) / 3;
    CHECK(anderson_darling(x, uniform) == Approx(by_hand));
    // in steps of 0.1, 0.2 stands for 0.15 to 0.25: at 0.3 the shares are 1/3 and 2/3 against 0.25 and 0.35
    x.resolution = 0.1;
    CHECK(kolmogorov_smirnov(x, uniform) == Approx(2.0 / 3 - 0.35));
}

TEST_CASE("the distance of counts is that at whole numbers", "[fit]") {
    const Observed x({0, 1, 1, 2});
    // binomial of 2 with 1/2: 1/4, 3/4, 1, as the values
    CHECK(kolmogorov_smirnov(x, law_of("{binomial: {n: 2, p: 0.5}}", true)) == Approx(0).margin(1e-12));
    // 1/9, 5/9, 1 against 1/4, 3/4, 1
    CHECK(kolmogorov_smirnov(x, law_of("{binomial: {n: 2, p: 0.6666666666666666}}", true)) == Approx(0.75 - 5.0 / 9));
}

TEST_CASE("chi-square joins cells until each is expected five times", "[fit]") {
    // binomial of 2 with 1/2 and 40 values: expected 10, 20, 10
    std::vector<double> values(14, 0.0);
    values.insert(values.end(), 16, 1.0);
    values.insert(values.end(), 10, 2.0);
    const auto all = chi_square(Observed(values), law_of("{binomial: {n: 2, p: 0.5}}", true), 0);
    REQUIRE(all);
    CHECK(all->freedom == 2);
    CHECK(all->statistic == Approx(16.0 / 10 + 16.0 / 20));
    CHECK(all->p == Approx(std::exp(-1.2)));  // of two degrees of freedom
    // with 0.1: expected 32.4, 7.2 and 0.4, which joins its neighbour
    const auto joined = chi_square(Observed(values), law_of("{binomial: {n: 2, p: 0.1}}", true), 0);
    REQUIRE(joined);
    CHECK(joined->freedom == 1);
    CHECK(joined->statistic == Approx(18.4 * 18.4 / 32.4 + 18.4 * 18.4 / 7.6));
    CHECK_FALSE(chi_square(Observed(values), law_of("{binomial: {n: 2, p: 0.1}}", true), 1));
}

TEST_CASE("p is spread evenly where the law is true, and small where it is not", "[fit][slow]") {
    int below_half = 0;
    int below_twentieth = 0;
    constexpr int tries = 60;
    const Bootstrap short_one{99, 1000};
    for (int i = 0; i < tries; ++i) {
        const Sample sample = sample_of("{gamma: {mean: 9, sd: 3}}", 60, static_cast<std::uint64_t>(i) + 10);
        const auto got =
            significance(Observed(sample.values), family_named("gamma"), Unit{}, builtin_catalog(), short_one);
        REQUIRE(got);
        if (got->p <= 0.5) ++below_half;
        if (got->p <= 0.05) ++below_twentieth;
    }
    CHECK(std::abs(below_half - tries / 2) < 4 * std::sqrt(tries / 4.0));
    CHECK(below_twentieth < 3 + 4 * std::sqrt(3.0));
    const Sample other = sample_of("{gamma: {mean: 9, sd: 6}}", 400, 3);
    CHECK(significance(Observed(other.values), family_named("exponential"), Unit{}, builtin_catalog(), short_one)->p ==
          0.01);
}

TEST_CASE("p does not blame a law for values that are recorded in whole days", "[fit]") {
    const Sample sample = sample_of("{gamma: {mean: 9, sd: 3}}", 3000, 8, 1);
    const Observed x(sample.values);
    CHECK(x.resolution == 1);
    const auto got = significance(x, family_named("gamma"), Unit{}, builtin_catalog(), {99, 1000});
    REQUIRE(got);
    CHECK(got->p > 0.05);
    CHECK(got->values == 1000);
}

TEST_CASE("the law that made the values is recommended, and loads with the parameters that are told", "[fit]") {
    const Unit days{Dimension::duration, "d", 1_d};
    for (const std::string law : {"{gamma: {mean: 9, sd: 3}}", "{lognormal: {mean: 9, sd: 7}}",
                                  "{weibull: {shape: 3.5, scale: 20}}", "{uniform: {min: 3, max: 5}}"}) {
        INFO(law);
        const Sample sample = sample_of(law, 4000, 21);
        const Analysis analysis = analysed(sample, days, builtin_catalog(), 3, {99, 300});
        CHECK(analysis.verdict == Verdict::fits);
        const std::string word = law.substr(1, law.find(':') - 1);
        CHECK(analysis.ranked[analysis.best].fit.word == word);
        const auto loaded = load_law(analysis.recommended, Dimension::duration, builtin_catalog());
        const UnitLaw& told = analysis.ranked[analysis.best].law;
        CHECK(loaded->mean() / 86'400e6 == told.mean());
        CHECK(told.mean() == Approx(analysis.observed->mean).epsilon(0.01));
    }
}

TEST_CASE("every law loads from its line with the parameters of the fit", "[fit]") {
    const Unit hours{Dimension::duration, "h", 1_h};
    const Observed x({1, 2, 2.5, 3, 5, 9});
    for (const Family& family : continuous_families()) {
        const Attempt fitted = family.estimate(x);
        REQUIRE(fitted.fit);
        INFO(choice_text(*fitted.fit, hours));
        const auto in_hours = load_law(choice_text(*fitted.fit, hours), Dimension::duration, builtin_catalog());
        const auto plain = load_law(choice_text(*fitted.fit, Unit{}), Dimension::number, builtin_catalog());
        CHECK(in_hours->mean() / 3'600e6 == Approx(plain->mean()).epsilon(1e-9));
        for (const double v : {1.5, 4.0}) CHECK(in_hours->cdf(v * 3'600e6) == Approx(plain->cdf(v)).epsilon(1e-9));
    }
}

TEST_CASE("where no law fits the empirical one is recommended", "[fit]") {
    Sample sample = sample_of("{uniform: {min: 0, max: 1}}", 300, 2);
    for (std::size_t i = 0; i < 150; ++i) sample.values[i] += 20;  // two humps
    std::sort(sample.values.begin(), sample.values.end());
    const Analysis analysis = analysed(sample, Unit{}, builtin_catalog(), 3, {99, 300});
    CHECK(analysis.verdict == Verdict::poor);
    CHECK(analysis.recommended == analysis.empirical);
    const auto law = load_law(analysis.recommended, Dimension::number, builtin_catalog());
    CHECK(law->mean() == Approx(analysis.observed->mean).epsilon(0.01));
}

TEST_CASE("a histogram holds every value once", "[fit]") {
    for (const std::string law : {"{gamma: {mean: 9, sd: 3}}", "{exponential: {mean: 1000}}", "{poisson: {mean: 3}}",
                                  "{lognormal: {mean: 9, sd: 60}}", "{negative_binomial: {mean: 20000, size: 0.3}}"}) {
        for (const std::size_t n : {2U, 7U, 500U}) {
            const Sample sample = sample_of(law, n, 4);
            if (sample.constant()) continue;
            const Observed x(sample.values);
            const std::vector<Bin> bins = histogram(x, 18);
            INFO(law << " " << n);
            CHECK(bins.size() <= 18);
            double sum = 0;
            for (const Bin& bin : bins) sum += bin.observed;
            CHECK(sum == x.n);
            CHECK(bins.front().low <= x.least());
            CHECK(bins.back().high > x.most());
        }
    }
}

// The estimators: small cases by hand, and parameters found again in draws from the language's own laws.
#include "tools/fit/family.hpp"

#include "scenarios/law_text.hpp"
#include "sim/engine/stream.hpp"
#include "tests/catch.hpp"
#include "tests/policies/builtin_catalog.hpp"
#include "tools/fit/goodness.hpp"
#include "tools/fit/sample.hpp"

#include <algorithm>
#include <cmath>
#include <map>

using namespace backstock;
using namespace backstock::fit;
using backstock::testing::builtin_catalog;

namespace {

Family family_named(const std::string& word) {
    for (const Family& family : continuous_families())
        if (family.word == word) return family;
    for (const Family& family : count_families())
        if (family.word == word) return family;
    FAIL("no family " << word);
    return {};
}

Attempt attempt(const std::string& word, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return family_named(word).estimate(Observed(std::move(values)));
}

std::map<std::string, double> parameters(const Attempt& attempt) {
    std::map<std::string, double> values;
    if (attempt.fit)
        for (const Parameter& parameter : attempt.fit->parameters) values[parameter.name] = parameter.value;
    return values;
}

std::vector<double> draws(const std::string& law, std::size_t n, std::uint64_t seed) {
    const auto made = load_law(law, Dimension::number, builtin_catalog());
    Stream stream = Streams(seed, 0).at(name_key("fit"), "test");
    std::vector<double> values(n);
    for (double& value : values) value = made->draw(stream);
    std::sort(values.begin(), values.end());
    return values;
}

double likelihood(const Fit& fit, const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += fit.log_density(value);
    return sum;
}

}  // namespace

TEST_CASE("closed forms of maximum likelihood come out as by hand", "[fit]") {
    CHECK(parameters(attempt("exponential", {1, 2, 6})) == std::map<std::string, double>{{"mean", 3}});
    CHECK(parameters(attempt("uniform", {1, 2, 6})) == std::map<std::string, double>{{"max", 6}, {"min", 1}});
    CHECK(parameters(attempt("poisson", {0, 2, 4})) == std::map<std::string, double>{{"mean", 2}});
    CHECK(parameters(attempt("geometric", {1, 2, 6})) == std::map<std::string, double>{{"mean", 3}});
    // ln x = 0 and 2: mean 1, variance 1; e^1.5 = 4.48169, times sqrt(e - 1) = 5.87472
    const auto lognormal = parameters(attempt("lognormal", {1, std::exp(2.0)}));
    CHECK(lognormal.at("mean") == Approx(4.48169).epsilon(1e-6));
    CHECK(lognormal.at("sd") == Approx(5.87472).epsilon(1e-5));
    // far from 0 the normal is not cut: mean 100, variance (1 + 1)/2
    const auto normal = parameters(attempt("normal", {99, 101}));
    CHECK(normal.at("mean") == 100);
    CHECK(normal.at("sd") == 1);
    // 0.5 and 3.5 vary so much that the half normal fits best: sd² = (0.25 + 12.25 + 0.01)/3
    const auto half = parameters(attempt("normal", {0.1, 0.5, 3.5}));
    CHECK(half.at("mean") == 0);
    CHECK(half.at("sd") == Approx(std::sqrt(12.51 / 3)).epsilon(1e-5));
}

TEST_CASE("what has no closed form solves its likelihood equation", "[fit]") {
    const std::vector<double> values{1, 2, 3, 5, 9};
    const auto gamma = parameters(attempt("gamma", values));
    CHECK(gamma.at("mean") == 4);
    // 4²/sd² = k with ln k - psi(k) = ln 4 - ln(270)/5 = 0.266610
    const double k = 16 / gamma.at("sd") / gamma.at("sd");
    CHECK(std::log(k) - (std::log(k) - 1 / (2 * k) - 1 / (12 * k * k) + 1 / (120 * std::pow(k, 4)) -
                         1 / (252 * std::pow(k, 6))) ==
          Approx(std::log(4.0) - std::log(270.0) / 5).epsilon(2e-3));
    const auto weibull = parameters(attempt("weibull", values));
    double powers = 0, weighted = 0, logs = 0;
    for (const double v : values) {
        powers += std::pow(v, weibull.at("shape"));
        weighted += std::pow(v, weibull.at("shape")) * std::log(v);
        logs += std::log(v) / 5;
    }
    CHECK(weighted / powers - logs == Approx(1 / weibull.at("shape")).epsilon(1e-5));
    CHECK(weibull.at("scale") == Approx(std::pow(powers / 5, 1 / weibull.at("shape"))).epsilon(1e-5));
    // counts 0, 0, 0, 4: r from 3 psi(r) + psi(r + 4) - 4 psi(r) + 4 ln(r/(r + 1)) = 0, where psi(r + 4) - psi(r) is
    // 1/r + 1/(r + 1) + 1/(r + 2) + 1/(r + 3)
    const double r = parameters(attempt("negative_binomial", {0, 0, 0, 4})).at("size");
    CHECK(1 / r + 1 / (r + 1) + 1 / (r + 2) + 1 / (r + 3) == Approx(4 * std::log((r + 1) / r)).epsilon(1e-5));
}

TEST_CASE("no small change of the parameters is more likely than the fit", "[fit]") {
    const std::map<std::string, std::string> laws{
        {"gamma", "{gamma: {mean: 9, sd: 3}}"},         {"lognormal", "{lognormal: {mean: 9, sd: 5}}"},
        {"weibull", "{weibull: {shape: 2, scale: 7}}"}, {"normal", "{normal: {mean: 3, sd: 4}}"},
        {"exponential", "{exponential: {mean: 4}}"},    {"triangular", "{triangular: {min: 2, mode: 4, max: 11}}"}};
    for (const auto& [word, law] : laws) {
        INFO(word);
        const std::vector<double> values = draws(law, 300, 5);
        const Attempt best = attempt(word, values);
        REQUIRE(best.fit);
        const double reached = likelihood(*best.fit, values);
        for (const Parameter& parameter : best.fit->parameters) {
            for (const double factor : {0.98, 1.02}) {
                INFO(parameter.name << " x " << factor);
                // the same law with one parameter changed, its density from differences of the language's own cdf
                Fit other = *best.fit;
                for (Parameter& each : other.parameters)
                    if (each.name == parameter.name) each.value *= factor;
                std::unique_ptr<UnitLaw> changed;
                try {
                    changed = std::make_unique<UnitLaw>(choice_text(other, Unit{}), Unit{}, false, builtin_catalog());
                } catch (const std::exception&) {
                    continue;  // a mode below the least value
                }
                double sum = 0;
                for (const double v : values) sum += std::log((changed->cdf(v + 1e-5) - changed->cdf(v - 1e-5)) / 2e-5);
                CHECK(sum < reached + 1e-3);
            }
        }
    }
}

TEST_CASE("the density that is maximized is the derivative of the language's cdf", "[fit]") {
    for (const Family& family : continuous_families()) {
        INFO(family.word);
        const Attempt fitted = family.estimate(Observed({1, 2, 2.5, 3, 5, 9}));
        REQUIRE(fitted.fit);
        const UnitLaw law(choice_text(*fitted.fit, Unit{}), Unit{}, false, builtin_catalog());
        for (const double v : {1.3, 2.2, 4.0, 8.5}) {
            INFO(v);
            CHECK(std::exp(fitted.fit->log_density(v)) ==
                  Approx((law.cdf(v + 1e-5) - law.cdf(v - 1e-5)) / 2e-5).epsilon(1e-4));
        }
    }
    for (const Family& family : count_families()) {
        INFO(family.word);
        const bool narrow = family.word == std::string("binomial");
        const Attempt fitted = family.estimate(
            Observed(narrow ? std::vector<double>{2, 3, 3, 4, 5} : std::vector<double>{1, 2, 2, 3, 12}));
        REQUIRE(fitted.fit);
        const UnitLaw law(choice_text(*fitted.fit, Unit{}), Unit{}, true, builtin_catalog());
        for (const double k : {1.0, 2.0, 4.0}) {
            CHECK(std::exp(fitted.fit->log_density(k)) == Approx(law.cdf(k) - law.cdf(k - 1)).epsilon(1e-6));
        }
    }
}

TEST_CASE("parameters are found again in draws from the language's laws", "[fit]") {
    struct Case {
        std::string word, law;
        std::map<std::string, std::pair<double, double>> expected;  // the parameter and its standard error for n = 1
    };
    // Standard errors from the Fisher information; of the ends of uniform and triangular, whose errors fall faster, a
    // bound. gamma k = 9: var of the mean sd² = 9; of ln sd at most some 1/(2k)·… see the comment of each.
    const std::vector<Case> cases{
        {"exponential", "{exponential: {mean: 4}}", {{"mean", {4, 4}}}},
        // var ln k̂ = 1/(k (k psi'(k) - 1)) = 1.876 at k = 9: sd = mean/sqrt(k) has 3 · sqrt(1/9 + 1.876/4) = 2.28
        {"gamma", "{gamma: {mean: 9, sd: 3}}", {{"mean", {9, 3}}, {"sd", {3, 2.5}}}},
        // of the mean of ln x and its variance s² = ln(1 + 1/4): mean · sqrt(s² + s⁴/2) = 2.24·2; sd wider
        {"lognormal", "{lognormal: {mean: 8, sd: 4}}", {{"mean", {8, 4.1}}, {"sd", {4, 5.2}}}},
        {"normal", "{normal: {mean: 50, sd: 8}}", {{"mean", {50, 8}}, {"sd", {8, 5.7}}}},
        // shape 0.78 · 2, scale 1.053 · 5/2 (Cohen 1965)
        {"weibull", "{weibull: {shape: 2, scale: 5}}", {{"shape", {2, 1.56}}, {"scale", {5, 2.63}}}},
        {"uniform", "{uniform: {min: 2, max: 5}}", {{"min", {2, 0.1}}, {"max", {5, 0.1}}}},
        {"triangular",
         "{triangular: {min: 2, mode: 4, max: 11}}",
         {{"min", {2, 5}}, {"mode", {4, 10}}, {"max", {11, 10}}}},
        {"poisson", "{poisson: {mean: 3.2}}", {{"mean", {3.2, 1.79}}}},
        {"geometric", "{geometric: {mean: 4}}", {{"mean", {4, 3.5}}}},
        // mean: sqrt(10 + 10²/2); size: bounded by the moment estimator's
        {"negative_binomial", "{negative_binomial: {mean: 10, size: 2}}", {{"mean", {10, 7.75}}, {"size", {2, 4.5}}}},
    };
    constexpr std::size_t n = 20'000;
    for (const Case& each : cases) {
        for (const std::uint64_t seed : {1, 2, 3}) {
            INFO(each.word << ", seed " << seed);
            const auto found = parameters(attempt(each.word, draws(each.law, n, seed)));
            for (const auto& [name, truth] : each.expected) {
                INFO(name);
                REQUIRE(found.count(name) == 1);
                CHECK(std::abs(found.at(name) - truth.first) < 4 * truth.second / std::sqrt(double{n}));
            }
        }
    }
    CHECK(parameters(attempt("erlang", draws("{erlang: {mean: 8, stages: 4}}", n, 1))).at("stages") == 4);
    const auto binomial = parameters(attempt("binomial", draws("{binomial: {n: 12, p: 0.3}}", n, 1)));
    CHECK(binomial.at("n") * binomial.at("p") == Approx(3.6).margin(4 * std::sqrt(2.52 / n)));
    CHECK(std::abs(binomial.at("n") - 12) <= 2);
}

TEST_CASE("laws that the values exclude say so, and zeros lead to moments", "[fit]") {
    CHECK(attempt("negative_binomial", {2, 3, 4}).why_not == "the values vary no more than poisson ones");
    CHECK(attempt("binomial", {0, 0, 9}).why_not == "the values vary no less than poisson ones");
    CHECK(attempt("geometric", {0, 1, 3}).why_not == "counts from 1, and 1 of the values are 0");
    const Attempt gamma = attempt("gamma", {0, 2, 4});
    REQUIRE(gamma.fit);
    CHECK(parameters(gamma) == std::map<std::string, double>{{"mean", 2}, {"sd", rounded(std::sqrt(8.0 / 3))}});
    CHECK(gamma.fit->remark == "by moments: 1 of the values is 0, for which it has no likelihood");
    CHECK(attempt("lognormal", {0, 2, 4}).fit->remark == gamma.fit->remark);
    const auto weibull = parameters(attempt("weibull", {0, 2, 4}));
    const auto law = load_law("{weibull: {shape: " + std::to_string(weibull.at("shape")) +
                                  ", scale: " + std::to_string(weibull.at("scale")) + "}}",
                              Dimension::number, builtin_catalog());
    CHECK(law->mean() == Approx(2).epsilon(1e-4));
    CHECK(law->variance() == Approx(8.0 / 3).epsilon(1e-4));
}

TEST_CASE("values at the edge of what numbers can hold give a fit or a reason, never a crash", "[fit]") {
    for (const std::vector<double>& values : {std::vector<double>{1e-300, 1e12},
                                              {0, 1e12},
                                              {5, 5 + 1e-12},
                                              {1e12 - 1, 1e12},
                                              {0, 1e-300},
                                              {0, 0, 0, 1},
                                              {1, 1, 1, 1, 1, 1, 2},
                                              {0.1, 1e9, 1e9, 1e9}}) {
        const Observed x(values);
        for (const auto& families : {continuous_families(), count_families()}) {
            for (const Family& family : families) {
                if (family.counts && !x.whole) continue;
                INFO(family.word << " of " << values.front() << " to " << values.back());
                const Attempt got = family.estimate(x);
                CHECK(got.fit.has_value() == got.why_not.empty());
                if (!got.fit) continue;
                for (const Parameter& parameter : got.fit->parameters) CHECK(std::isfinite(parameter.value));
            }
        }
    }
}

TEST_CASE("rounding to six digits keeps limits outside the values", "[fit]") {
    CHECK(rounded(1.23456789) == 1.23457);
    CHECK(rounded_down(1.23456789) == 1.23456);
    CHECK(rounded_up(1.23451234) == 1.23452);
    CHECK(rounded_down(2) == 2);
    CHECK(rounded_up(0) == 0);
    CHECK(rounded_up(99.99999) == 100);
    CHECK(rounded_down(0.00123456789) == 0.00123456);
}

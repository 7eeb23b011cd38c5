#include "sim/experiment/design/sobol_indices.hpp"

#include "sim/engine/stream.hpp"
#include "sim/experiment/design/points.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <functional>
#include <numbers>

namespace backstock {
namespace {

using Function = std::function<double(const UnitPoint&)>;

// The function at every point, in `replications` replications that add noise of that size.
SobolIndices indices(const Function& f, std::size_t factors, std::size_t rows, std::size_t replications = 1,
                     double noise = 0) {
    const std::vector<UnitPoint> points = saltelli_points(rows, factors, 7);
    std::vector<std::vector<double>> num(points.size());
    for (std::size_t c = 0; c < points.size(); ++c)
        for (std::size_t i = 0; i < replications; ++i) {
            Stream stream(1, i, c, "noise", 0);
            num[c].push_back(f(points[c]) + noise * (uniform01(stream) - 0.5) * std::sqrt(12.));
        }
    const std::vector<std::vector<double>> den(points.size(), std::vector<double>(replications, 1));
    return sobol_indices(Responses(num, den, false), factors);
}

// Ishigami and Homma 1990: sin x + 7 sin² y + 0.1 z⁴ sin x over (−π, π)³.
double ishigami(const UnitPoint& u) {
    const auto x = [&](std::size_t f) { return std::numbers::pi * (2 * u[f] - 1); };
    return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

struct Exact {
    double variance;
    double first[3];
    double total[3];
};

Exact ishigami_exact() {
    const double pi4 = std::pow(std::numbers::pi, 4);
    const double pi8 = pi4 * pi4;
    const double one = 0.5 * std::pow(1 + 0.1 * pi4 / 5, 2);
    const double two = 49. / 8;
    const double together = 0.01 * pi8 / 18 - 0.01 * pi8 / 50;
    const double all = one + two + together;
    return {all, {one / all, two / all, 0}, {(one + together) / all, two / all, together / all}};
}

TEST_CASE("Sobol indices of the Ishigami function", "[design]") {
    const Exact exact = ishigami_exact();
    CHECK(exact.first[0] == Approx(0.3139).margin(1e-4));  // as in the literature
    CHECK(exact.total[2] == Approx(0.2437).margin(1e-4));
    const SobolIndices found = indices(ishigami, 3, 4096);
    CHECK(found.variance == Approx(exact.variance).epsilon(0.01));
    for (std::size_t f = 0; f < 3; ++f) {
        CHECK(found.factors[f].first.value == Approx(exact.first[f]).margin(0.01));
        CHECK(found.factors[f].total.value == Approx(exact.total[f]).margin(0.01));
        CHECK(found.factors[f].first.covers(exact.first[f]));
        CHECK(found.factors[f].total.covers(exact.total[f]));
    }
}

// Saltelli and Sobol 1995: Π (|4u − 2| + a) / (1 + a), with partial variances 1 / (3 (1 + a)²).
TEST_CASE("Sobol indices of the G function", "[design]") {
    const std::vector<double> a{0, 1, 4.5, 9, 99};
    const auto g = [&](const UnitPoint& u) {
        double product = 1;
        for (std::size_t f = 0; f < a.size(); ++f) product *= (std::abs(4 * u[f] - 2) + a[f]) / (1 + a[f]);
        return product;
    };
    double product = 1;
    const auto partial = [&](std::size_t f) { return 1 / (3 * std::pow(1 + a[f], 2)); };
    for (std::size_t f = 0; f < a.size(); ++f) product *= 1 + partial(f);
    const SobolIndices found = indices(g, a.size(), 4096);
    CHECK(found.variance == Approx(product - 1).epsilon(0.02));
    for (std::size_t f = 0; f < a.size(); ++f) {
        const double total = partial(f) * product / (1 + partial(f)) / (product - 1);
        CHECK(found.factors[f].first.value == Approx(partial(f) / (product - 1)).margin(0.015));
        CHECK(found.factors[f].total.value == Approx(total).margin(0.015));
    }
}

TEST_CASE("noise of the replications does not pass for an effect", "[design]") {
    // The variance of a cell's mean is 40²/10 = 160, above that of the function.
    const Function line = [](const UnitPoint& u) { return 40 * u[0]; };  // variance 133
    const SobolIndices found = indices(line, 3, 2048, 10, 40);
    CHECK(found.noise == Approx(160. / (160 + 400. / 3)).margin(0.02));
    CHECK(found.variance == Approx(400. / 3).epsilon(0.1));
    CHECK(found.factors[0].total.value == Approx(1).margin(0.15));
    for (std::size_t f = 1; f < 3; ++f) {
        CHECK(std::abs(found.factors[f].total.value) < 0.12);  // 160 / 133 without the correction
        CHECK(found.factors[f].total.covers(0));
        CHECK(found.factors[f].first.covers(0));
    }
}

TEST_CASE("Sobol indices of what does not change are unknown", "[design]") {
    const SobolIndices found = indices([](const UnitPoint&) { return 3.; }, 2, 8);
    CHECK(std::isnan(found.factors[0].first.value));
    CHECK(std::isnan(found.factors[1].total.value));
}

}  // namespace
}  // namespace backstock

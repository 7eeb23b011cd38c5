#include "sim/experiment/design/effects.hpp"

#include "sim/engine/stream.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <functional>

namespace backstock {
namespace {

using Rows = std::vector<std::vector<double>>;

// Cells that each hold the same few replications: the cell's own value plus what a replication adds.
Responses made(std::size_t cells, std::size_t replications,
               const std::function<double(std::size_t cell, std::size_t replication)>& value) {
    Rows num(cells, std::vector<double>(replications));
    const Rows den(cells, std::vector<double>(replications, 1));
    for (std::size_t c = 0; c < cells; ++c)
        for (std::size_t i = 0; i < replications; ++i) num[c][i] = value(c, i);
    return {num, den, false};
}

double noise(std::size_t cell, std::size_t replication, std::uint64_t seed) {
    Stream stream(seed, replication, cell, "noise", 0);
    return uniform01(stream) + uniform01(stream) + uniform01(stream) - 1.5;  // variance 1/4
}

TEST_CASE("main effects and interactions of a two by two by hand", "[design]") {
    // A: low, high; B: low, high. Means 10, 14, 20, 32: A raises by 14, B by 8, together by 8 / 2 = 4 more.
    const double mean[] = {10, 14, 20, 32};
    const Grid grid({2, 2});
    const Responses responses =
        made(4, 3, [&](std::size_t c, std::size_t i) { return mean[c] + static_cast<double>(i); });
    const std::vector<LevelEffect> effects = level_effects(grid, responses);
    REQUIRE(effects.size() == 8);
    const double expected[] = {-7, 7, -4, 4, 2, -2, -2, 2};
    for (std::size_t k = 0; k < 8; ++k) {
        CHECK(effects[k].effect.value == Approx(expected[k]));
        CHECK(effects[k].effect.half_width() == Approx(0).margin(1e-9));  // what all cells share cancels
    }
    const std::vector<VarianceShare> shares = variance_shares(grid, responses);
    REQUIRE(shares.size() == 3);
    CHECK(shares[0].share.value == Approx(49. / 69));
    CHECK(shares[1].share.value == Approx(16. / 69));
    CHECK(shares[2].share.value == Approx(4. / 69));
    CHECK(shares[2].with == 1);
}

TEST_CASE("the effect of two levels has Student's paired interval", "[design]") {
    const Responses responses = made(2, 20, [](std::size_t c, std::size_t i) { return noise(c, i, 1); });
    Moments difference;
    for (std::size_t i = 0; i < 20; ++i) difference.add(noise(1, i, 1) - noise(0, i, 1));
    const std::vector<LevelEffect> effects = level_effects(Grid({2}), responses);
    CHECK(effects[1].effect.value - effects[0].effect.value == Approx(difference.mean()));
    constexpr double t = 2.093024;  // of 19 degrees of freedom
    CHECK(effects[1].effect.half_width() * 2 == Approx(t * difference.sd() / std::sqrt(20.)).epsilon(1e-6));
}

TEST_CASE("shares of variance are right on average, however noisy the cells", "[design]") {
    // Three levels of A at 0, 1, 2 and two of B without effect: all of the variance, 2/3, is A's.
    const Grid grid({3, 2});
    Moments of_a;
    Moments of_b;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Responses responses = made(6, 20, [&](std::size_t c, std::size_t i) {
            return static_cast<double>(grid.level(c, 0)) + 2 * noise(c, i, seed);
        });
        const std::vector<VarianceShare> shares = variance_shares(grid, responses);
        of_a.add(shares[0].share.value);
        of_b.add(shares[1].share.value);
    }
    // Uncorrected, B would get a part of the noise that the means carry, of variance 1/20: about 0.013.
    CHECK(std::abs(of_b.mean()) < 4 * of_b.sd() / std::sqrt(400.) + 0.001);
    CHECK(std::abs(of_a.mean() - 1) < 0.01);
}

TEST_CASE("effects of ratios come from sums over sums", "[design]") {
    const Rows num{{1, 2, 3}, {4, 4, 4}};
    const Rows den{{2, 2, 4}, {5, 5, 5}};
    const Responses responses(num, den, true);
    CHECK(responses.values()[0] == Approx(6. / 8));
    CHECK(responses.values()[1] == Approx(12. / 15));
    CHECK(responses.without(0)[0] == Approx(5. / 6));
    CHECK(level_effects(Grid({2}), responses)[1].effect.value == Approx((12. / 15 - 6. / 8) / 2));
}

TEST_CASE("a regression finds a plane with a twist exactly", "[design]") {
    const std::vector<UnitPoint> points = latin_hypercube(40, 3, 8);
    // y = 5 + 6 u − 4 v + 2 (2u − 1)(2v − 1), and the third number does nothing; a list adds 0, 3 or 7.
    const auto value = [&](std::size_t c, std::size_t) {
        const UnitPoint& p = points[c];
        const double list[] = {0, 3, 7};
        return 5 + 6 * p[0] - 4 * p[1] + 2 * (2 * p[0] - 1) * (2 * p[1] - 1) + list[static_cast<std::size_t>(p[2] * 3)];
    };
    const Responses responses = made(40, 2, value);
    const std::optional<Regression> fit = regression(points, {{0}, {0}, {3}}, responses);
    REQUIRE(fit);
    REQUIRE(fit->terms.size() == 5);
    const double expected[] = {6, -4, 3, 7, 4};
    for (std::size_t k = 0; k < 5; ++k) CHECK(fit->terms[k].effect.value == Approx(expected[k]));
    CHECK(fit->terms[4].with == 1);
    CHECK(fit->explained.value == Approx(1));
}

TEST_CASE("lists that work together leave the main terms of a regression what they are", "[design]") {
    for (const auto& [count, seed] : {std::pair{64, 1}, std::pair{50, 7}}) {
        const std::vector<UnitPoint> points =
            sobol_points(static_cast<std::size_t>(count), 3, static_cast<std::uint64_t>(seed));
        // Two lists of two: the second level adds 4 with the first's first level, and nothing with its second. The
        // number's change is 6 in the list's first level and 10 in its second.
        const auto value = [&](std::size_t c, std::size_t) {
            const UnitPoint& p = points[c];
            const bool first = p[1] >= 0.5;
            const bool second = p[2] >= 0.5;
            return (first ? 10 : 6) * (p[0] - 0.5) + 3 * first + (second && !first ? 4 : 0);
        };
        const Responses responses = made(points.size(), 2, value);
        const std::optional<Regression> fit = regression(points, {{0}, {2}, {2}}, responses);
        REQUIRE(fit);
        REQUIRE(fit->terms.size() == 3);
        CHECK(fit->terms[0].effect.value == Approx(8));
        CHECK(fit->terms[1].effect.value == Approx(1));  // 3 where the second list is at its first level, else -1
        CHECK(fit->terms[2].effect.value == Approx(2));
        CHECK(fit->explained.value == Approx(1));
    }
}

TEST_CASE("a regression wants more points than terms", "[design]") {
    const auto same = [](std::size_t, std::size_t) { return 1.; };
    CHECK_FALSE(regression(latin_hypercube(3, 3, 1), {{0}, {0}, {0}}, made(3, 2, same)));
    const std::vector<UnitPoint> one_place(9, UnitPoint{0.5, 0.5});
    CHECK_FALSE(regression(one_place, {{0}, {0}}, made(9, 2, same)));
}

}  // namespace
}  // namespace backstock

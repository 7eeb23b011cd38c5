#include "sim/experiment/design/points.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <set>

namespace backstock {
namespace {

std::set<std::size_t> pieces(const std::vector<UnitPoint>& points, std::size_t axis, std::size_t n) {
    std::set<std::size_t> hit;
    for (const UnitPoint& point : points) hit.insert(static_cast<std::size_t>(point[axis] * static_cast<double>(n)));
    return hit;
}

TEST_CASE("a Latin hypercube has one point in each piece of each axis", "[design]") {
    for (const std::size_t n : {1, 7, 100, 600}) {
        const std::vector<UnitPoint> points = latin_hypercube(n, 3, 5);
        REQUIRE(points.size() == n);
        for (std::size_t axis = 0; axis < 3; ++axis) CHECK(pieces(points, axis, n).size() == n);
    }
    CHECK(latin_hypercube(20, 2, 1) == latin_hypercube(20, 2, 1));
    CHECK(latin_hypercube(20, 2, 1) != latin_hypercube(20, 2, 2));
}

TEST_CASE("Sobol points are the sequence, shifted", "[design]") {
    const std::vector<UnitPoint> points = sobol_points(8, 3, 11);
    // Bit by bit against the shift: the first coordinates of Joe and Kuo's sequence in Gray code order.
    const auto unshifted = [&](std::size_t i, std::size_t f) {
        const auto word = [](double u) { return static_cast<std::uint64_t>(std::ldexp(u, 53)); };
        return std::ldexp(static_cast<double>(word(points[i][f]) ^ word(points[0][f])), -53);
    };
    const double expected[8][3] = {{0, 0, 0},          {.5, .5, .5},       {.75, .25, .25},    {.25, .75, .75},
                                   {.375, .375, .625}, {.875, .875, .125}, {.625, .125, .875}, {.125, .625, .375}};
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t f = 0; f < 3; ++f) CHECK(unshifted(i, f) == expected[i][f]);
}

TEST_CASE("Sobol points put one into every elementary box", "[design]") {
    const std::vector<UnitPoint> points = sobol_points(256, 5, 3);
    for (std::size_t axis = 0; axis < 5; ++axis) CHECK(pieces(points, axis, 256).size() == 256);
    std::set<std::pair<int, int>> boxes;  // of 16 by 16 in the first two coordinates
    for (const UnitPoint& point : points)
        boxes.emplace(static_cast<int>(point[0] * 16), static_cast<int>(point[1] * 16));
    CHECK(boxes.size() == 256);
}

TEST_CASE("Saltelli's design takes one coordinate of B into A at a time", "[design]") {
    const std::vector<UnitPoint> points = saltelli_points(4, 3, 2);
    REQUIRE(points.size() == 20);
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t f = 0; f < 3; ++f) {
            const UnitPoint& a = points[row * 5];
            const UnitPoint& b = points[row * 5 + 1];
            UnitPoint mixed = a;
            mixed[f] = b[f];
            CHECK(points[row * 5 + 2 + f] == mixed);
            CHECK(a[f] != b[f]);
        }
}

}  // namespace
}  // namespace backstock

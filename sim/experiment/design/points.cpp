#include "sim/experiment/design/points.hpp"

#include "sim/base/require.hpp"
#include "sim/engine/stream.hpp"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace backstock {
namespace {

constexpr std::uint64_t hypercubes_tried = 20;
constexpr std::size_t most_compared = 500;  // nearest neighbours cost points²

std::vector<UnitPoint> one_hypercube(std::size_t points, std::size_t factors, const Streams& streams,
                                     std::uint64_t number) {
    std::vector<UnitPoint> cube(points, UnitPoint(factors));
    std::vector<std::size_t> piece(points);
    for (std::size_t f = 0; f < factors; ++f) {
        Stream stream = streams.at(f, "hypercube", number);
        std::iota(piece.begin(), piece.end(), std::size_t{0});
        for (std::size_t i = points; i > 1; --i)
            std::swap(piece[i - 1], piece[static_cast<std::size_t>(uniform01(stream) * static_cast<double>(i))]);
        for (std::size_t i = 0; i < points; ++i)
            cube[i][f] = (static_cast<double>(piece[i]) + uniform01(stream)) / static_cast<double>(points);
    }
    return cube;
}

double squared_distance(const UnitPoint& a, const UnitPoint& b) {
    double sum = 0;
    for (std::size_t f = 0; f < a.size(); ++f) sum += (a[f] - b[f]) * (a[f] - b[f]);
    return sum;
}

double nearest_pair(const std::vector<UnitPoint>& points) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) nearest = std::min(nearest, squared_distance(points[i], points[k]));
    return nearest;
}

}  // namespace

std::vector<UnitPoint> latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed) {
    const Streams streams(seed, 0);
    std::vector<UnitPoint> best = one_hypercube(points, factors, streams, 0);
    if (factors < 2 || points > most_compared) return best;
    double farthest = nearest_pair(best);
    for (std::uint64_t number = 1; number < hypercubes_tried; ++number) {
        std::vector<UnitPoint> cube = one_hypercube(points, factors, streams, number);
        const double distance = nearest_pair(cube);
        if (distance <= farthest) continue;
        farthest = distance;
        best = std::move(cube);
    }
    return best;
}

std::vector<UnitPoint> sobol_points(std::size_t points, std::size_t factors, std::uint64_t seed) {
    require(factors <= 1000, "a Sobol sequence over {} factors", factors);
    std::vector<UnitPoint> result(points, UnitPoint(factors));
    if (points == 0 || factors == 0) return result;
    std::vector<std::uint64_t> shift(factors);
    for (std::size_t f = 0; f < factors; ++f) shift[f] = Streams(seed, 0).at(f, "sobol")();
    boost::random::sobol sequence(factors);
    for (std::size_t i = 0; i < points; ++i)
        for (std::size_t f = 0; f < factors; ++f) {
            const std::uint64_t word = i == 0 ? 0 : sequence();  // Boost leaves out the first point, which is 0
            result[i][f] = static_cast<double>((word ^ shift[f]) >> 11U) * 0x1p-53;
        }
    return result;
}

std::vector<UnitPoint> saltelli_points(std::size_t rows, std::size_t factors, std::uint64_t seed) {
    std::vector<UnitPoint> result;
    result.reserve(rows * (factors + 2));
    for (const UnitPoint& both : sobol_points(rows, 2 * factors, seed)) {
        const auto middle = both.begin() + static_cast<std::ptrdiff_t>(factors);
        const UnitPoint a(both.begin(), middle);
        result.push_back(a);
        result.emplace_back(middle, both.end());
        for (std::size_t f = 0; f < factors; ++f) {
            result.push_back(a);
            result.back()[f] = both[factors + f];
        }
    }
    return result;
}

}  // namespace backstock

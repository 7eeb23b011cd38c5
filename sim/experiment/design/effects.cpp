#include "sim/experiment/design/effects.hpp"

#include "sim/base/require.hpp"

#include <cmath>
#include <limits>
#include <span>

namespace backstock {
namespace {

using Cells = std::span<const double>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Means over the cells with each level of each factor, and with each two levels of each two factors; in one pass.
class Marginals {
public:
    Marginals(const Grid& grid, Cells cells) : grid_(grid) {
        std::size_t places = 1;
        for (std::size_t f = 0; f < grid.factors(); ++f) {
            first_.push_back(places);
            places += grid.levels(f);
        }
        for (std::size_t f = 0; f < grid.factors(); ++f)
            for (std::size_t g = f + 1; g < grid.factors(); ++g) {
                pairs_.push_back({f, g, places});
                places += grid.levels(f) * grid.levels(g);
            }
        mean_.assign(places, 0);
        add(cells);
    }

    double all() const { return mean_[0]; }
    double main(std::size_t f, std::size_t a) const { return mean_[first_[f] + a] - all(); }

    // Calls use(f, g, a, b, effect) for every two factors and their levels.
    void each_joint(auto use) const {
        for (const Pair& p : pairs_)
            for (std::size_t a = 0; a < grid_.levels(p.f); ++a)
                for (std::size_t b = 0; b < grid_.levels(p.g); ++b)
                    use(p.f, p.g, a, b, mean_[p.at + a * grid_.levels(p.g) + b] - all() - main(p.f, a) - main(p.g, b));
    }
    void each_main(auto use) const {
        for (std::size_t f = 0; f < grid_.factors(); ++f)
            for (std::size_t a = 0; a < grid_.levels(f); ++a) use(f, a, main(f, a));
    }

private:
    struct Pair {
        std::size_t f;
        std::size_t g;
        std::size_t at;
    };
    void add(Cells cells) {
        const auto n = static_cast<double>(grid_.cells());
        for (std::size_t c = 0; c < grid_.cells(); ++c) {
            mean_[0] += cells[c] / n;
            for (std::size_t f = 0; f < grid_.factors(); ++f)
                mean_[first_[f] + grid_.level(c, f)] += cells[c] * static_cast<double>(grid_.levels(f)) / n;
            for (const Pair& p : pairs_)
                mean_[p.at + grid_.level(c, p.f) * grid_.levels(p.g) + grid_.level(c, p.g)] +=
                    cells[c] * static_cast<double>(grid_.levels(p.f) * grid_.levels(p.g)) / n;
        }
    }

    const Grid& grid_;
    std::vector<std::size_t> first_;
    std::vector<Pair> pairs_;
    std::vector<double> mean_;
};

std::vector<double> all_effects(const Grid& grid, Cells cells) {
    const Marginals marginals(grid, cells);
    std::vector<double> effects;
    marginals.each_main([&](std::size_t, std::size_t, double effect) { effects.push_back(effect); });
    marginals.each_joint(
        [&](std::size_t, std::size_t, std::size_t, std::size_t, double effect) { effects.push_back(effect); });
    return effects;
}

// Mean squares over the cells: the total, then by factor, then by two factors in the order of Marginals.
std::vector<double> squares(const Grid& grid, Cells cells) {
    const Marginals marginals(grid, cells);
    const std::size_t factors = grid.factors();
    std::vector<double> squares(1 + factors + factors * (factors - 1) / 2);
    for (const double x : cells)
        squares[0] += (x - marginals.all()) * (x - marginals.all()) / static_cast<double>(grid.cells());
    marginals.each_main([&](std::size_t f, std::size_t, double effect) {
        squares[1 + f] += effect * effect / static_cast<double>(grid.levels(f));
    });
    std::size_t at = factors;
    marginals.each_joint([&](std::size_t f, std::size_t g, std::size_t a, std::size_t b, double effect) {
        if (a == 0 && b == 0) ++at;
        squares[at] += effect * effect / static_cast<double>(grid.levels(f) * grid.levels(g));
    });
    return squares;
}

}  // namespace

Grid::Grid(std::vector<std::size_t> levels) : levels_(std::move(levels)), stride_(levels_.size()) {
    for (std::size_t f = levels_.size(); f-- > 0;) {
        require(levels_[f] >= 1, "a factor without levels");
        stride_[f] = cells_;
        cells_ *= levels_[f];
    }
}

std::vector<LevelEffect> level_effects(const Grid& grid, const Responses& responses, double level) {
    require(grid.cells() == responses.cells(), "a grid of {} cells with {}", grid.cells(), responses.cells());
    const std::vector<Interval> intervals = responses.of([&](Cells cells) { return all_effects(grid, cells); }, level);
    std::vector<LevelEffect> effects;
    const Marginals marginals(grid, responses.values());
    const auto next = [&]() -> const Interval& { return intervals[effects.size()]; };
    marginals.each_main([&](std::size_t f, std::size_t a, double) { effects.push_back({f, {}, a, 0, next()}); });
    marginals.each_joint([&](std::size_t f, std::size_t g, std::size_t a, std::size_t b, double) {
        effects.push_back({f, g, a, b, next()});
    });
    return effects;
}

std::vector<VarianceShare> variance_shares(const Grid& grid, const Responses& responses, double level) {
    require(grid.cells() == responses.cells(), "a grid of {} cells with {}", grid.cells(), responses.cells());
    const auto parts = [&](Cells cells) { return squares(grid, cells); };
    const auto quotients = [&](Cells cells) {
        std::vector<double> shares = squares(grid, cells);
        for (std::size_t k = shares.size(); k-- > 0;) shares[k] /= shares[0];
        return shares;
    };
    const std::vector<Interval> clean = responses.unbiased(parts, level);
    const std::vector<Interval> spread = responses.of(quotients, level);
    const auto share = [&](std::size_t k) -> Interval {
        const double value = clean[0].value > 0 ? clean[k].value / clean[0].value : nan;
        const double half = std::isnan(value) ? nan : spread[k].half_width();
        return {value, value - half, value + half, responses.replications()};
    };
    std::vector<VarianceShare> shares;
    for (std::size_t f = 0; f < grid.factors(); ++f) shares.push_back({f, {}, share(1 + f)});
    for (std::size_t f = 0; f < grid.factors(); ++f)
        for (std::size_t g = f + 1; g < grid.factors(); ++g) shares.push_back({f, g, share(1 + shares.size())});
    return shares;
}

}  // namespace backstock

#pragma once
// What each factor does, alone and together with another.

#include "sim/experiment/design/points.hpp"
#include "sim/experiment/design/responses.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace backstock {

// The cells of a full grid: the levels of the factors in every combination, the last factor changing fastest.
class Grid {
public:
    explicit Grid(std::vector<std::size_t> levels);

    std::size_t factors() const { return levels_.size(); }
    std::size_t levels(std::size_t factor) const { return levels_[factor]; }
    std::size_t cells() const { return cells_; }
    // Which level a factor has in a cell.
    std::size_t level(std::size_t cell, std::size_t factor) const { return cell / stride_[factor] % levels_[factor]; }

private:
    std::vector<std::size_t> levels_;
    std::vector<std::size_t> stride_;
    std::size_t cells_ = 1;
};

// The effect of one level of a factor, or of two levels of two factors together.
struct LevelEffect {
    std::size_t factor;
    std::optional<std::size_t> with;  // the second factor: then this is an interaction
    std::size_t level;
    std::size_t with_level;
    Interval effect;
};

// Main effects: the mean over the cells with a level, less the mean of all. Interactions of two factors: the mean over
// the cells with both levels, less what the two main effects add up to. The effects of a factor's levels sum to 0. For
// two levels, the difference of the two is the factorial effect of the textbooks (Box, Hunter and Hunter 2005, ch. 5).
std::vector<LevelEffect> level_effects(const Grid& grid, const Responses& responses, double level = 0.95);

// How much of the differences between cells is due to one factor, or to two together.
struct VarianceShare {
    std::size_t factor;
    std::optional<std::size_t> with;
    Interval share;
};

// The analysis of variance of a full grid: the sum of squared effects over the cells ÷ that of all differences between
// cells. What is left to 1 belongs to interactions of three factors and more. Noise makes sums of squares larger; the
// jackknife takes that away, so that a factor without effect has a share about 0, at times a little below. NaN with
// one replication, or where all cells are equal.
std::vector<VarianceShare> variance_shares(const Grid& grid, const Responses& responses, double level = 0.95);

// A factor as a regression sees it.
struct RegressionFactor {
    std::size_t levels = 0;  // of a list: each level but the first has a term; 0: a number between two ends
};

// A term of the regression.
struct Term {
    std::size_t factor;
    std::optional<std::size_t> with;   // the second factor of an interaction
    std::optional<std::size_t> level;  // of a list
    Interval effect;
};

struct Regression {
    std::vector<Term> terms;
    Interval explained;  // share of the differences between cells that the terms explain (R²)
};

// Effects where the cells are no grid, by least squares over the points: for a number, the change from one end of its
// range to the other along the fitted line; for two numbers, half of how much the one's change differs between the
// other's ends (the factorial interaction); for a list, the change from the first level. Interactions are taken in
// where there are at least twice as many points as terms, those of numbers first; those with lists are not told, but
// keep the main terms what they say: averages over the other factors. Coordinates are those of the unit cube; of a
// list's factor the level is ⌊u × levels⌋. The intervals say how replications scatter, not how far the line is from the
// truth: see `explained` for that. Nothing where there are fewer points than main terms + 1, or they do not tell the
// terms apart.
std::optional<Regression> regression(const std::vector<UnitPoint>& points, const std::vector<RegressionFactor>& factors,
                                     const Responses& responses, double level = 0.95);

}  // namespace backstock

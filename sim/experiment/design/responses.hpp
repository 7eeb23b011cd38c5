#pragma once
// One KPI over the cells of a design, and how it moves when a replication is left out: what every figure of a
// sensitivity analysis is made from.
//
// All cells ran the same replications (common random numbers), so a figure that is computed from the cells is computed
// once with all replications and once without each; the jackknife makes its interval from these (Efron and Tibshirani
// 1993, ch. 11). What the cells have in common cancels, as in a paired comparison; for a difference of two cells' means
// it is Student's paired interval to the bit of rounding.

#include "sim/experiment/estimators.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace backstock {

class Responses {
public:
    // Numerators and denominators of each cell in replication order, all equally long. The cell's value is
    // Σ num ÷ Σ den for a ratio, else the mean of num ÷ den over the replications in which every cell has a value.
    Responses(std::span<const std::vector<double>> num, std::span<const std::vector<double>> den, bool is_ratio);

    std::size_t cells() const { return value_.size(); }
    std::int64_t replications() const { return static_cast<std::int64_t>(without_.size()); }

    // A value a cell, from all replications; and without replication i.
    std::span<const double> values() const { return value_; }
    std::span<const double> without(std::size_t i) const { return without_[i]; }

    // Figures that are computed from the cells together.
    using Figures = std::function<std::vector<double>(std::span<const double> cells)>;

    // Each figure with its interval. Exact for figures that are linear in the cells.
    std::vector<Interval> of(const Figures& figures, double level = 0.95) const;
    // The same for figures that noise pushes to one side, such as sums of squares: the jackknife takes away the bias
    // that shrinks with the number of replications (Quenouille 1956, Biometrika 43:353). NaN with one replication.
    std::vector<Interval> unbiased(const Figures& figures, double level = 0.95) const;

    // The squared standard error of the difference of two cells: what noise adds to the square of that difference.
    // NaN with one replication.
    double noise_of_difference(std::size_t a, std::size_t b) const;

private:
    void fill_means(std::span<const std::vector<double>> num, std::span<const std::vector<double>> den);
    void fill_ratios(std::span<const std::vector<double>> num, std::span<const std::vector<double>> den);

    std::vector<double> value_;
    std::vector<std::vector<double>> without_;
};

}  // namespace backstock

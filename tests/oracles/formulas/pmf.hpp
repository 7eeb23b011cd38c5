#pragma once

#include <cstddef>
#include <vector>

/// The probability mass function of a whole quantity 0, 1, 2, … and the few operations that inventory
/// formulas need. Everything here is plain `double`: an oracle is a formula and knows no unit of the simulator.
namespace backstock::oracles {

/// A distribution on 0 … size()-1. Laws with an infinite tail are cut where less than 1e-16 is left.
class Pmf {
public:
    /// Requires at least one entry, none negative, and a sum within 1e-6 of 1; what the cut left out is spread evenly.
    explicit Pmf(std::vector<double> probabilities);

    /// P(X = k), 0 beyond the last entry.
    double operator[](std::size_t k) const { return k < p_.size() ? p_[k] : 0.0; }
    /// One more than the largest value kept.
    std::size_t size() const { return p_.size(); }

    double mean() const;
    double variance() const;
    /// P(X <= level); the level may be fractional or negative.
    double at_most(double level) const;
    /// P(X < level).
    double below(double level) const;

    /// E[(level - X)+]: the mean stock left when a level meets X. Correct for negative levels too (0).
    double left_over(double level) const;
    /// E[(X - level)+]: the mean shortage when a level meets X. Equals mean - level + left_over(level).
    double shortage(double level) const;

private:
    std::vector<double> p_;
};

/// X = k for sure.
Pmf point(std::size_t k);
/// Poisson; the mean may be 0.
Pmf poisson(double mean);
/// The number of successes in n trials.
Pmf binomial(std::size_t n, double p);
/// Failures before the r-th success, r > 0 real: mean r(1-p)/p. r = 1 is the geometric law on 0, 1, 2, …
Pmf negative_binomial(double r, double p);
/// The geometric law on 1, 2, 3, … with the given mean >= 1: the "stuttering" basket.
Pmf geometric_from_one(double mean);
/// Each of low … high equally likely.
Pmf uniform_whole(std::size_t low, std::size_t high);

/// The sum of two independent quantities.
Pmf sum(const Pmf& a, const Pmf& b);
/// The sum of n independent copies; n = 0 gives 0.
Pmf sum_of(const Pmf& one, std::size_t n);
/// Poisson many independent baskets (compound Poisson), by Panjer's recursion
/// (H. Panjer, "Recursive evaluation of a family of compound distributions", ASTIN Bulletin 12, 1981).
Pmf compound_poisson(double mean_count, const Pmf& basket);
/// (X - level)+: what a level leaves owing.
Pmf excess(const Pmf& x, std::size_t level);
/// Each of X's units is kept with the given probability (binomial thinning).
Pmf thinned(const Pmf& x, double share);

}  // namespace backstock::oracles

#pragma once
// What a sample of replications says, and how sure it is.
//
// Every function takes the replications' values in replication order and adds them in that order, so that the same
// replications give the same bits however many threads ran them. A value that is NaN stands for a replication that
// had nothing to say (an empty denominator): it is left out and counted in `empty`, never taken as 0 or 1.
//
// `level` is the confidence level, strictly between 0 and 1 (otherwise a broken law). For k intervals that shall hold
// all at once, ask for each at level_of_each(k, level).

#include <cstdint>
#include <span>
#include <vector>

namespace backstock {

// An estimate with the interval that covers the true value at the level asked for. The interval need not be
// symmetric about the value. A bound is NaN where the sample is too small to give it; `value` is NaN where there is
// nothing to estimate from.
struct Interval {
    double value;
    double low;
    double high;
    std::int64_t n;          // replications that the estimate rests on
    std::int64_t empty = 0;  // replications left out, because they had nothing to say

    double half_width() const { return (high - low) / 2; }
    bool covers(double x) const { return low <= x && x <= high; }
};

// Mean and variance in one pass (Welford 1962, Technometrics 4:419): exact for constant data, and without the
// cancellation of sums of squares. NaN values are counted and skipped.
class Moments {
public:
    void add(double x);

    std::int64_t n() const { return n_; }
    std::int64_t empty() const { return empty_; }
    double mean() const;      // NaN for n = 0
    double variance() const;  // with divisor n − 1; NaN for n < 2
    double sd() const;
    double min() const;  // NaN for n = 0
    double max() const;  // NaN for n = 0

private:
    std::int64_t n_ = 0;
    std::int64_t empty_ = 0;
    double mean_ = 0;
    double squares_ = 0;  // sum of (x − mean)²
    double min_ = 0;
    double max_ = 0;
};

// Bonferroni: the level at which each of `intervals` must hold so that all of them hold together at `level`.
double level_of_each(std::int64_t intervals, double level);

// The mean with Student's interval, mean ± t(n − 1) sd / √n. One value has a mean and no interval (NaN).
Interval mean_interval(std::span<const double> values, double level = 0.95);

// The ratio of sums Σ numerator / Σ denominator with a jackknife interval: ± t · √((n − 1)/n · Σ (dᵢ − d̄)²), where dᵢ
// is how far the ratio moves when replication i is left out (Efron and Tibshirani 1993, An Introduction to the
// Bootstrap, ch. 11). The ratio of means is what the model's long run approaches; the mean of ratios is not.
// Replications without a denominator count as `empty` and not as degrees of freedom, but they do belong to the
// sample: leaving one out moves nothing unless it has a numerator. A pair with NaN counts as 0 / 0.
// Requires two spans of equal length. NaN when all denominators are empty.
Interval ratio_interval(std::span<const double> numerators, std::span<const double> denominators, double level = 0.95);

// The dᵢ above, one a replication. Paired differences of two ratios are the jackknife of dᵢ(A) − dᵢ(B). All are NaN
// when leaving some replication out leaves nothing to divide by.
std::vector<double> ratio_deviations(std::span<const double> numerators, std::span<const double> denominators);

// The jackknife interval of `value` from its deviations, with Student's t at n − 1 degrees of freedom, where n is the
// number of replications that say something. NaN bounds for n < 2.
Interval jackknife_interval(double value, std::span<const double> deviations, std::int64_t n, double level = 0.95);

// The proportion successes / trials with Wilson's score interval (Wilson 1927, JASA 22:209), which stays inside
// [0, 1] and is of use at 0 and 1 too. Requires 0 <= successes <= trials. NaN for no trials.
Interval proportion_interval(std::int64_t successes, std::int64_t trials, double level = 0.95);

// The p-quantile of values in ascending order, between order statistics by linear interpolation (type 7 of Hyndman and
// Fan 1996, the default of NumPy, pandas and R, so that a user who recomputes it finds the same number).
// Requires 0 <= p <= 1 and no NaN. NaN for an empty sample.
double quantile(std::span<const double> ascending, double p);

// The p-quantile of the replications with the distribution-free interval between two order statistics (David and
// Nagaraja 2003, Order Statistics, 7.1): ranks from the binomial distribution with equal tails, so that it covers at
// the level or a little above. A bound that no rank of so small a sample can give is NaN. Requires 0 < p < 1.
Interval quantile_interval(std::span<const double> values, double p, double level = 0.95);

// The order statistics, from 0, between which that interval lies; -1 and n where there is none. For whoever asks for
// many samples of one size: finding them costs more than all else.
struct QuantileRanks {
    QuantileRanks(std::int64_t n, double p, double level);
    // Of n values in ascending order, none of them NaN.
    Interval of(std::span<const double> ascending) const;

    std::int64_t n;
    double p;
    std::int64_t low = -1;
    std::int64_t high;
};

}  // namespace backstock

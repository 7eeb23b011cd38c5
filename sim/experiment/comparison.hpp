#pragma once
// Alternatives against one another, on common random numbers: replication i of all of them met the same customers, lead
// times and outages, so that only differences within a replication count.
//
// An estimate is a number with its deviations: how far it moves when replication i is left out. For a mean that is
// (mean − xᵢ) / (n − 1), for a ratio of sums see ratio_deviations(). The deviations of a difference are the differences
// of the deviations, and its interval is the jackknife's; for a mean this is Student's paired interval.

#include "sim/experiment/estimators.hpp"
#include "sim/experiment/tail_risk.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace backstock {

// One KPI of one alternative, in replication order. Both spans are equally long.
struct KpiSample {
    std::span<const double> num;
    std::span<const double> den;
    bool is_ratio = false;  // Σ num ÷ Σ den; otherwise the mean of num ÷ den
};

// The estimate of one alternative, as in the summary.
Interval estimate(const KpiSample& sample, double level = 0.95);

// a − b with the paired interval. For means a pair counts only where both say something; for ratios every replication
// belongs to the sample, and those without a denominator on either side add no degree of freedom. A difference that is
// the same in every replication has an interval of no width. Requires samples of one KPI and of equal length.
Interval paired_difference(const KpiSample& a, const KpiSample& b, double level = 0.95);

// (Var a + Var b) ÷ Var (a − b): how many times more replications independent random numbers would need for an interval
// of the same width. Infinite where the difference does not vary, NaN where it can't be told.
double variance_reduction(const KpiSample& a, const KpiSample& b);

// What the simultaneous interval says about an alternative and the baseline.
enum class Standing : std::uint8_t {
    baseline,  // it is the baseline
    better,    // the interval lies on the good side of 0
    worse,     // on the bad side
    more,      // above 0, and no side is bad
    less,      // below 0, and no side is bad
    same,      // equal in every replication
    unclear,   // the interval holds 0: no measurable difference
    unknown    // there is nothing to compare, or a single replication, which has no interval
};

// "baseline", "better", "worse", "more", "less", "same", "unclear", "unknown".
std::string_view name_of(Standing standing);

// One alternative among others.
struct Compared {
    Interval own;               // its estimate
    Interval difference;        // own − baseline, at the level asked for
    Interval simultaneous;      // the same, so that the intervals of all alternatives hold together (Bonferroni)
    double variance_reduction;  // by the common random numbers
    double
        probability_better;   // than the baseline: the confidence of the one-sided paired test; NaN without a bad side
    Interval from_best;       // how far it is above the best of the others (see below), all alternatives together
    double probability_best;  // share of bootstrap samples in which it is the best; NaN without a bad side
    Standing standing = Standing::unknown;
};

struct ComparisonOptions {
    double level = 0.95;
    std::uint64_t seed = 1;  // of the bootstrap
};

// All alternatives against the one at `baseline`, and against the best. In the order of `samples`.
//
// from_best: Hsu's multiple comparisons with the best (Hsu 1984, Annals of Statistics 12:1136) on own − best of the
// others, in the KPI's unit. Its one-sided critical values are Student's at 1 − α/(k − 1) on the paired differences, by
// Bonferroni, so that nothing is asked of the dependence that common random numbers bring (Nelson and Matejcik 1995,
// Management Science 41:1935, ask for sphericity instead). An alternative whose interval lies wholly on the bad side is
// not the best; if one interval lies wholly on the good side, that one is. The bound towards the good side is 0 for
// whoever is not the best, the bound towards the bad side is 0 for whoever must be. NaN without a bad side, where an
// alternative can't be measured, and for more than 1,000 alternatives.
//
// probability_best: the replications are drawn anew 1,000 times, for all alternatives alike (the paired bootstrap;
// Efron and Tibshirani 1993, ch. 6); ties share. Beyond 1,000 replications, groups of consecutive ones are drawn. NaN
// below 5 replications.
std::vector<Compared> compare(std::span<const KpiSample> samples, std::size_t baseline, BadSide bad,
                              const ComparisonOptions& options = {});

}  // namespace backstock

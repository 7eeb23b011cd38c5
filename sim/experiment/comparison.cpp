#include "sim/experiment/comparison.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/best.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> values_of(const KpiSample& sample) {
    std::vector<double> values(sample.num.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = sample.den[i] == 0 ? nan : sample.num[i] / sample.den[i];
    return values;
}

std::vector<double> differences(std::vector<double> a, const std::vector<double>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
    return a;
}

// Replications in which both have something to divide by.
std::int64_t both_say(const KpiSample& a, const KpiSample& b) {
    std::int64_t n = 0;
    for (std::size_t i = 0; i < a.den.size(); ++i) n += a.den[i] != 0 && b.den[i] != 0 ? 1 : 0;
    return n;
}

double variance(std::span<const double> values) {
    Moments moments;
    for (const double x : values) moments.add(x);
    return moments.variance();
}

Standing standing_of(const Interval& difference, BadSide bad) {
    if (std::isnan(difference.low) || std::isnan(difference.high)) return Standing::unknown;
    if (difference.low == 0 && difference.high == 0) return Standing::same;
    if (!(difference.low > 0) && !(difference.high < 0)) return Standing::unclear;
    const bool more = difference.low > 0;
    if (bad == BadSide::none) return more ? Standing::more : Standing::less;
    return more == (bad == BadSide::low) ? Standing::better : Standing::worse;
}

// Student's cumulative distribution at the difference over its standard error.
double probability_better(const KpiSample& a, const KpiSample& b, BadSide bad) {
    constexpr double level = 0.5;
    const Interval difference = paired_difference(a, b, level);
    if (bad == BadSide::none || difference.n < 2 || std::isnan(difference.low)) return nan;
    const double towards_good = bad == BadSide::low ? difference.value : -difference.value;
    if (difference.half_width() == 0) return towards_good == 0 ? 0.5 : towards_good > 0 ? 1 : 0;
    const boost::math::students_t law(static_cast<double>(difference.n - 1));
    const double standard_error = difference.half_width() / boost::math::quantile(law, (1 + level) / 2);
    return boost::math::cdf(law, towards_good / standard_error);
}

}  // namespace

Interval estimate(const KpiSample& sample, double level) {
    return sample.is_ratio ? ratio_interval(sample.num, sample.den, level) : mean_interval(values_of(sample), level);
}

Interval paired_difference(const KpiSample& a, const KpiSample& b, double level) {
    require(a.num.size() == b.num.size() && a.is_ratio == b.is_ratio, "a difference of samples that are no pairs");
    if (!a.is_ratio) return mean_interval(differences(values_of(a), values_of(b)), level);
    const std::vector<double> deviations = differences(ratio_deviations(a.num, a.den), ratio_deviations(b.num, b.den));
    const double value = estimate(a).value - estimate(b).value;
    const std::int64_t n = both_say(a, b);
    Interval difference = jackknife_interval(value, deviations, n, level);
    difference.empty = static_cast<std::int64_t>(a.num.size()) - n;
    return difference;
}

double variance_reduction(const KpiSample& a, const KpiSample& b) {
    const auto spread = [](const KpiSample& sample) {
        return sample.is_ratio ? ratio_deviations(sample.num, sample.den) : values_of(sample);
    };
    std::vector<double> of_a = spread(a);
    std::vector<double> of_b = spread(b);
    const std::vector<double> paired = differences(of_a, of_b);
    for (std::size_t i = 0; i < paired.size(); ++i) {
        if (std::isnan(paired[i])) of_a[i] = of_b[i] = nan;
    }
    const double apart = variance(of_a) + variance(of_b);
    return apart == 0 ? nan : apart / variance(paired);
}

std::string_view name_of(Standing standing) {
    constexpr std::string_view names[] = {"baseline", "better", "worse", "more", "less", "same", "unclear", "unknown"};
    return names[static_cast<std::size_t>(standing)];
}

std::vector<Compared> compare(std::span<const KpiSample> samples, std::size_t baseline, BadSide bad,
                              const ComparisonOptions& options) {
    require(baseline < samples.size(), "baseline {} of {} alternatives", baseline, samples.size());
    const auto others = static_cast<std::int64_t>(std::max<std::size_t>(samples.size() - 1, 1));
    const double each = level_of_each(others, options.level);
    const std::vector<double> best = probabilities_best(samples, bad, options.seed);
    const std::vector<Interval> from_best = differences_from_best(samples, bad, options.level);
    const KpiSample& base = samples[baseline];
    std::vector<Compared> compared;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const KpiSample& sample = samples[i];
        Compared row{.own = estimate(sample, options.level),
                     .difference = paired_difference(sample, base, options.level),
                     .simultaneous = paired_difference(sample, base, each),
                     .variance_reduction = variance_reduction(sample, base),
                     .probability_better = probability_better(sample, base, bad),
                     .from_best = from_best[i],
                     .probability_best = best[i]};
        row.standing = i == baseline ? Standing::baseline : standing_of(row.simultaneous, bad);
        if (i == baseline) row.variance_reduction = row.probability_better = nan;
        compared.push_back(row);
    }
    return compared;
}

}  // namespace backstock

#include "sim/experiment/estimators.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/sum.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double upper_tail(double level) {
    require(level > 0 && level < 1, "a confidence level of {}", level);
    return (1 + level) / 2;
}

double students_t(std::int64_t degrees_of_freedom, double level) {
    const boost::math::students_t law(static_cast<double>(degrees_of_freedom));
    return boost::math::quantile(law, upper_tail(level));
}

double normal_quantile(double level) { return boost::math::quantile(boost::math::normal(), upper_tail(level)); }

struct RatioSums {
    double numerator;
    double denominator;
    std::int64_t n;
};

bool is_number(double num, double den) { return !std::isnan(num) && !std::isnan(den); }

RatioSums sums_of(std::span<const double> numerators, std::span<const double> denominators) {
    require(numerators.size() == denominators.size(), "{} numerators with {} denominators", numerators.size(),
            denominators.size());
    Sum numerator;
    Sum denominator;
    std::int64_t n = 0;
    for (std::size_t i = 0; i < numerators.size(); ++i) {
        if (is_number(numerators[i], denominators[i])) {
            numerator.add(numerators[i]);
            denominator.add(denominators[i]);
            n += denominators[i] != 0 ? 1 : 0;
        }
    }
    return {numerator.value(), denominator.value(), n};
}

std::vector<double> without_nan(std::span<const double> values) {
    std::vector<double> kept;
    kept.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](double x) { return !std::isnan(x); });
    return kept;
}

std::int64_t size_of(std::span<const double> values) { return static_cast<std::int64_t>(values.size()); }

}  // namespace

void Moments::add(double x) {
    if (std::isnan(x)) {
        ++empty_;
        return;
    }
    ++n_;
    const double before = x - mean_;
    mean_ += before / static_cast<double>(n_);
    squares_ += before * (x - mean_);
    min_ = n_ == 1 ? x : std::min(min_, x);
    max_ = n_ == 1 ? x : std::max(max_, x);
}

double Moments::mean() const { return n_ == 0 ? nan : mean_; }
double Moments::variance() const { return n_ < 2 ? nan : squares_ / static_cast<double>(n_ - 1); }
double Moments::sd() const { return std::sqrt(variance()); }
double Moments::min() const { return n_ == 0 ? nan : min_; }
double Moments::max() const { return n_ == 0 ? nan : max_; }

double level_of_each(std::int64_t intervals, double level) {
    require(intervals >= 1, "a level for {} intervals", intervals);
    require(level > 0 && level < 1, "a confidence level of {}", level);
    return 1 - (1 - level) / static_cast<double>(intervals);
}

Interval mean_interval(std::span<const double> values, double level) {
    Moments sample;
    for (double x : values) {
        sample.add(x);
    }
    const std::int64_t n = sample.n();
    const double half = n < 2 ? nan : students_t(n - 1, level) * sample.sd() / std::sqrt(static_cast<double>(n));
    return {sample.mean(), sample.mean() - half, sample.mean() + half, n, sample.empty()};
}

Interval ratio_interval(std::span<const double> numerators, std::span<const double> denominators, double level) {
    const RatioSums sums = sums_of(numerators, denominators);
    const double value = sums.n == 0 || sums.denominator == 0 ? nan : sums.numerator / sums.denominator;
    Interval result = jackknife_interval(value, ratio_deviations(numerators, denominators), sums.n, level);
    result.empty = size_of(numerators) - sums.n;
    return result;
}

// By algebra, dᵢ = −(numᵢ − ratio · denᵢ) / (Σ den − denᵢ): no difference of two nearly equal ratios.
std::vector<double> ratio_deviations(std::span<const double> numerators, std::span<const double> denominators) {
    const RatioSums sums = sums_of(numerators, denominators);
    const double ratio = sums.numerator / sums.denominator;
    std::vector<double> deviations(numerators.size(), 0.0);
    for (std::size_t i = 0; i < deviations.size(); ++i) {
        if (is_number(numerators[i], denominators[i])) {
            deviations[i] = (ratio * denominators[i] - numerators[i]) / (sums.denominator - denominators[i]);
        }
    }
    const bool defined =
        sums.n >= 2 && std::all_of(deviations.begin(), deviations.end(), [](double d) { return std::isfinite(d); });
    if (!defined) {
        std::fill(deviations.begin(), deviations.end(), nan);
    }
    return deviations;
}

Interval jackknife_interval(double value, std::span<const double> deviations, std::int64_t n, double level) {
    if (n < 2 || deviations.size() < 2) {
        return {value, nan, nan, n};
    }
    Moments spread;
    for (double d : deviations) {
        spread.add(d);
    }
    const auto size = static_cast<double>(deviations.size());
    const double half =
        spread.empty() > 0 ? nan : students_t(n - 1, level) * (size - 1) * spread.sd() / std::sqrt(size);
    return {value, value - half, value + half, n};
}

Interval proportion_interval(std::int64_t successes, std::int64_t trials, double level) {
    require(successes >= 0 && successes <= trials, "{} successes in {} trials", successes, trials);
    if (trials == 0) {
        return {nan, nan, nan, 0};
    }
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n;
    const double z = normal_quantile(level);
    const double shrink = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / shrink;
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink;
    const double low = successes == 0 ? 0 : std::max(0.0, centre - half);
    const double high = successes == trials ? 1 : std::min(1.0, centre + half);
    return {p, low, high, trials};
}

double quantile(std::span<const double> ascending, double p) {
    require(p >= 0 && p <= 1, "a quantile at {}", p);
    if (ascending.empty()) {
        return nan;
    }
    const double rank = p * static_cast<double>(ascending.size() - 1);
    const double below = std::floor(rank);
    const auto i = static_cast<std::size_t>(below);
    const double step = i + 1 < ascending.size() ? ascending[i + 1] - ascending[i] : 0;
    return rank > below ? ascending[i] + (rank - below) * step : ascending[i];
}

QuantileRanks::QuantileRanks(std::int64_t n_, double p_, double level) : n(n_), p(p_), high(n_) {
    require(p > 0 && p < 1, "an interval for the quantile at {}", p);
    const double upper = upper_tail(level);
    if (n == 0) return;
    const boost::math::binomial below(static_cast<double>(n), p);
    const auto first_rank = [&](auto reached) {  // the first k whose P(at most k below the quantile) is enough
        std::int64_t from = 0;
        std::int64_t to = n;
        while (from < to) {
            const std::int64_t middle = from + (to - from) / 2;
            if (reached(boost::math::cdf(below, static_cast<double>(middle)))) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    };
    low = first_rank([&](double c) { return c > 1 - upper; }) - 1;
    high = first_rank([&](double c) { return c >= upper; });
}

Interval QuantileRanks::of(std::span<const double> ascending) const {
    require(size_of(ascending) == n, "ranks of {} in a sample of {}", n, ascending.size());
    return {quantile(ascending, p), low < 0 ? nan : ascending[static_cast<std::size_t>(low)],
            high >= n ? nan : ascending[static_cast<std::size_t>(high)], n};
}

Interval quantile_interval(std::span<const double> values, double p, double level) {
    std::vector<double> sorted = without_nan(values);
    std::sort(sorted.begin(), sorted.end());
    const std::int64_t n = size_of(sorted);
    Interval interval = QuantileRanks(n, p, level).of(sorted);
    interval.empty = size_of(values) - n;
    return interval;
}

}  // namespace backstock

#include "sim/experiment/tail_risk.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/sum.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <vector>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The mean of the first size/20 of `worst_first`, the value at the edge taken in part. `left_out` is skipped.
class WorstTwentieth {
public:
    explicit WorstTwentieth(std::span<const double> worst_first) : values_(worst_first), sums_(1, 0.0) {
        Sum sum;
        for (std::size_t i = 0; i < values_.size() / 20 + 2; ++i) {
            sum.add(values_[i]);
            sums_.push_back(sum.value());
        }
    }
    double mean() const { return mean_of(values_.size(), values_.size()); }
    double mean_without(std::size_t left_out) const { return mean_of(values_.size() - 1, left_out); }

private:
    double mean_of(std::size_t size, std::size_t left_out) const {
        const std::size_t whole = size / 20;
        const double part = static_cast<double>(size % 20) / 20;
        const std::size_t edge = left_out <= whole ? whole + 1 : whole;
        const double inside = left_out < whole ? sums_[whole + 1] - values_[left_out] : sums_[whole];
        return (inside + part * values_[edge]) / (static_cast<double>(size) / 20);
    }

    std::span<const double> values_;
    std::vector<double> sums_;
};

// The inverse of Hall's cubic transformation; `skew` is the skewness divided by √n.
double without_skew(double z, double skew) {
    return std::abs(skew) < 1e-6 ? z : 3 / skew * (std::cbrt(1 + skew * (z - skew / 6)) - 1);
}

Interval worst_mean_interval(std::vector<double> values, double level) {
    std::sort(values.begin(), values.end(), std::greater<>());
    const WorstTwentieth tail(values);
    const auto n = static_cast<double>(values.size());
    const double all = tail.mean();
    Moments pseudo_values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        pseudo_values.add(n * all - (n - 1) * tail.mean_without(i));
    }
    double cubes = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double d = n * all - (n - 1) * tail.mean_without(i) - pseudo_values.mean();
        cubes += d * d * d;
    }
    const double sd = pseudo_values.sd();
    const double error = sd / std::sqrt(n);
    const double skew = sd > 0 ? cubes / n / (sd * sd * sd) / std::sqrt(n) : 0;
    const double z = boost::math::quantile(boost::math::normal(), (1 + level) / 2);
    return {all, all - error * without_skew(z, skew), all - error * without_skew(-z, skew),
            static_cast<std::int64_t>(values.size())};
}

}  // namespace

Interval cvar95_interval(std::span<const double> values, BadSide bad, double level) {
    std::vector<double> kept;
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](double x) { return !std::isnan(x); });
    const auto n = static_cast<std::int64_t>(kept.size());
    const std::int64_t empty = static_cast<std::int64_t>(values.size()) - n;
    require(level > 0 && level < 1, "a confidence level of {}", level);
    if (n < 100 || bad == BadSide::none) {
        return {nan, nan, nan, n, empty};
    }
    const double sign = bad == BadSide::high ? 1 : -1;
    for (double& x : kept) {
        x *= sign;
    }
    const Interval worst = worst_mean_interval(std::move(kept), level);
    return bad == BadSide::high ? Interval{worst.value, worst.low, worst.high, n, empty}
                                : Interval{-worst.value, -worst.high, -worst.low, n, empty};
}

}  // namespace backstock

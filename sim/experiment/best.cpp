#include "sim/experiment/best.hpp"

#include "sim/base/require.hpp"
#include "sim/engine/stream.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_alternatives = 1000;
constexpr std::int64_t resamples = 1000;
constexpr std::size_t most_groups = 1000;
constexpr std::size_t fewest_replications = 5;

// The paired differences of all alternatives from one another, turned so that more is better.
class Pairs {
public:
    // Differences di − dj and half widths, one-sided at 1 − α/(k − 1).
    Pairs(std::span<const KpiSample> samples, double sign, double level) : k_(samples.size()), at_(k_ * k_) {
        const double both_sides = 1 - 2 * (1 - level) / static_cast<double>(k_ - 1);
        for (std::size_t i = 0; i < k_; ++i) {
            for (std::size_t j = i + 1; j < k_; ++j) {
                const Interval d = paired_difference(samples[i], samples[j], both_sides);
                at_[i * k_ + j] = {sign * d.value, d.half_width()};
                at_[j * k_ + i] = {-sign * d.value, d.half_width()};
                sound_ = sound_ && !std::isnan(d.value) && !std::isnan(d.half_width());
            }
        }
    }
    bool sound() const { return sound_; }
    double difference(std::size_t i, std::size_t j) const { return at_[i * k_ + j].value; }
    double high(std::size_t i, std::size_t j) const { return at_[i * k_ + j].value + at_[i * k_ + j].half_width; }
    double low(std::size_t i, std::size_t j) const { return at_[i * k_ + j].value - at_[i * k_ + j].half_width; }

private:
    struct Pair {
        double value = 0;
        double half_width = 0;
    };
    std::size_t k_;
    std::vector<Pair> at_;
    bool sound_ = true;
};

// The least over j ≠ i, of those that may.
template<class Value, class May>
double least(std::size_t k, std::size_t i, Value value, May may) {
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < k; ++j) {
        if (j != i && may(j)) lowest = std::min(lowest, value(j));
    }
    return lowest;
}

std::vector<Interval> with_best(const Pairs& pairs, std::size_t k, double sign, std::int64_t n) {
    const auto all = [](std::size_t) { return true; };
    std::vector<double> high(k);
    for (std::size_t i = 0; i < k; ++i)
        high[i] = least(
            k, i, [&](std::size_t j) { return pairs.high(i, j); }, all);
    const auto may_be_best = [&](std::size_t j) { return high[j] >= 0; };
    std::vector<Interval> intervals;
    for (std::size_t i = 0; i < k; ++i) {
        const double value = least(
            k, i, [&](std::size_t j) { return pairs.difference(i, j); }, all);
        const double below = least(
            k, i, [&](std::size_t j) { return pairs.low(i, j); }, may_be_best);
        const double low = std::min(0.0, below);  // infinite, so 0, where no other may be the best
        const double above = std::max(0.0, high[i]);
        intervals.push_back(sign > 0 ? Interval{value, low, above, n} : Interval{-value, -above, -low, n});
    }
    return intervals;
}

// Replications put together in order to at most so many groups, so that the bootstrap's effort is bounded.
struct Grouped {
    std::vector<double> num;
    std::vector<double> den;
};

// A mean leaves out what is empty; a ratio takes everything.
Grouped grouped(const KpiSample& sample) {
    const std::size_t n = sample.num.size();
    const std::size_t groups = std::min(n, most_groups);
    Grouped out{std::vector<double>(groups), std::vector<double>(groups)};
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t g = i * groups / n;
        if (std::isnan(sample.num[i]) || std::isnan(sample.den[i])) continue;
        if (!sample.is_ratio && sample.den[i] == 0) continue;
        out.num[g] += sample.is_ratio ? sample.num[i] : sample.num[i] / sample.den[i];
        out.den[g] += sample.is_ratio ? sample.den[i] : 1;
    }
    return out;
}

// How often each group is drawn.
void draw(std::vector<double>& weights, Stream& stream) {
    std::fill(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[static_cast<std::size_t>(uniform01(stream) * static_cast<double>(weights.size()))] += 1;
}

double weighted(const Grouped& sample, const std::vector<double>& weights) {
    double num = 0;
    double den = 0;
    for (std::size_t g = 0; g < weights.size(); ++g) {
        num += weights[g] * sample.num[g];
        den += weights[g] * sample.den[g];
    }
    return den == 0 ? nan : num / den;
}

// Adds one to the winner's count, or a part of it to each who shares the first place.
void count_winners(const std::vector<double>& values, std::vector<double>& wins) {
    double best = -std::numeric_limits<double>::infinity();
    for (const double v : values) best = std::isnan(v) ? best : std::max(best, v);
    const auto first = static_cast<double>(std::count(values.begin(), values.end(), best));
    for (std::size_t i = 0; i < values.size(); ++i) wins[i] += first > 0 && values[i] == best ? 1 / first : 0;
}

}  // namespace

std::vector<Interval> differences_from_best(std::span<const KpiSample> samples, BadSide bad, double level) {
    const std::size_t k = samples.size();
    const std::vector<Interval> unknown(k, {nan, nan, nan, 0});
    if (bad == BadSide::none || k < 2 || k > most_alternatives) return unknown;
    const double sign = bad == BadSide::low ? 1 : -1;
    const Pairs pairs(samples, sign, level);
    return pairs.sound() ? with_best(pairs, k, sign, static_cast<std::int64_t>(samples[0].num.size())) : unknown;
}

std::vector<double> probabilities_best(std::span<const KpiSample> samples, BadSide bad, std::uint64_t seed) {
    if (bad == BadSide::none || samples.empty() || samples[0].num.size() < fewest_replications)
        return std::vector<double>(samples.size(), nan);
    const double sign = bad == BadSide::low ? 1 : -1;
    std::vector<Grouped> groups;
    for (const KpiSample& sample : samples) groups.push_back(grouped(sample));
    Stream stream(seed, 0, 0, Purpose("bootstrap_best"), 0);
    std::vector<double> weights(groups[0].num.size());
    std::vector<double> values(samples.size());
    std::vector<double> wins(samples.size());
    for (std::int64_t b = 0; b < resamples; ++b) {
        draw(weights, stream);
        for (std::size_t i = 0; i < groups.size(); ++i) values[i] = sign * weighted(groups[i], weights);
        count_winners(values, wins);
    }
    for (double& w : wins) w /= static_cast<double>(resamples);
    return wins;
}

}  // namespace backstock

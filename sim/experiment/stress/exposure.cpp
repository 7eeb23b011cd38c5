#include "sim/experiment/stress/exposure.hpp"

#include "sim/base/require.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> differences(std::span<const double> a, std::span<const double> b) {
    require(a.size() == b.size(), "{} replications against {}", a.size(), b.size());
    std::vector<double> result(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] - b[i];
    return result;
}

// The order statistic with at least a share p of all at or below it.
double reached_by(const std::vector<double>& ascending, double p) {
    if (ascending.empty()) return nan;
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(ascending.size())));
    return ascending[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

TimeTo time_to(std::span<const double> days, double most, double level) {
    std::vector<double> capped;
    std::vector<double> ascending(days.begin(), days.end());
    std::sort(ascending.begin(), ascending.end());
    TimeTo result;
    for (const double each : days) {
        capped.push_back(std::min(each, most));
        result.never += std::isinf(each) ? 1 : 0;
    }
    result.mean = mean_interval(capped, level);
    result.p05 = reached_by(ascending, 0.05);
    result.p95 = reached_by(ascending, 0.95);
    return result;
}

std::vector<double> exposure_index(std::span<const double> impacts) {
    double largest = 0;
    for (const double impact : impacts) largest = std::max(largest, impact);
    std::vector<double> index;
    for (const double impact : impacts) index.push_back(largest > 0 ? std::max(0., impact) / largest : 0);
    return index;
}

std::string_view name_of(Worth worth) {
    constexpr std::string_view names[] = {"always", "from here on", "up to here", "never", "unclear"};
    return names[static_cast<std::size_t>(worth)];
}

BreakEven break_even(std::span<const double> baseline_profit, std::span<const double> baseline_loss,
                     std::span<const double> profit, std::span<const double> loss, double level) {
    const std::vector<double> premium = differences(baseline_profit, profit);
    const std::vector<double> saving = differences(baseline_loss, loss);
    BreakEven result{mean_interval(premium, level), mean_interval(saving, level), {nan, nan, nan, 0}, Worth::never};
    const double costs = result.premium.value;
    const double saves = result.saving.value;
    if ((costs > 0 && saves > 0) || (costs < 0 && saves < 0))
        result.probability = ratio_interval(premium, saving, level);
    const auto holds_zero = [](const Interval& interval) {
        return interval.low <= 0 && interval.high >= 0 && interval.high > interval.low;
    };
    if (holds_zero(result.premium) && holds_zero(result.saving))
        result.worth = Worth::unclear;
    else if (costs <= 0 && saves >= costs)
        result.worth = Worth::always;
    else if (costs < 0)
        result.worth = Worth::up_to_here;
    else if (saves > 0 && result.probability.value <= 1)
        result.worth = Worth::from_here;
    return result;
}

std::vector<std::optional<std::size_t>> dominated_by(std::span<const Alternative> alternatives,
                                                     const std::function<bool(std::size_t, std::size_t)>& surely) {
    // −1, 0, 1: worse, equal or unknown, better.
    const auto sign = [](double a, double b) { return a > b ? 1 : a < b ? -1 : 0; };
    const auto dominates = [&](const Alternative& a, const Alternative& b) {
        const int signs[] = {sign(a.expected, b.expected), sign(a.tail, b.tail), sign(a.service, b.service),
                             sign(a.worst, b.worst)};
        return *std::min_element(std::begin(signs), std::end(signs)) >= 0 &&
               *std::max_element(std::begin(signs), std::end(signs)) > 0;
    };
    std::vector<std::optional<std::size_t>> by(alternatives.size());
    for (std::size_t i = 0; i < alternatives.size(); ++i)
        for (std::size_t k = 0; k < alternatives.size() && !by[i]; ++k)
            if (dominates(alternatives[k], alternatives[i]) && (!surely || surely(k, i))) by[i] = k;
    return by;
}

}  // namespace backstock

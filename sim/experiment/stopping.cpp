#include "sim/experiment/stopping.hpp"

#include "sim/experiment/kpi.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace backstock {
namespace {

// How far each replication is from the estimate, in the estimate's unit.
std::vector<double> distances(const KpiSample& sample, const Interval& estimate) {
    std::vector<double> all;
    if (sample.is_ratio) {
        all = ratio_deviations(sample.num, sample.den);
        for (double& one : all) one *= static_cast<double>(all.size() - 1);
    } else {
        for (std::size_t i = 0; i < sample.num.size(); ++i)
            if (sample.den[i] != 0) all.push_back(sample.num[i] / sample.den[i] - estimate.value);
    }
    return all;
}

double cautious_half_width(const KpiSample& sample, const Interval& estimate, bool is_rate) {
    constexpr double more = 10;
    double squares = 0;
    double farthest = 0;
    for (const double distance : distances(sample, estimate)) {
        squares += distance * distance;
        farthest = std::max(farthest, std::abs(distance));
    }
    if (squares == 0 && is_rate && (estimate.value == 0 || estimate.value == 1)) farthest = 1;
    if (squares == 0) return std::sqrt(more) * farthest * 2 / static_cast<double>(estimate.n);
    return estimate.half_width() * std::sqrt(1 + more * farthest * farthest / squares);
}

}  // namespace

bool narrow_enough(const KpiSample& sample, const StoppingRule& rule) {
    if (static_cast<std::int64_t>(sample.num.size()) < rule.at_least) return false;
    const Interval interval = estimate(sample);
    const double target = rule.share_of_mean ? rule.half_width * std::abs(interval.value) : rule.half_width;
    if (!(interval.half_width() <= target)) return false;  // NaN is not
    const KpiInfo* const kpi = find_kpi(rule.kpi);
    return cautious_half_width(sample, interval, kpi != nullptr && kpi->is_ratio() && kpi->unit == "1") <= target;
}

}  // namespace backstock

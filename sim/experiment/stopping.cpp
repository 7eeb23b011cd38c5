#include "sim/experiment/stopping.hpp"

#include <cmath>

namespace backstock {

bool narrow_enough(const KpiSample& sample, const StoppingRule& rule) {
    if (static_cast<std::int64_t>(sample.num.size()) < rule.at_least) return false;
    const Interval interval = estimate(sample);
    const double target = rule.share_of_mean ? rule.half_width * std::abs(interval.value) : rule.half_width;
    return interval.half_width() <= target;  // NaN is not
}

}  // namespace backstock

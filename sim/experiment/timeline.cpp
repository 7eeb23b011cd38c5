#include "sim/experiment/timeline.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/estimators.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace backstock {
namespace {

std::size_t cells(std::size_t series, std::int64_t periods, std::int64_t quantile_replications) {
    require(periods >= 0 && quantile_replications >= 0, "a timeline of {} periods, quantiles over {} replications",
            periods, quantile_replications);
    return series * static_cast<std::size_t>(periods);
}

}  // namespace

TimelineAggregate::TimelineAggregate(std::vector<TimelineSeries> series, std::int64_t periods,
                                     std::int64_t quantile_replications)
    : series_(std::move(series)),
      periods_(periods),
      quantile_replications_(quantile_replications),
      mean_(cells(series_.size(), periods, quantile_replications), 0.0) {}

void TimelineAggregate::add(std::span<const double> values) {
    require(values.size() == mean_.size(), "{} values for {} series of {} periods", values.size(), series_.size(),
            periods_);
    const auto n = static_cast<double>(++replications_);
    for (std::size_t i = 0; i < values.size(); ++i) {
        mean_[i] += (values[i] - mean_[i]) / n;
    }
    if (replications_ <= quantile_replications_) {
        std::vector<float> kept(values.size());
        std::transform(values.begin(), values.end(), kept.begin(), [](double x) { return static_cast<float>(x); });
        kept_.push_back(std::move(kept));
    }
}

TimelineSummary TimelineAggregate::summary() const {
    const std::vector<double> unknown(size(), std::numeric_limits<double>::quiet_NaN());
    TimelineSummary result{replications_ == 0 ? unknown : mean_, unknown, unknown, unknown};
    std::vector<double> sample(kept_.size());
    for (std::size_t i = 0; i < size(); ++i) {
        bool known = !kept_.empty();
        for (std::size_t r = 0; r < kept_.size(); ++r) {
            sample[r] = static_cast<double>(kept_[r][i]);
            known = known && !std::isnan(sample[r]);
        }
        if (known) {
            std::sort(sample.begin(), sample.end());
            result.p05[i] = quantile(sample, 0.05);
            result.p50[i] = quantile(sample, 0.50);
            result.p95[i] = quantile(sample, 0.95);
        }
    }
    return result;
}

}  // namespace backstock

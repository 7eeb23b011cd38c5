#include "sim/experiment/summary.hpp"

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/kpi_samples.hpp"
#include "sim/experiment/tail_risk.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

SummaryRow summarize(const KpiColumn& kpi, const KpiSample& sample, double level) {
    std::vector<double> values(sample.num.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = KpiValue{sample.num[i], sample.den[i]}.value();
    const Interval estimate = backstock::estimate(sample, level);
    const Interval worst = cvar95_interval(values, kpi.info->bad, level);
    Moments scatter;
    std::vector<double> ascending;
    for (double x : values) {
        scatter.add(x);
        if (!std::isnan(x)) {
            ascending.push_back(x);
        }
    }
    std::sort(ascending.begin(), ascending.end());
    return {kpi.name,
            std::string(kpi.info->unit),
            scatter.n(),
            estimate.value,
            scatter.sd(),
            estimate.half_width(),
            scatter.min(),
            quantile(ascending, 0.05),
            quantile(ascending, 0.50),
            quantile(ascending, 0.95),
            scatter.max(),
            worst.value,
            scatter.empty(),
            worst.low,
            worst.high};
}

}  // namespace

std::vector<SummaryRow> summarize(std::span<const KpiColumn> columns, std::span<const KpiRow> rows, double level) {
    KpiSamples samples(columns);
    for (const KpiRow& row : rows) samples.add(row);
    return summarize(samples, level);
}

std::vector<SummaryRow> summarize(const KpiSamples& samples, double level) {
    std::vector<SummaryRow> summary;
    for (std::size_t i = 0; i < samples.columns().size(); ++i) {
        const KpiColumn& column = samples.columns()[i];
        if (column.info->tables.has(Entity::network)) summary.push_back(summarize(column, samples.sample(i), level));
    }
    return summary;
}

}  // namespace backstock

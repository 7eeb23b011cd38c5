#include "sim/experiment/summary.hpp"

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/kpi_samples.hpp"
#include "sim/experiment/tail_risk.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

// The ranks of the three quantiles: most KPIs have a value in every replication, and share them.
struct Ranks {
    Ranks(std::int64_t n, double level) : p05(n, 0.05, level), p50(n, 0.50, level), p95(n, 0.95, level) {}
    QuantileRanks p05, p50, p95;
};

SummaryRow summarize(const KpiColumn& kpi, const KpiSample& sample, const Ranks& of_all, double level) {
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
    const Ranks ranks = scatter.empty() == 0 ? of_all : Ranks(scatter.n(), level);
    const Interval p05 = ranks.p05.of(ascending);
    const Interval p50 = ranks.p50.of(ascending);
    const Interval p95 = ranks.p95.of(ascending);
    return {kpi.name,        std::string(kpi.info->unit),
            scatter.n(),     estimate.value,
            scatter.sd(),    estimate.half_width(),
            scatter.min(),   p05.value,
            p50.value,       p95.value,
            scatter.max(),   worst.value,
            scatter.empty(), worst.low,
            worst.high,      p05.low,
            p05.high,        p50.low,
            p50.high,        p95.low,
            p95.high};
}

}  // namespace

std::vector<SummaryRow> summarize(std::span<const KpiColumn> columns, std::span<const KpiRow> rows, double level) {
    KpiSamples samples(columns);
    for (const KpiRow& row : rows) samples.add(row);
    return summarize(samples, level);
}

std::vector<SummaryRow> summarize(const KpiSamples& samples, double level) {
    std::vector<SummaryRow> summary;
    const Ranks ranks(samples.replications(), level);
    for (std::size_t i = 0; i < samples.columns().size(); ++i) {
        const KpiColumn& column = samples.columns()[i];
        if (!column.info->tables.has(Entity::network)) continue;
        const SampledKpi sampled = samples.sample(i);
        summary.push_back(summarize(column, sampled, ranks, level));
    }
    return summary;
}

}  // namespace backstock

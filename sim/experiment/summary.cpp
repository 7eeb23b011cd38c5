#include "sim/experiment/summary.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/estimators.hpp"
#include "sim/experiment/tail_risk.hpp"

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

// One KPI's values in replication order.
struct Column {
    std::vector<double> num;
    std::vector<double> den;
    std::vector<double> value;
};

Column column_of(std::span<const KpiRow> rows, std::size_t at) {
    Column column;
    column.num.reserve(rows.size());
    column.den.reserve(rows.size());
    column.value.reserve(rows.size());
    for (const KpiRow& row : rows) {
        column.num.push_back(row[at].num);
        column.den.push_back(row[at].den);
        column.value.push_back(row[at].value());
    }
    return column;
}

SummaryRow summarize(const KpiColumn& kpi, const Column& column, double level) {
    const Interval estimate =
        kpi.info->is_ratio() ? ratio_interval(column.num, column.den, level) : mean_interval(column.value, level);
    const Interval worst = cvar95_interval(column.value, kpi.info->bad, level);
    Moments scatter;
    std::vector<double> ascending;
    for (double x : column.value) {
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
    for (const KpiRow& row : rows) {
        require(row.size() == columns.size(), "a row of {} values under {} columns", row.size(), columns.size());
    }
    std::vector<SummaryRow> summary;
    summary.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].info->tables.has(Entity::network)) continue;
        summary.push_back(summarize(columns[i], column_of(rows, i), level));
    }
    return summary;
}

}  // namespace backstock

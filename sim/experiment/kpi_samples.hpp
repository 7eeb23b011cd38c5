#pragma once
// The network's KPI values of many replications of one cell, column by column, as the estimators take them.

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/kpi.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace backstock {

class KpiSamples {
public:
    explicit KpiSamples(std::span<const KpiColumn> columns)
        : columns_(columns.begin(), columns.end()), num_(columns.size()), den_(columns.size()) {}

    // The row of the next replication, as wide as the columns.
    void add(const KpiRow& row);

    std::span<const KpiColumn> columns() const { return columns_; }
    std::int64_t replications() const { return num_.empty() ? 0 : static_cast<std::int64_t>(num_.front().size()); }

    // One KPI over the replications; valid until more are added.
    KpiSample sample(std::size_t column) const {
        return {num_[column], den_[column], columns_[column].info->is_ratio()};
    }

    // Some of the columns, in that order.
    KpiSamples only(std::span<const std::size_t> columns) const;

private:
    std::vector<KpiColumn> columns_;
    std::vector<std::vector<double>> num_;
    std::vector<std::vector<double>> den_;
};

}  // namespace backstock

#include "sim/experiment/kpi_samples.hpp"

#include "sim/base/require.hpp"

namespace backstock {

void KpiSamples::add(const KpiRow& row) {
    require(row.size() == columns_.size(), "a row of {} values under {} columns", row.size(), columns_.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        num_[i].push_back(row[i].num);
        den_[i].push_back(row[i].den);
    }
}

KpiSamples KpiSamples::only(std::span<const std::size_t> columns) const {
    KpiSamples some({});
    for (const std::size_t column : columns) {
        some.columns_.push_back(columns_[column]);
        some.num_.push_back(num_[column]);
        some.den_.push_back(den_[column]);
    }
    return some;
}

}  // namespace backstock

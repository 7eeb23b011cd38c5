#include "tools/study_samples.hpp"

namespace backstock {

void StudySamples::take(std::size_t cell, const KpiSamples& all) {
    cells_[cell] = {tape_.size(), all.replications()};
    const bool is_first = kpis_.empty();
    for (const std::size_t column : columns_) {
        if (is_first) kpis_.push_back(all.columns()[column]);
        const SampledKpi sampled = all.sample(column);
        tape_.append(sampled.num);
        tape_.append(sampled.den);
    }
}

SampledKpi StudySamples::sample(std::size_t cell, std::size_t kpi) const {
    const auto count = static_cast<std::size_t>(cells_[cell].replications);
    SampledKpi sampled{std::vector<double>(count), std::vector<double>(count), kpis_[kpi].info->is_ratio()};
    tape_.read(cells_[cell].place + 2 * kpi * count, sampled.num);
    tape_.read(cells_[cell].place + (2 * kpi + 1) * count, sampled.den);
    return sampled;
}

}  // namespace backstock

#include "sim/experiment/regret.hpp"

#include "sim/base/require.hpp"

#include <algorithm>

namespace backstock {

Regret::Regret(const Model& model) : own_(model.tiers.size() * kpis.size()), fifo_(model.tiers.size() * kpis.size()) {
    for (const Tier& tier : model.tiers) tiers_.push_back(tier.name);
}

void Regret::take(const Outcome& outcome, std::vector<Values>& values) {
    const auto tiers =
        static_cast<std::size_t>(std::find(tables_by.begin(), tables_by.end(), Entity::tier) - tables_by.begin());
    std::size_t next = 0;
    for (const KpiRow& row : outcome.by[tiers])
        for (const Kpi kpi : kpis) {
            values[next].num.push_back(row[index(kpi)].num);
            values[next++].den.push_back(row[index(kpi)].den);
        }
}

KpiSample Regret::sample(const Values& values, Kpi kpi) {
    return {.num = values.num, .den = values.den, .is_ratio = info(kpi).is_ratio()};
}

std::vector<RegretRow> Regret::rows(double level) const {
    std::vector<RegretRow> rows;
    for (std::size_t i = 0; i < own_.size(); ++i) {
        const Kpi kpi = kpis[i % kpis.size()];
        require(own_[i].num.size() == fifo_[i].num.size(), "{} replications of one side and {} of the other",
                own_[i].num.size(), fifo_[i].num.size());
        const std::array samples{sample(fifo_[i], kpi), sample(own_[i], kpi)};
        const std::vector<Compared> compared = compare(samples, 0, info(kpi).bad, {.level = level});
        rows.push_back({.tier = tiers_[i / kpis.size()],
                        .kpi = kpi,
                        .own = compared[1].own,
                        .fifo = compared[0].own,
                        .difference = compared[1].difference,
                        .standing = compared[1].standing});
    }
    return rows;
}

void serve_all_by(Model& model, const PrioritizationPolicy& policy) {
    for (StockPoint& point : model.stock) point.prioritization = &policy;
}

}  // namespace backstock

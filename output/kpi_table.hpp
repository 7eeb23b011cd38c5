#pragma once
// Rows of KPI values as a table of the results file: /<variant>/kpis, and by_item, by_store and their like.

#include "output/frame.hpp"
#include "sim/experiment/kpi.hpp"
#include "sim/experiment/summary.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// Collects rows, one a replication and entity.
//
// Columns: `replication`; for a table of entities their name, in a column called after their kind ("item"); then the
// KPIs that KpiInfo::tables gives to this kind of entity, in the order of the KPIs. A ratio has two columns more,
// <name>_num and <name>_den, so that it can be put together over replications as Σ num ÷ Σ den. A KPI that could not be
// measured is NaN.
//
// Units: those of the KPIs, with the currency in place of "money". The numerator of a mean has the KPI's unit and its
// denominator is a number; the parts of other ratios state no unit, since only their quotient is defined.
class KpiTable {
public:
    // The columns of `entity`'s table; Entity::network makes /<variant>/kpis.
    KpiTable(std::span<const KpiColumn> columns, Entity entity, std::string_view currency);

    // "item", "store", ...; "" for the network.
    static std::string_view name_of(Entity entity);

    // Adds a row. `name` is the entity's, ignored for the network. Requires a row as wide as the columns given.
    void add(std::int64_t replication, const std::string& name, const KpiRow& row);

    const Frame& frame() const { return frame_; }
    void clear() { frame_.clear(); }

private:
    struct Picked {
        std::size_t column;  // in a KpiRow
        bool is_ratio;
    };
    std::vector<Picked> picked_;
    std::size_t first_;  // of the KPI columns in the frame
    std::size_t width_;  // of a KpiRow
    Frame frame_;
};

// The table /<variant>/summary: a row a KPI, with the currency in place of "money". Columns as in SummaryRow: kpi,
// unit, n, mean, sd, half_width, min, p05, p50, p95, max, cvar95, then empty, cvar95_low and cvar95_high. The figures
// are in the unit of their row.
Frame summary_frame(std::span<const KpiColumn> columns, std::span<const SummaryRow> rows, std::string_view currency);

}  // namespace backstock

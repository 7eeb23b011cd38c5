#include "output/kpi_table.hpp"

#include "sim/base/require.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace backstock {

std::string_view KpiTable::name_of(Entity entity) {
    constexpr std::array<std::string_view, 7> names{"", "item", "store", "supplier", "segment", "tier", "disruption"};
    return names[static_cast<std::size_t>(entity)];
}

KpiTable::KpiTable(std::span<const KpiColumn> columns, Entity entity, std::string_view currency)
    : width_(columns.size()) {
    frame_.add("replication", "", Counts());
    if (entity != Entity::network) frame_.add(std::string(name_of(entity)), "", Texts());
    first_ = frame_.columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const KpiInfo& info = *columns[i].info;
        if (!info.tables.has(entity)) continue;
        picked_.push_back({i, info.is_ratio()});
        frame_.add(columns[i].name, unit_in(info, currency), Numbers());
        if (!info.is_ratio()) continue;
        const bool is_mean = info.kind == KpiKind::mean;
        frame_.add(columns[i].name + "_num", is_mean ? unit_in(info, currency) : "", Numbers());
        frame_.add(columns[i].name + "_den", is_mean ? "1" : "", Numbers());
    }
}

void KpiTable::add(std::int64_t replication, const std::string& name, const KpiRow& row) {
    require(row.size() == width_, "a row of {} KPIs in a table of {}", row.size(), width_);
    std::get<Counts>(frame_.columns[0].values).push_back(replication);
    if (first_ == 2) std::get<Texts>(frame_.columns[1].values).push_back(name);
    std::size_t next = first_;
    const auto put = [&](double x) { std::get<Numbers>(frame_.columns[next++].values).push_back(x); };
    for (const Picked& picked : picked_) {
        const KpiValue& value = row[picked.column];
        put(value.value());
        if (!picked.is_ratio) continue;
        put(value.num);
        put(value.den);
    }
}

Frame summary_frame(std::span<const KpiColumn> columns, std::span<const SummaryRow> rows, std::string_view currency) {
    Texts names;
    Texts units;
    for (const SummaryRow& row : rows) {
        const auto column = std::find_if(columns.begin(), columns.end(), [&](auto& c) { return c.name == row.kpi; });
        require(column != columns.end(), "a summary of {}, which has no column", row.kpi);
        names.push_back(row.kpi);
        units.push_back(unit_in(*column->info, currency));
    }
    Frame frame;
    frame.add("kpi", "", std::move(names));
    frame.add("unit", "", std::move(units));
    const auto add = [&](const char* name, auto member) {
        using Value = std::decay_t<decltype(rows[0].*member)>;
        std::vector<Value> values;
        for (const SummaryRow& row : rows) values.push_back(row.*member);
        frame.add(name, "", std::move(values));
    };
    add("n", &SummaryRow::n);
    add("mean", &SummaryRow::mean);
    add("sd", &SummaryRow::sd);
    add("half_width", &SummaryRow::half_width);
    add("min", &SummaryRow::min);
    add("p05", &SummaryRow::p05);
    add("p50", &SummaryRow::p50);
    add("p95", &SummaryRow::p95);
    add("max", &SummaryRow::max);
    add("cvar95", &SummaryRow::cvar95);
    add("empty", &SummaryRow::empty);
    add("cvar95_low", &SummaryRow::cvar95_low);
    add("cvar95_high", &SummaryRow::cvar95_high);
    add("p05_low", &SummaryRow::p05_low);
    add("p05_high", &SummaryRow::p05_high);
    add("p50_low", &SummaryRow::p50_low);
    add("p50_high", &SummaryRow::p50_high);
    add("p95_low", &SummaryRow::p95_low);
    add("p95_high", &SummaryRow::p95_high);
    return frame;
}

}  // namespace backstock

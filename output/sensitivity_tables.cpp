#include "output/sensitivity_tables.hpp"

#include <algorithm>

namespace backstock {
namespace {

template<class Rows, class Get>
auto column(const Rows& rows, Get get) {
    std::vector<decltype(get(rows.front()))> cells;
    for (const auto& row : rows) cells.push_back(get(row));
    return cells;
}

template<class Rows>
Frame named(const Rows& rows) {
    Frame frame;
    frame.add("variant", "", column(rows, [](const auto& row) { return row.of.variant; }));
    frame.add("kpi", "", column(rows, [](const auto& row) { return row.of.kpi; }));
    frame.add("unit", "", column(rows, [](const auto& row) { return row.of.unit; }));
    frame.add("factor", "", column(rows, [](const auto& row) { return row.of.factor; }));
    return frame;
}

// Figures in the unit of their row.
template<class Rows, class Get>
void add_interval(Frame& frame, const std::string& name, const std::string& unit, const Rows& rows, Get get) {
    frame.add(name, unit, column(rows, [&](const auto& row) { return get(row).value; }));
    frame.add(name + "_low", unit, column(rows, [&](const auto& row) { return get(row).low; }));
    frame.add(name + "_high", unit, column(rows, [&](const auto& row) { return get(row).high; }));
}

Frame points_frame(const SensitivityTables& tables) {
    const auto& rows = tables.cells;
    Frame frame;
    frame.add("cell", "", column(rows, [](const auto& row) { return row.cell; }));
    frame.add("cell_name", "", column(rows, [](const auto& row) { return row.name; }));
    frame.add("variant", "", column(rows, [](const auto& row) { return row.variant; }));
    for (std::size_t f = 0; f < tables.labels.size(); ++f)
        frame.add(tables.labels[f], "", column(rows, [f](const auto& row) { return row.values[f]; }));
    if (rows.empty() || rows.front().unit.empty()) return frame;
    for (std::size_t f = 0; f < tables.labels.size(); ++f)
        frame.add("unit " + tables.labels[f], "1", column(rows, [f](const auto& row) { return row.unit[f]; }));
    return frame;
}

Frame effects_frame(const std::vector<EffectRow>& rows) {
    Frame frame = named(rows);
    frame.add("level", "", column(rows, [](const auto& row) { return row.level; }));
    frame.add("with", "", column(rows, [](const auto& row) { return row.of.with; }));
    frame.add("with_level", "", column(rows, [](const auto& row) { return row.with_level; }));
    add_interval(frame, "effect", "", rows, [](const auto& row) { return row.effect; });
    return frame;
}

Frame shares_frame(const std::vector<ShareRow>& rows) {
    Frame frame = named(rows);
    frame.add("with", "", column(rows, [](const auto& row) { return row.of.with; }));
    add_interval(frame, "share", "1", rows, [](const auto& row) { return row.share; });
    return frame;
}

Frame tornado_frame(const std::vector<TornadoRow>& rows) {
    Frame frame = named(rows);
    frame.add("level", "", column(rows, [](const auto& row) { return row.level; }));
    add_interval(frame, "value", "", rows, [](const auto& row) { return row.value; });
    add_interval(frame, "change", "", rows, [](const auto& row) { return row.change; });
    frame.add("swing", "", column(rows, [](const auto& row) { return row.swing; }));
    frame.add("rank", "", column(rows, [](const auto& row) { return row.rank; }));
    return frame;
}

Frame indices_frame(const std::vector<IndexRow>& rows) {
    Frame frame = named(rows);
    add_interval(frame, "first_order", "1", rows, [](const auto& row) { return row.first; });
    add_interval(frame, "total", "1", rows, [](const auto& row) { return row.total; });
    frame.add("variance", "", column(rows, [](const auto& row) { return row.variance; }));
    frame.add("noise", "1", column(rows, [](const auto& row) { return row.noise; }));
    return frame;
}

}  // namespace

void write_sensitivity(ResultsWriter& writer, const SensitivityTables& tables) {
    writer.write("/design/points", points_frame(tables));
    writer.attribute("/design", "kind", tables.design);
    if (!tables.effects.empty()) writer.write("/sensitivity/effects", effects_frame(tables.effects));
    if (!tables.shares.empty()) writer.write("/sensitivity/shares", shares_frame(tables.shares));
    if (!tables.tornado.empty()) writer.write("/sensitivity/tornado", tornado_frame(tables.tornado));
    if (!tables.indices.empty()) writer.write("/sensitivity/indices", indices_frame(tables.indices));
}

}  // namespace backstock

#include "output/stress_tables.hpp"

#include "sim/version.hpp"

namespace backstock {
namespace {

template<class Rows, class Get>
auto column(const Rows& rows, Get get) {
    std::vector<decltype(get(rows.front()))> cells;
    for (const auto& row : rows) cells.push_back(get(row));
    return cells;
}

template<class Rows, class Get>
void add_interval(Frame& frame, const std::string& name, const std::string& unit, const Rows& rows, Get get) {
    frame.add(name, unit, column(rows, [&](const auto& row) { return get(row).value; }));
    frame.add(name + "_low", unit, column(rows, [&](const auto& row) { return get(row).low; }));
    frame.add(name + "_high", unit, column(rows, [&](const auto& row) { return get(row).high; }));
}

template<class Rows, class Get>
void add_time(Frame& frame, const std::string& name, const Rows& rows, Get get) {
    add_interval(frame, name, "d", rows, [&](const auto& row) { return get(row).mean; });
    frame.add(name + "_p05", "d", column(rows, [&](const auto& row) { return get(row).p05; }));
    frame.add(name + "_p95", "d", column(rows, [&](const auto& row) { return get(row).p95; }));
    frame.add(name + "_never", "", column(rows, [&](const auto& row) { return get(row).never; }));
}

template<class Rows>
Frame named(const Rows& rows) {
    Frame frame;
    frame.add("alternative", "", column(rows, [](const auto& row) { return row.alternative; }));
    frame.add("node", "", column(rows, [](const auto& row) { return row.node; }));
    frame.add("kind", "", column(rows, [](const auto& row) { return row.kind; }));
    return frame;
}

Frame nodes_frame(const StressResults& results) {
    Frame frame = named(results.nodes);
    add_time(frame, "time_to_survive", results.nodes, [](const auto& row) { return row.survives; });
    return frame;
}

Frame outages_frame(const StressResults& results) {
    const auto& rows = results.outages;
    const std::string& money = results.currency;
    Frame frame = named(rows);
    frame.add("length", "d", column(rows, [](const auto& row) { return row.length; }));
    add_time(frame, "time_to_recover", rows, [](const auto& row) { return row.recovers; });
    add_interval(frame, "harmless", "1", rows, [](const auto& row) { return row.harmless; });
    add_interval(frame, "unmet", "units", rows, [](const auto& row) { return row.unmet; });
    add_interval(frame, "revenue_at_risk", money, rows, [](const auto& row) { return row.revenue_at_risk; });
    add_interval(frame, "revenue_lost", money, rows, [](const auto& row) { return row.revenue_lost; });
    add_interval(frame, "profit_lost", money, rows, [](const auto& row) { return row.profit_lost; });
    add_interval(frame, "cost_more", money, rows, [](const auto& row) { return row.cost_more; });
    frame.add("exposure_index", "1", column(rows, [](const auto& row) { return row.exposure; }));
    frame.add("rank", "", column(rows, [](const auto& row) { return row.rank; }));
    return frame;
}

Frame break_even_frame(const StressResults& results) {
    const auto& rows = results.mitigations;
    Frame frame = named(rows);
    frame.add("baseline", "", column(rows, [](const auto& row) { return row.baseline; }));
    frame.add("length", "d", column(rows, [](const auto& row) { return row.length; }));
    add_interval(frame, "premium", results.currency, rows, [](const auto& row) { return row.found.premium; });
    add_interval(frame, "saving", results.currency, rows, [](const auto& row) { return row.found.saving; });
    add_interval(frame, "probability", "1", rows, [](const auto& row) { return row.found.probability; });
    frame.add("outages_per_year", "1/yr", column(rows, [](const auto& row) { return row.outages_per_year; }));
    frame.add("worth", "", column(rows, [](const auto& row) { return std::string(name_of(row.found.worth)); }));
    return frame;
}

Frame frontier_frame(const StressResults& results) {
    const auto& rows = results.alternatives;
    Frame frame;
    frame.add("alternative", "", column(rows, [](const auto& row) { return row.alternative; }));
    add_interval(frame, "profit", results.currency, rows, [](const auto& row) { return row.profit; });
    add_interval(frame, "cost", results.currency, rows, [](const auto& row) { return row.cost; });
    add_interval(frame, "cvar95", results.currency, rows, [](const auto& row) { return row.tail; });
    add_interval(frame, "fill_rate", "1", rows, [](const auto& row) { return row.fill_rate; });
    frame.add("worst", results.currency, column(rows, [](const auto& row) { return row.worst; }));
    frame.add("dominated_by", "", column(rows, [](const auto& row) { return row.dominated_by; }));
    return frame;
}

}  // namespace

void write_stress(const std::filesystem::path& target, const StressResults& results) {
    ResultsWriter writer(target);
    writer.attribute("/", "kind", std::string("stress"));
    writer.attribute("/", "program", std::string("backstock"));
    writer.attribute("/", "version", std::string(backstock_version));
    if (!results.created.empty()) writer.attribute("/", "created", results.created);
    writer.attribute("/", "title", results.title);
    writer.attribute("/", "seed", results.seed);
    writer.attribute("/", "currency", results.currency);
    writer.attribute("/", "replications", results.replications);
    writer.text("/study/definition", results.definition);
    writer.attribute("/study/definition", "name", results.name);
    writer.write("/stress/nodes", nodes_frame(results));
    writer.write("/stress/outages", outages_frame(results));
    writer.write("/stress/frontier", frontier_frame(results));
    if (!results.mitigations.empty()) writer.write("/stress/break_even", break_even_frame(results));
    Frame verdicts;
    verdicts.add("verdict", "", Texts(results.sentences.begin(), results.sentences.end()));
    writer.write("/stress/verdicts", verdicts);
    writer.attribute("/stress", "at", results.at);
    writer.attribute("/stress", "measured", results.measured);
    writer.attribute("/stress", "ranked_by", std::string(results.by_cost ? "cost_more" : "revenue_at_risk"));
    writer.commit();
}

}  // namespace backstock

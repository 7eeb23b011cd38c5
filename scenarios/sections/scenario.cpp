#include "scenarios/sections/sections.hpp"
#include "sim/experiment/kpi.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {

namespace {

void check_until(Sheet& s, const Draft& draft) {
    if (s.describing() || !draft.rule.until) return;
    const std::string& kpi = draft.rule.until->kpi;
    const KpiInfo* info = find_kpi(kpi);
    if (info == nullptr || info->kpi != Kpi::wait_over) return;
    const std::vector<KpiColumn> columns = kpi_columns(draft.wait_over);
    if (std::any_of(columns.begin(), columns.end(), [&](const KpiColumn& column) { return column.name == kpi; }))
        return;
    s.refuse("run", fmt::format("until waits for {}, which is not recorded; add record: {{wait_over: [...]}}", kpi));
}

}  // namespace

void read_scenario(Sheet& s, Draft& draft) {
    const std::int64_t version = s.integer("backstock", required, "the version of the format: 1");
    if (!s.describing() && s.has("backstock") && version != 1) {
        s.refuse("backstock", "must be 1, the version of the format that this program reads");
    }
    s.text("extends", "", "another scenario file, relative to this one, that this one is laid over");
    draft.run.title = s.text("title", "", "one line that says what is simulated");
    s.texts("plugins", "shared libraries with policies of your own, relative to this file");
    if (!s.part("run", "when, how long and how often", [&](Sheet& run) { read_run(run, draft); })) {
        s.refuse("", "'run' is missing; expected for example run: {horizon: 1 yr}");
    }
    read_tiers(s, draft);
    read_items(s, draft);
    read_suppliers(s, draft);
    read_stores(s, draft);
    read_plants(s, draft);
    read_customers(s, draft);
    read_lanes(s, draft);
    read_disruptions(s, draft);
    read_payments(s, draft);
    read_finance(s, draft.run);
    read_record(s, draft);
    read_expect(s, draft);
    check_until(s, draft);
}

}  // namespace backstock

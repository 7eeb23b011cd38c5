#include "tools/json_output.hpp"

#include "sim/experiment/kpi.hpp"

#include <nlohmann/json.hpp>

namespace backstock {
namespace {

using Json = nlohmann::ordered_json;

Json about(const Scenario& scenario, const std::string& file) {
    const RunPlan& run = scenario.model.run;
    return {{"name", scenario.model.name},
            {"file", file},
            {"title", run.title},
            {"start", run.start},
            {"horizon", run.horizon.in_days()},
            {"warmup", run.warmup.in_days()},
            {"replications", run.replications},
            {"seed", run.seed},
            {"currency", run.currency}};
}

Json row_json(const SummaryRow& row, const std::string& currency) {
    return {{"kpi", row.kpi},
            {"unit", unit_in(*find_kpi(row.kpi), currency)},
            {"n", row.n},
            {"mean", row.mean},
            {"sd", row.sd},
            {"half_width", row.half_width},
            {"min", row.min},
            {"p05", row.p05},
            {"p50", row.p50},
            {"p95", row.p95},
            {"max", row.max},
            {"cvar95", row.cvar95},
            {"p05_low", row.p05_low},
            {"p05_high", row.p05_high},
            {"p50_low", row.p50_low},
            {"p50_high", row.p50_high},
            {"p95_low", row.p95_low},
            {"p95_high", row.p95_high}};
}

Json regret_json(const RegretRow& row, const std::string& currency) {
    return {{"tier", row.tier},
            {"kpi", info(row.kpi).name},
            {"unit", unit_in(info(row.kpi), currency)},
            {"value", row.own.value},
            {"fifo", row.fifo.value},
            {"difference", row.difference.value},
            {"low", row.difference.low},
            {"high", row.difference.high},
            {"n", row.difference.n},
            {"verdict", name_of(row.standing)}};
}

}  // namespace

std::string run_json(const Scenario& scenario, const std::string& scenario_file, std::span<const SummaryRow> summary,
                     const std::string& results_file, std::span<const RegretRow> regret) {
    Json rows = Json::array();
    for (const SummaryRow& row : summary) rows.push_back(row_json(row, scenario.model.run.currency));
    Json json{{"scenario", about(scenario, scenario_file)}, {"summary", rows}, {"notes", scenario.notes}};
    for (const RegretRow& row : regret) json["regret"].push_back(regret_json(row, scenario.model.run.currency));
    json["file"] = results_file.empty() ? Json(nullptr) : Json(results_file);
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backstock

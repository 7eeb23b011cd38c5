#include "tools/report/page_data.hpp"

#include "output/object_path.hpp"
#include "sim/experiment/kpi.hpp"
#include "tools/report/frame_json.hpp"
#include "tools/report/model_data.hpp"
#include "tools/run_report.hpp"
#include "tools/scenario_input.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {
namespace {

// Beyond these the stored scenario is not played again for a page.
constexpr double most_orders_replayed = 500'000;
constexpr std::size_t most_points_drawn = 20'000;

constexpr std::string_view compared_group = "/comparison/";
constexpr std::string_view by_tables[] = {"by_item",    "by_store", "by_supplier",
                                          "by_segment", "by_tier",  "by_disruption"};

Json attribute_json(const ResultsReader& results, const std::string& name) {
    const std::optional<Attribute> value = results.attribute("/", name);
    if (!value) return nullptr;
    return std::visit([](const auto& one) { return Json(one); }, *value);
}

Json head_of(const ResultsReader& results) {
    Json page;
    const bool searched = results.has_table("/stress/verdicts") || results.has_table("/search/verdicts");
    page["kind"] = results.has_table("/study/cells") ? "study" : searched ? "search" : "run";
    page["file"] = results.path().filename().string();
    for (const char* name :
         {"title", "created", "version", "start", "horizon", "warmup", "seed", "currency", "replications"})
        page[name] = attribute_json(results, name);
    return page;
}

Json definitions(const Json& variants) {
    Json kpis = Json::object();
    for (const Json& variant : variants) {
        for (const auto& [name, row] : variant["summary"].items()) {
            const KpiInfo* info = find_kpi(name);
            if (kpis.contains(name)) continue;
            constexpr const char* sides[] = {"none", "low", "high"};
            kpis[name] = {{"unit", row["unit"]},
                          {"ratio", info != nullptr && info->kind == KpiKind::ratio},
                          {"bad", info == nullptr ? "none" : sides[static_cast<std::size_t>(info->bad)]},
                          {"definition", info == nullptr ? "" : std::string(info->definition)}};
        }
    }
    return kpis;
}

// Rows of a summary table, by variant where a column says which; else all of one.
std::map<std::string, Json> summaries(const ResultsReader& results, const std::string& path, const std::string& only) {
    std::map<std::string, Json> found;
    const Frame frame = results.read(path);
    const Texts& kpis = frame.cells<std::string>("kpi");
    const Texts& units = frame.cells<std::string>("unit");
    const bool many = only.empty();
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        Json cells{{"unit", units[row]}, {"n", frame.cells<std::int64_t>("n")[row]}};
        for (const char* name : {"mean", "sd", "half_width", "min", "p05", "p50", "p95", "max", "cvar95"})
            cells[name] = number_or_null(frame.cells<double>(name)[row]);
        Json& variant = found[many ? frame.cells<std::string>("cell_name")[row] : only];
        variant[kpis[row]] = std::move(cells);
    }
    return found;
}

Json timeline_json(const ResultsReader& results, const std::string& path, std::size_t most_series) {
    const Frame frame = results.read(path);
    const Texts& entities = frame.cells<std::string>("entity");
    const Texts& measures = frame.cells<std::string>("measure");
    const Texts& units = frame.cells<std::string>("unit");
    Json series = Json::array();
    for (std::size_t row = 0; row < frame.rows();) {
        const std::size_t first = row;
        Json one{{"entity", entities[row]}, {"measure", measures[row]}, {"unit", units[row]}};
        while (row < frame.rows() && entities[row] == entities[first] && measures[row] == measures[first]) ++row;
        if (series.size() >= most_series) continue;
        for (const char* name : {"time", "mean", "p05", "p95"}) {
            const Numbers& cells = frame.cells<double>(name);
            Json values = Json::array();
            for (std::size_t i = first; i < row; ++i) values.push_back(number_or_null(cells[i]));
            one[name] = std::move(values);
        }
        series.push_back(std::move(one));
    }
    return series;
}

// Mean balance of every account over the replications.
Json accounts_json(const ResultsReader& results, const std::string& path) {
    const Frame frame = results.read(path);
    const Texts& accounts = frame.cells<std::string>("account");
    const Numbers& balances = frame.cells<double>("balance");
    std::map<std::string, std::pair<double, std::int64_t>> sums;
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        sums[accounts[row]].first += balances[row];
        ++sums[accounts[row]].second;
    }
    Json all = Json::object();
    for (const auto& [account, sum] : sums) all[account] = sum.first / static_cast<double>(sum.second);
    return all;
}

// What is told of one variant: its timelines and tables, its network, replication 0 played again.
void add_details(Json& variant, const ResultsReader& results, const PageLimits& limits) {
    const std::string name = variant["name"].get<std::string>();
    const std::string folder = "/" + object_name(name) + "/";
    if (results.has_table(folder + "timeline"))
        variant["timeline"] = timeline_json(results, folder + "timeline", limits.series);
    if (results.has_table(folder + "ledger")) variant["accounts"] = accounts_json(results, folder + "ledger");
    for (const std::string_view table : by_tables) {
        const std::string path = folder + std::string(table);
        if (results.has_table(path) && results.rows(path) > 0)
            variant["by"][std::string(table.substr(3))] = entities_json(results, path, limits.entities);
    }
    const std::string model = "/model/" + object_name(name);
    if (std::find(results.texts().begin(), results.texts().end(), model) == results.texts().end()) return;
    ScenarioInput input;
    const Scenario scenario = input.load_text(results.text(model), name + ".yaml");
    variant["title"] = scenario.model.run.title;
    if (scenario.model.stock.size() > most_points_drawn) return;
    variant["network"] = network_json(scenario.model);
    const Json& summary = variant["summary"];
    const bool small = summary.contains("orders") && summary["orders"]["mean"].is_number() &&
                       summary["orders"]["mean"].get<double>() <= most_orders_replayed;
    if (small) variant["replay"] = replay_json(scenario.model);
}

std::vector<std::string> variant_names(const ResultsReader& results) {
    if (results.has_table("/study/cells")) return results.read("/study/cells").cells<std::string>("cell_name");
    std::vector<std::string> names;
    for (const std::string& group : results.groups())
        if (results.has_table(group + "/summary")) names.push_back(user_name(std::string_view(group).substr(1)));
    return names;
}

// Of a large study, the alternatives that a page tells of, in the file's order; all where they are few.
std::vector<std::string> chosen_variants(const ResultsReader& results, const PageLimits& limits) {
    std::vector<std::string> names = variant_names(results);
    const std::vector<std::string> tables = results.tables();
    const auto compared = std::find_if(tables.begin(), tables.end(),
                                       [](const std::string& path) { return path.starts_with(compared_group); });
    if (names.size() <= limits.cells) return names;
    std::set<std::string> kept(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(limits.cells));
    if (compared != tables.end()) {
        const Frame frame = results.read(*compared);
        const Texts& cells = frame.cells<std::string>("cell_name");
        const Numbers& values = frame.cells<double>("value");
        const std::optional<Attribute> bad = results.attribute(*compared, "bad_side");
        const bool small_is_good = bad && *bad == Attribute(std::string("high"));
        std::vector<std::size_t> order(frame.rows());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const double x = small_is_good ? values[a] : -values[a], y = small_is_good ? values[b] : -values[b];
            return x < y || (std::isnan(y) && !std::isnan(x));
        });
        kept.clear();
        for (std::size_t i = 0; i < std::min(limits.cells, order.size()); ++i) kept.insert(cells[order[i]]);
        for (const std::string& baseline : frame.cells<std::string>("baseline")) kept.insert(baseline);
    }
    std::erase_if(names, [&](const std::string& name) { return !kept.contains(name); });
    return names;
}

// A comparison of the alternatives that the page tells of.
Json comparison_json(const ResultsReader& results, const std::string& path, const Json& variants) {
    Json table = table_json(results, path, std::numeric_limits<std::size_t>::max());
    std::set<std::string> kept;
    for (const Json& variant : variants) kept.insert(variant["name"].get<std::string>());
    std::size_t name = 0;
    while (table["columns"][name]["name"] != "cell_name") ++name;
    Json rows = Json::array();
    for (Json& row : table["rows"])
        if (kept.contains(row[name].get<std::string>())) rows.push_back(std::move(row));
    table["rows"] = std::move(rows);
    return table;
}

Json variants_json(const ResultsReader& results, const PageLimits& limits) {
    std::map<std::string, Json> of_study;
    if (results.has_table("/study/summary")) of_study = summaries(results, "/study/summary", "");
    Json variants = Json::array();
    for (const std::string& name : chosen_variants(results, limits)) {
        Json summary = of_study.contains(name) ? of_study[name]
                                               : summaries(results, "/" + object_name(name) + "/summary", name)[name];
        if (summary.is_null()) summary = Json::object();
        Json variant{{"name", name}, {"summary", std::move(summary)}};
        if (variants.size() < limits.variants) add_details(variant, results, limits);
        variants.push_back(std::move(variant));
    }
    return variants;
}

Json verdicts_json(const ResultsReader& results, const Json& page, std::size_t most) {
    Json sentences = Json::array();
    for (const char* path : {"/study/verdicts", "/stress/verdicts", "/search/verdicts"}) {
        if (!results.has_table(path)) continue;
        const Frame verdicts = results.read(path);
        for (const std::string& one : verdicts.cells<std::string>("verdict"))
            if (sentences.size() < most) sentences.push_back(one);
        if (verdicts.rows() > most)
            sentences.push_back(fmt::format("And {} more verdicts in the file.", verdicts.rows() - most));
    }
    if (!sentences.empty() || page["variants"].empty()) return sentences;
    std::vector<SummaryRow> rows;
    for (const auto& [name, row] : page["variants"][0]["summary"].items()) {
        const auto value = [&row = row](const char* cell) {
            return row[cell].is_number() ? row[cell].get<double>() : std::numeric_limits<double>::quiet_NaN();
        };
        SummaryRow one{};
        one.kpi = name;
        one.n = row["n"].get<std::int64_t>();
        one.mean = value("mean");
        one.half_width = value("half_width");
        rows.push_back(one);
    }
    RunPlan run;
    if (page["currency"].is_string()) run.currency = page["currency"].get<std::string>();
    sentences.push_back(verdict(rows, run));
    return sentences;
}

bool stands_alone(const std::string& path) {
    for (const char* group : {"/design", "/sensitivity", "/stress", "/search"})
        if (path.starts_with(std::string(group) + "/") || path == group) return true;
    return false;
}

}  // namespace

Json page_data(const ResultsReader& results, const PageLimits& limits) {
    Json page = head_of(results);
    page["variants"] = variants_json(results, limits);
    if (page["variants"].empty() && page["kind"] == "run")
        throw WrongUse(fmt::format("{}: holds no results to report", results.path().string()));
    page["cells"] = page["kind"] == "study" ? results.rows("/study/cells") : page["variants"].size();
    page["kpis"] = definitions(page["variants"]);
    page["verdicts"] = verdicts_json(results, page, limits.verdicts);
    Json comparison = Json::object();
    Json tables = Json::array();
    for (const std::string& path : results.tables()) {
        if (path.starts_with(compared_group))
            comparison[user_name(std::string_view(path).substr(compared_group.size()))] =
                comparison_json(results, path, page["variants"]);
        else if (stands_alone(path))
            tables.push_back({{"path", path}, {"table", table_json(results, path, limits.rows)}});
    }
    page["comparison"] = comparison;
    page["tables"] = tables;
    return page;
}

}  // namespace backstock

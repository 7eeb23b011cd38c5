#include "tools/search/search_report.hpp"

#include "tools/progress_line.hpp"
#include "tools/search/search_figures.hpp"
#include "tools/text_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstock {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t most_lines = 15;

// Infeasible ones and those without a value last, each kind by its objective.
std::vector<std::size_t> in_order(const SearchResults& results) {
    std::vector<std::size_t> order(results.candidates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto rank = [&](const SearchedCandidate& row) {
        return row.fate == "best" ? 0 : row.fate == "no scenario" ? 3 : row.fate == "infeasible" ? 2 : 1;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const SearchedCandidate& one = results.candidates[a];
        const SearchedCandidate& other = results.candidates[b];
        if (rank(one) != rank(other)) return rank(one) < rank(other);
        const double sign = results.maximize ? -1 : 1;
        return sign * one.objective.value < sign * other.objective.value;
    });
    return order;
}

std::string cell_of(const std::string& kpi, const Interval& interval, const RunPlan& run) {
    if (std::isnan(interval.value)) return "-";
    const FigureFormat format(row_for(kpi, interval), *find_kpi(kpi), run);
    if (std::isnan(interval.half_width())) return format(interval.value);
    return format.number(interval.value) + " ± " + format(interval.half_width());
}

Json interval_json(const Interval& interval) {
    return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

}  // namespace

std::string search_heading(const SearchOrder& order, const SearchResults& results, double seconds, const Style& style) {
    std::int64_t played = 0;
    for (const SearchedCandidate& candidate : results.candidates) played += candidate.replications;
    const std::string title = results.title.empty() ? order.study->name : results.title;
    return style.bold(title) + '\n' +
           style.dim(fmt::format("{} {} by {}: {}, {} replications in {}", results.maximize ? "maximize" : "minimize",
                                 results.objective, results.method, counted(results.candidates.size(), "candidate"),
                                 grouped(static_cast<double>(played)), rough_time(seconds))) +
           "\n\n";
}

std::string search_screen(const SearchOrder& order, const SearchResults& results, const Style& style) {
    std::vector<std::vector<std::string>> rows{{"", results.objective}};
    for (const std::string& kpi : results.constraint_kpis) rows.front().push_back(kpi);
    rows.front().insert(rows.front().end(), {"replications", "fate"});
    for (const std::size_t i : in_order(results)) {
        if (rows.size() > most_lines) break;
        const SearchedCandidate& candidate = results.candidates[i];
        rows.push_back({candidate.name, cell_of(results.objective, candidate.objective, order.run)});
        for (std::size_t c = 0; c < candidate.constraints.size(); ++c)
            rows.back().push_back(cell_of(results.constraint_kpis[c], candidate.constraints[c], order.run));
        rows.back().push_back(grouped(static_cast<double>(candidate.replications)));
        rows.back().push_back(candidate.fate);
    }
    std::string text = text_table(rows, style);
    if (results.candidates.size() > most_lines)
        text +=
            style.dim(fmt::format("and {} more in /search/candidates", results.candidates.size() - most_lines)) + '\n';
    return text;
}

std::string search_json(const SearchOrder& order, const SearchResults& results, const std::string& file) {
    Json candidates = Json::array();
    for (const SearchedCandidate& candidate : results.candidates) {
        Json row{{"name", candidate.name},
                 {"variant", candidate.variant},
                 {"replications", candidate.replications},
                 {"objective", interval_json(candidate.objective)},
                 {"fate", candidate.fate}};
        for (std::size_t f = 0; f < results.paths.size(); ++f) row["factors"][results.paths[f]] = candidate.levels[f];
        for (std::size_t c = 0; c < candidate.constraints.size(); ++c)
            row["constraints"][results.constraints[c]] = interval_json(candidate.constraints[c]);
        candidates.push_back(std::move(row));
    }
    Json json{{"search",
               {{"name", order.study->name},
                {"title", results.title},
                {"goal", results.maximize ? "maximize" : "minimize"},
                {"objective", results.objective},
                {"unit", results.unit},
                {"method", results.method},
                {"confidence", results.confidence},
                {"delta", results.delta}}},
              {"best", results.best ? candidates[static_cast<std::size_t>(*results.best)] : Json(nullptr)},
              {"most_to_gain", results.most_to_gain},
              {"probability", results.probability},
              {"candidates", candidates},
              {"sentences", results.sentences},
              {"file", file}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backstock

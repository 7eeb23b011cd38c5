#include "tools/show/stored_summary.hpp"

#include "output/object_path.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <limits>
#include <string_view>

namespace backstock {
namespace {

constexpr const char* cells_of_study = "/study/cells";
constexpr const char* summary_of_study = "/study/summary";

double number(const Frame& frame, const char* column, std::size_t row) {
    const Column* found = frame.find(column);
    const auto* numbers = found == nullptr ? nullptr : std::get_if<Numbers>(&found->values);
    return numbers == nullptr ? std::numeric_limits<double>::quiet_NaN() : (*numbers)[row];
}

SummaryRow row_of(const Frame& frame, std::size_t row) {
    SummaryRow one{};
    one.kpi = frame.cells<std::string>("kpi")[row];
    one.unit = frame.cells<std::string>("unit")[row];
    one.n = frame.cells<std::int64_t>("n")[row];
    one.mean = number(frame, "mean", row);
    one.sd = number(frame, "sd", row);
    one.half_width = number(frame, "half_width", row);
    one.min = number(frame, "min", row);
    one.p05 = number(frame, "p05", row);
    one.p50 = number(frame, "p50", row);
    one.p95 = number(frame, "p95", row);
    one.max = number(frame, "max", row);
    one.cvar95 = number(frame, "cvar95", row);
    if (frame.find("empty") != nullptr) one.empty = frame.cells<std::int64_t>("empty")[row];
    return one;
}

template<class T>
T attribute_or(const ResultsReader& results, const char* name, T otherwise) {
    const std::optional<Attribute> value = results.attribute("/", name);
    const T* typed = value ? std::get_if<T>(&*value) : nullptr;
    return typed == nullptr ? otherwise : *typed;
}

}  // namespace

bool is_study(const ResultsReader& results) {
    return results.has_table(cells_of_study) && results.has_table(summary_of_study);
}

std::vector<std::string> stored_variants(const ResultsReader& results) {
    if (is_study(results)) return results.read(cells_of_study).cells<std::string>("cell_name");
    std::vector<std::string> names;
    for (const std::string& group : results.groups()) {
        if (results.has_table(group + "/summary")) names.push_back(user_name(std::string_view(group).substr(1)));
    }
    return names;
}

std::vector<SummaryRow> stored_summary(const ResultsReader& results, const std::string& variant) {
    const bool of_study = is_study(results);
    const std::string table = of_study ? summary_of_study : fmt::format("/{}/summary", object_name(variant));
    if (!results.has_table(table))
        throw WrongUse(fmt::format("{}: has no results of '{}'", results.path().string(), variant));
    const Frame frame = results.read(table);
    std::vector<SummaryRow> rows;
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        if (of_study && frame.cells<std::string>("cell_name")[row] != variant) continue;
        SummaryRow one = row_of(frame, row);
        if (find_kpi(one.kpi) != nullptr) rows.push_back(std::move(one));
    }
    return rows;
}

RunPlan stored_plan(const ResultsReader& results) {
    RunPlan plan;
    plan.title = attribute_or<std::string>(results, "title", "");
    plan.start = attribute_or<std::string>(results, "start", "");
    plan.currency = attribute_or<std::string>(results, "currency", plan.currency);
    plan.seed = attribute_or<std::uint64_t>(results, "seed", 0);
    plan.horizon = Time::at(Duration::days(attribute_or<double>(results, "horizon", 0)));
    plan.warmup = Time::at(Duration::days(attribute_or<double>(results, "warmup", 0)));
    return plan;
}

}  // namespace backstock

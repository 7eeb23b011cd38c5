#include "scenarios/study_search.hpp"

#include "scenarios/directory.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/utf8.hpp"
#include "sim/experiment/kpi.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

// A value, perhaps with what it may be off by: "95 %", "95 % ± 0.5 %", "120".
Parsed<Tolerance> limit_in(std::string_view text) {
    if (split_tolerance(text)) return parse_tolerance(text);
    const bool percent = text.find('%') != std::string_view::npos;
    const Parsed<double> number = percent ? parse_share(text) : parse_number(text);
    if (!number) return {std::nullopt, number.message};
    constexpr double part = 0.01;
    return {Tolerance{*number, part * std::abs(*number), percent}, {}};
}

}  // namespace

ParsedConstraint parse_constraint(const std::string& text) {
    const std::size_t at = text.find_first_of("<>");
    if (at == std::string::npos || at + 1 >= text.size() || text[at + 1] != '=')
        return {std::nullopt,
                fmt::format("found {}; expected a KPI with its limit, such as fill_rate >= 95 %", shown(text))};
    Constraint constraint{.kpi = std::string(trimmed(std::string_view(text).substr(0, at))),
                          .at_least = text[at] == '>',
                          .written = text};
    if (find_kpi(constraint.kpi) == nullptr) {
        std::vector<std::string> names;
        for (const KpiInfo& info : kpis()) names.emplace_back(info.name);
        return {std::nullopt,
                fmt::format("unknown KPI {}{}", shown(constraint.kpi), suggestion(constraint.kpi, names))};
    }
    const Parsed<Tolerance> limit = limit_in(trimmed(std::string_view(text).substr(at + 2)));
    if (!limit) return {std::nullopt, limit.message};
    constraint.limit = limit->value;
    constraint.tolerance = limit->within > 0 ? limit->within : 1e-6;
    return {constraint, {}};
}

}  // namespace backstock

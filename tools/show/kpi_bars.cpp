#include "scenarios/directory.hpp"
#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/run_report.hpp"
#include "tools/show/blocks.hpp"
#include "tools/show/screens.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

constexpr std::size_t name_columns = 22, figure_columns = 28, gaps = 4;

std::string line_of(const SummaryRow& row, const RunPlan& plan, std::size_t bar_columns, bool bars_beside) {
    const KpiInfo& info = *find_kpi(row.kpi);
    const FigureFormat figure(row, info, plan);
    const bool per_period = row.unit.ends_with("/period");  // how long a period was is not in the file
    const std::string unit = per_period ? row.unit : figure.unit();
    std::string text = figure.number(row.mean);
    if (std::isfinite(row.half_width)) text += fmt::format(" ± {}", figure.number(row.half_width));
    if (!unit.empty() && std::isfinite(row.mean)) text += fmt::format(" {}", unit);
    const bool share = figure.unit() == "%";
    const double longest =
        share ? 1 : std::fmax(row.mean + (std::isfinite(row.half_width) ? row.half_width : 0), row.max);
    const Axis axis{0, longest, bar_columns};
    std::string line = bars_beside ? fmt::format("  {:<{}}{:>{}}  ", row.kpi, name_columns, text, figure_columns)
                                   : fmt::format("  {} {}\n  ", row.kpi, text);
    line += bar(axis, row.mean, row.mean - row.half_width, row.mean + row.half_width);
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

std::vector<KpiGroup> named(std::span<const SummaryRow> summary, const std::vector<std::string>& chosen) {
    KpiGroup group{"KPIs", {}};
    for (const std::string& name : chosen) {
        const auto row =
            std::find_if(summary.begin(), summary.end(), [&](const SummaryRow& one) { return one.kpi == name; });
        if (row == summary.end()) {
            std::vector<std::string> names;
            for (const SummaryRow& one : summary) names.push_back(one.kpi);
            throw WrongUse(fmt::format("--kpi: the file has no {}{}", shown(name), suggestion(name, names)));
        }
        group.rows.push_back(*row);
    }
    return {group};
}

}  // namespace

std::string kpi_bars(std::span<const SummaryRow> summary, const std::vector<std::string>& chosen, const RunPlan& plan,
                     const Screen& screen) {
    const std::size_t taken = name_columns + figure_columns + gaps;
    const bool beside = screen.width >= taken + 12;  // else below
    const std::size_t columns = beside ? screen.width - taken : screen.width - 2;
    std::string text;
    for (const KpiGroup& group : chosen.empty() ? telling_kpis(summary) : named(summary, chosen)) {
        std::string heading = screen.style.bold(group.title);
        if (text.empty())
            heading +=
                screen.style.dim(fmt::format("{:>{}}█ mean  ▒ 95 % sure{}", "", beside ? taken - group.title.size() : 2,
                                             beside && columns >= 44 ? "; % to 100, others to the largest" : ""));
        text += heading + '\n';
        for (const SummaryRow& row : group.rows) text += line_of(row, plan, columns, beside);
    }
    return text;
}

}  // namespace backstock

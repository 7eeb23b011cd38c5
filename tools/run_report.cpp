#include "tools/run_report.hpp"

#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"
#include "tools/progress_line.hpp"
#include "tools/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace backstock {
namespace {

const SummaryRow* find(std::span<const SummaryRow> summary, std::string_view kpi) {
    const auto row = std::find_if(summary.begin(), summary.end(), [kpi](const SummaryRow& r) { return r.kpi == kpi; });
    return row == summary.end() ? nullptr : &*row;
}

double mean_of(std::span<const SummaryRow> summary, std::string_view kpi) {
    const SummaryRow* row = find(summary, kpi);
    return row == nullptr ? std::nan("") : row->mean;
}

bool above_zero(double value) { return value > 0; }  // NaN is not

// Whether a figure says anything: it was measured, and is not zero in every replication.
bool says_something(const SummaryRow& row) {
    return std::isfinite(row.mean) && !(row.mean == 0 && row.min == 0 && row.max == 0);
}

bool same(const SummaryRow* a, const SummaryRow* b) {
    return a != nullptr && b != nullptr && a->mean == b->mean && a->min == b->min && a->max == b->max;
}

std::string percent(double share) {
    const double part = std::min(share, 1 - share);
    const int decimals = part <= 0 ? 0 : part < 0.001 ? 2 : 1;
    return fmt::format("{} %", grouped(100 * share, decimals));
}

struct Candidates {
    std::string_view title;
    std::size_t most;
    std::vector<std::string_view> kpis;
};

// What may stand in the screen, most telling first.
std::vector<Candidates> candidates(std::span<const SummaryRow> summary) {
    std::vector<std::string_view> service{"fill_rate",    "order_fill_rate", "backorder_rate",   "fulfillment_time",
                                          "on_time_rate", "lost_sales_rate", "cancellation_rate"};
    for (const SummaryRow& row : summary) {
        if (row.kpi.starts_with("wait_over_")) service.push_back(row.kpi);
    }
    if (same(find(summary, "fill_rate"), find(summary, "order_fill_rate"))) service.erase(service.begin() + 1);
    const bool sells = above_zero(mean_of(summary, "revenue"));
    std::vector<std::string_view> money =
        sells ? std::vector<std::string_view>{"revenue",       "profit",         "cost_holding",   "cost_ordering",
                                              "cost_shortage", "peak_cash_need", "cost_transport", "deposits_held"}
              : std::vector<std::string_view>{"cost_per_period", "cost_holding", "cost_ordering", "cost_transport",
                                              "cost_shortage"};
    return {{"Service", 7, service},
            {"Stock", 4, {"on_hand", "backorders", "on_order", "inventory_turns"}},
            {"Money", 4, money}};
}

std::string kpi_line(const SummaryRow& row, const RunPlan& run) {
    const FigureFormat figure(row, *find_kpi(row.kpi), run);
    std::string line = fmt::format("  {:<22}{:>14} {:<7}", row.kpi, figure.number(row.mean), figure.unit());
    line += std::isnan(row.half_width) ? std::string(12, ' ') : fmt::format("± {:<10}", figure.number(row.half_width));
    if (row.n >= 20) line += fmt::format("{:>10} … {}", figure.number(row.p05), figure.number(row.p95));
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

}  // namespace

std::string verdict(std::span<const SummaryRow> summary, const RunPlan& run) {
    if (!above_zero(mean_of(summary, "orders"))) return "No customer came in the time that counts.";
    std::string text;
    const double fill = mean_of(summary, "fill_rate");
    if (fill == 1)
        text = "Every unit was served from stock at once.";
    else if (std::isfinite(fill))
        text = percent(fill) + " of the units were served from stock at once.";
    const double waited = mean_of(summary, "backorder_rate");
    if (above_zero(waited)) {
        text += fmt::format(" {} of the accepted orders waited for goods", percent(waited));
        const SummaryRow* time = find(summary, "fulfillment_time");
        if (time != nullptr && above_zero(time->mean)) {
            text += fmt::format(", {} on average", FigureFormat(*time, *find_kpi(time->kpi), run).roughly(time->mean));
        }
        text += '.';
    }
    const double lost = mean_of(summary, "lost_sales_rate");
    const double cancelled = mean_of(summary, "cancellation_rate");
    if (above_zero(lost)) text += fmt::format(" {} of all orders were lost.", percent(lost));
    if (above_zero(cancelled))
        text += fmt::format(" {} of the accepted were cancelled while they waited.", percent(cancelled));
    return text;
}

std::vector<KpiGroup> telling_kpis(std::span<const SummaryRow> summary) {
    std::vector<KpiGroup> groups;
    for (const Candidates& from : candidates(summary)) {
        KpiGroup group{from.title, {}};
        for (const std::string_view kpi : from.kpis) {
            const SummaryRow* row = find(summary, kpi);
            if (row != nullptr && says_something(*row) && group.rows.size() < from.most) group.rows.push_back(*row);
        }
        if (!group.rows.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

namespace {

// What a scenario states and no other group shows.
KpiGroup stated_kpis(std::span<const SummaryRow> summary, std::span<const Expectation> expected,
                     const std::vector<KpiGroup>& shown) {
    constexpr std::size_t most = 3;
    KpiGroup group{"Stated under expect", {}};
    for (const Expectation& one : expected) {
        const auto has = [&](const KpiGroup& other) { return find(other.rows, one.kpi) != nullptr; };
        const SummaryRow* const row = find(summary, one.kpi);
        if (row == nullptr || std::any_of(shown.begin(), shown.end(), has) || has(group)) continue;
        if (group.rows.size() < most) group.rows.push_back(*row);
    }
    return group;
}

}  // namespace

std::string kpi_screen(std::span<const SummaryRow> summary, const RunPlan& run, const Style& style,
                       std::span<const Expectation> expected) {
    std::string text;
    const bool range = std::any_of(summary.begin(), summary.end(), [](const SummaryRow& row) { return row.n >= 20; });
    const bool interval = std::any_of(summary.begin(), summary.end(),
                                      [](const SummaryRow& row) { return std::isfinite(row.half_width); });
    std::vector<KpiGroup> groups = telling_kpis(summary);
    if (KpiGroup stated = stated_kpis(summary, expected, groups); !stated.rows.empty()) groups.push_back(stated);
    for (const KpiGroup& group : groups) {
        std::string title = fmt::format("{:<34}", group.title);
        std::string columns = text.empty() ? fmt::format("{:<12}{:<13}{}", "mean", interval ? "95 % sure" : "",
                                                         range ? "9 of 10 runs within" : "")
                                           : "";
        columns.erase(columns.find_last_not_of(' ') + 1);
        if (columns.empty()) title = group.title;
        text += style.bold(title) + style.dim(columns) + '\n';
        for (const SummaryRow& row : group.rows) text += kpi_line(row, run);
    }
    return text;
}

std::string regret_screen(std::span<const RegretRow> regret, const RunPlan& run, const Style& style) {
    std::string text = style.dim("Against first come, first served, on the same random numbers:") + '\n';
    for (const RegretRow& row : regret) {
        if (!std::isfinite(row.difference.value) || (row.own.value == 0 && row.fifo.value == 0)) continue;
        SummaryRow shape{};  // the figures' size and precision
        shape.kpi = info(row.kpi).name;
        shape.unit = info(row.kpi).unit;
        shape.mean = row.fifo.value;
        shape.half_width = row.difference.half_width();
        const FigureFormat figure(shape, info(row.kpi), run);
        text += fmt::format("  {:<12} {:<18}{:>12} instead of {:<12} {:>10} ± {:<8} {}\n", row.tier, shape.kpi,
                            figure(row.own.value), figure(row.fifo.value), figure.number(row.difference.value),
                            figure.number(row.difference.half_width()), name_of(row.standing));
    }
    return text;
}

std::string run_heading(const Scenario& scenario, const SimulationResult& result, const Style& style) {
    const RunPlan& run = scenario.model.run;
    const std::string title = run.title.empty() ? scenario.model.name : run.title;
    const double orders =
        static_cast<double>(result.orders) / static_cast<double>(std::max<std::int64_t>(1, result.replications));
    const bool several = result.replications != 1;
    std::string what = fmt::format("{} from {}", written_span(run.horizon - Time::zero()), run.start);
    if (run.warmup > Time::zero()) what += fmt::format(", {} of it warm-up", written_span(run.warmup - Time::zero()));
    what += fmt::format("; seed {}; {}, {} orders{}; took {}", run.seed,
                        counted(static_cast<std::size_t>(result.replications), "replication"), grouped(orders),
                        several ? " each" : "", rough_time(result.seconds));
    return style.bold(title) + '\n' + wrapped(what, 0, 0);
}

std::vector<std::string> next_steps(const Scenario& scenario, const SimulationResult& result,
                                    const std::string& program, const std::string& file) {
    std::vector<std::string> steps;
    const std::string name = shell_word(file);
    if (result.order_to_tell != 0) steps.push_back(fmt::format("{} story {} {}", program, name, result.order_to_tell));
    if (const auto change = suggested_change(scenario)) {
        steps.push_back(fmt::format("{} run {} --set {}", program, name, shell_word(change->set)));
        steps.push_back(fmt::format("{} explain {}", program, shell_word(change->word)));
    } else {
        steps.push_back(fmt::format("{} run {} --seed {}", program, name, scenario.model.run.seed + 1));
    }
    return steps;
}

}  // namespace backstock

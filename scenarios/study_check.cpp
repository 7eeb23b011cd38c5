// Whether the cells of a study can run, and can be compared.

#include "scenarios/directory.hpp"
#include "scenarios/path.hpp"
#include "scenarios/study.hpp"
#include "scenarios/utf8.hpp"
#include "sim/experiment/executor.hpp"
#include "sim/experiment/kpi.hpp"
#include "sim/policy/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace backstock {
namespace {

// What a cell says of itself; without a scenario, what is wrong with it.
struct Looked {
    Problems problems;
    StudyCommon common;
    bool sells = false;  // some item has a price
};

std::string text_of(const RunRule& rule) {
    if (!rule.until) return "none";
    return fmt::format("{} within {}{}, {} to {} replications", rule.until->kpi, rule.until->half_width,
                       rule.until->share_of_mean ? " of the mean" : "", rule.until->at_least, rule.until->at_most);
}

std::string text_of(const std::vector<Duration>& waits) {
    std::string text;
    for (const Duration wait : waits) text += (text.empty() ? "" : ", ") + written(wait);
    return text.empty() ? "none" : text;
}

std::string text_of(Accounting accounting) {
    return accounting == Accounting::continuous ? "continuous" : "period_end";
}

// Compares the cells with one of them, and tells each difference once.
class Agreement {
public:
    Agreement(const Study& study, const std::vector<Looked>& cells, Problems& problems)
        : study_(study), cells_(cells), problems_(problems) {}

    // What has to be the same everywhere.
    void everywhere(std::size_t cell) {
        const RunPlan& run = cells_[cell].common.run;
        const RunPlan& first = cells_[0].common.run;
        same(cell, 0, "run.seed", fmt::to_string(run.seed), fmt::to_string(first.seed));
        same(cell, 0, "run.replications", fmt::to_string(run.replications), fmt::to_string(first.replications));
        same(cell, 0, "run.until", text_of(cells_[cell].common.rule), text_of(cells_[0].common.rule));
        same(cell, 0, "run.warmup", cells_[cell].common.rule.auto_warmup ? "auto" : "a duration",
             cells_[0].common.rule.auto_warmup ? "auto" : "a duration");
        same(cell, 0, "run.currency", run.currency, first.currency);
        same(cell, 0, "run.start", run.start, first.start);
        same(cell, 0, "record.wait_over", text_of(cells_[cell].common.wait_over), text_of(cells_[0].common.wait_over));
    }

    // What has to be the same among those that are compared.
    void among(std::size_t cell, std::size_t baseline) {
        const RunPlan& run = cells_[cell].common.run;
        const RunPlan& base = cells_[baseline].common.run;
        same(cell, baseline, "run.horizon", written(run.horizon.since_start()), written(base.horizon.since_start()));
        same(cell, baseline, "run.warmup", written(run.warmup.since_start()), written(base.warmup.since_start()));
        same(cell, baseline, "run.period", written(run.period), written(base.period));
        same(cell, baseline, "run.accounting", text_of(run.accounting), text_of(base.accounting));
    }

private:
    void same(std::size_t cell, std::size_t other, std::string_view path, const std::string& found,
              const std::string& expected) {
        if (found == expected) return;
        problems_.add(study_.variants[study_.variant_of(cell)].place, path,
                      fmt::format("found {} in {}, but {} in {}; a comparison needs the same", found,
                                  shown(study_.cell_name(cell)), expected, shown(study_.cell_name(other))));
    }

    const Study& study_;
    const std::vector<Looked>& cells_;
    Problems& problems_;
};

Looked look(const Study& study, std::size_t cell) {
    Looked looked;
    try {
        const Scenario scenario = study.scenario(cell);
        looked.common = {scenario.model.run, scenario.rule, scenario.model.record.wait_over};
        looked.common.run.title.clear();
        for (const Item& item : scenario.model.items) looked.sells = looked.sells || item.price > Money();
    } catch (const BadInput& bad) {
        looked.problems.add(bad);
    }
    return looked;
}

// What is wrong with the cells: what all share once, and what only some have with the name of the first of them.
void tell_of_cells(const Study& study, const std::vector<Looked>& cells, Problems& problems) {
    struct Met {
        Problem problem;
        std::size_t first;  // the cell
        std::size_t cells;
    };
    constexpr std::size_t enough = 10'000;
    std::map<std::string, Met> met;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        for (const Problem& problem : cells[c].problems.sorted()) {
            if (met.size() < enough || met.count(problem.text()) > 0)
                ++met.try_emplace(problem.text(), Met{problem, c, 0}).first->second.cells;
        }
    }
    std::vector<Problem> told;
    for (auto& [text, one] : met) {
        const Place& own = study.variants[study.variant_of(one.first)].place;
        const bool located = own.file && *own.file == one.problem.file;  // where the cell itself is written
        if (one.cells < cells.size() && !located)
            one.problem.message += fmt::format(" (as {} has it)", shown(study.cell_name(one.first)));
        told.push_back(std::move(one.problem));
    }
    if (!told.empty()) problems.add(BadInput(std::move(told)));
}

}  // namespace

void Study::check_kpis(const std::vector<Duration>& waits, bool sells, Problems& problems) {
    if (kpis.empty()) {
        kpis = sells
                   ? std::vector<std::string>{"profit",          "fill_rate",     "backorder_rate", "cancellation_rate",
                                              "lost_sales_rate", "peak_cash_need"}
                   : std::vector<std::string>{"cost_per_period", "fill_rate", "backorder_rate", "lost_sales_rate"};
    }
    std::vector<std::string> names;
    for (const KpiColumn& column : kpi_columns(waits)) {
        if (column.info->tables.has(Entity::network)) names.push_back(column.name);
    }
    for (std::size_t i = 0; i < kpis.size(); ++i) {
        const auto here = kpis.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::find(names.begin(), names.end(), kpis[i]) == names.end())
            problems.add(kpis_at_, "compare.kpis",
                         fmt::format("unknown KPI {}{}", shown(kpis[i]), suggestion(kpis[i], names)));
        if (std::find(kpis.begin(), here, kpis[i]) != here)
            problems.add(kpis_at_, "compare.kpis", fmt::format("{} is listed twice", shown(kpis[i])));
    }
    for (const StudyExpectation& one : expect) {
        const std::string& kpi = one.stated.kpi;
        if (std::find(names.begin(), names.end(), kpi) == names.end())
            problems.add(one.place, "expect", fmt::format("unknown KPI {}{}", shown(kpi), suggestion(kpi, names)));
    }
}

StudyCommon check_cells(Study& study, int threads) {
    std::vector<Looked> cells(study.cells());
    run_ordered(
        static_cast<std::int64_t>(cells.size()), {.threads = threads}, [] { return 0; },
        [&](int, std::int64_t cell) { return look(study, static_cast<std::size_t>(cell)); },
        [&](std::int64_t cell, Looked&& looked) { cells[static_cast<std::size_t>(cell)] = std::move(looked); });
    Problems problems;
    tell_of_cells(study, cells, problems);
    const bool sells = std::any_of(cells.begin(), cells.end(), [](const Looked& cell) { return cell.sells; });
    if (!cells[0].problems.any()) study.check_kpis(cells[0].common.wait_over, sells, problems);
    problems.throw_if_any();
    Agreement agreement(study, cells, problems);
    for (const std::vector<std::size_t>& family : study.families()) {
        const std::size_t baseline = family[study.baseline_in(family)];
        for (const std::size_t cell : family) {
            agreement.everywhere(cell);
            agreement.among(cell, baseline);
        }
    }
    problems.throw_if_any();
    return std::move(cells[0].common);
}

}  // namespace backstock

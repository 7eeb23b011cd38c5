#include "tools/study_run.hpp"

#include "output/sha256.hpp"
#include "sim/base/require.hpp"
#include "sim/version.hpp"
#include "tools/interruption.hpp"
#include "tools/progress_line.hpp"
#include "tools/study_crew.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

Keep chosen_keep(const Study& study) {
    constexpr std::size_t few = 20, many = 200;
    if (study.keep) return *study.keep;
    return study.cells() <= few ? Keep::everything : study.cells() <= many ? Keep::kpis : Keep::summary;
}

// The pilots of every cell; the longest warm-up holds for all, so that they measure the same time.
FoundWarmup longest_warmup(const Study& study, int threads) {
    constexpr std::int64_t pilots = 20;
    std::optional<FoundWarmup> longest;
    bool found = true;
    run_ordered(
        static_cast<std::int64_t>(study.cells()), {.threads = threads}, [] { return 0; },
        [&](int, std::int64_t cell) {
            Interruption::check();
            return find_warmup(study.scenario(static_cast<std::size_t>(cell)).model, 1, pilots);
        },
        [&](std::int64_t, FoundWarmup&& warmup) {
            found = found && warmup.found;
            if (!longest || warmup.warmup > longest->warmup) longest = std::move(warmup);
        });
    longest->found = found;
    return *longest;
}

}  // namespace

StudyWork::StudyWork(Study& study, int threads)
    : study_(study),
      common_(check_cells(study, threads)),
      columns_(kpi_columns(common_.wait_over)),
      keep_(chosen_keep(study)),
      plan_{study.families(), common_.run.replications, common_.rule.until},
      text_(study.resolved_yaml()) {
    if (common_.rule.auto_warmup) {
        found_warmup_ = longest_warmup(study, threads);
        common_.run.warmup = Time::at(found_warmup_->warmup);
    }
    digest_ = sha256(fmt::format("{}\n{}\n{}\n", backstock_version, static_cast<int>(keep_), text_));
}

std::optional<std::size_t> StudyWork::deciding_column() const {
    if (!plan_.until) return std::nullopt;
    const auto column =
        std::find_if(columns_.begin(), columns_.end(), [&](const KpiColumn& c) { return c.name == plan_.until->kpi; });
    require(column != columns_.end(), "until waits for {}, which is no column", plan_.until->kpi);
    return static_cast<std::size_t>(column - columns_.begin());
}

Scenario StudyWork::scenario(std::size_t cell) const {
    Scenario scenario = study_.scenario(cell);
    if (found_warmup_) scenario.model.run.warmup = Time::at(found_warmup_->warmup);
    return scenario;
}

UnitTerms StudyWork::terms() const {
    return {detail(), plan_.replications, deciding_column(),
            found_warmup_ ? std::optional(found_warmup_->warmup) : std::nullopt};
}

void StudyWork::check_parts(std::uint64_t parts) const {
    const std::size_t most = plan_.until ? plan_.families.size()
                                         : study_.cells() * static_cast<std::size_t>(blocks_of(plan_.replications));
    if (parts <= most) return;
    throw WrongUse(fmt::format("found {} parts, but there is work for {} only{}", parts, most,
                               plan_.until ? ", since with `until` the cells that are compared stay together" : ""));
}

void count_units(const StudyWork& work, const UnitSource& units, Schedule& schedule) {
    const std::optional<std::size_t> column = work.deciding_column();
    for (const Unit& unit : units.units()) {
        UnitValues values;
        if (column) values = values_in(units.bytes(unit), *column, work.columns()[*column].info->is_ratio());
        schedule.finished(unit, values);
    }
}

void play(const StudyWork& work, Schedule& schedule, UnitFile& units, int threads, bool show_progress) {
    const std::int64_t left = units_left(schedule);
    ProgressLine line(left, work.common().run.horizon, show_progress);
    Crew crew(schedule, units, line.progress());
    const std::int64_t useful = std::min<std::int64_t>(threads, blocks_of(left));
    run_in_threads(static_cast<int>(useful), [&] { play_units(work, crew, &line); });
    crew.conclude();
}

}  // namespace backstock

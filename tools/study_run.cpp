#include "tools/study_run.hpp"

#include "output/sha256.hpp"
#include "sim/base/require.hpp"
#include "sim/version.hpp"
#include "tools/interruption.hpp"
#include "tools/progress_line.hpp"
#include "tools/study_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace backstock {
namespace {

Keep chosen_keep(const Study& study) {
    constexpr std::size_t few = 20, many = 200;
    if (study.keep) return *study.keep;
    return study.cells() <= few ? Keep::everything : study.cells() <= many ? Keep::kpis : Keep::summary;
}

// Units on several threads, one schedule and one file for all.
class Crew {
public:
    Crew(Schedule& schedule, UnitFile& units, Progress progress)
        : schedule_(schedule), units_(units), progress_(std::move(progress)) {}

    std::optional<Unit> next() {
        std::unique_lock lock(mutex_);
        while (!error_ && !schedule_.complete()) {
            if (const std::optional<Unit> unit = schedule_.take()) return unit;
            changed_.wait(lock);
        }
        return std::nullopt;
    }

    void finished(const Unit& unit, const PlayedUnit& played) {
        units_.add(unit, played.bytes);
        const std::lock_guard lock(mutex_);
        schedule_.finished(unit, played.values);
        if (progress_) progress_(schedule_.done() * replications_a_block, schedule_.total() * replications_a_block);
        changed_.notify_all();
        if (Clock::now() - synced_ < std::chrono::seconds(30)) return;
        units_.sync();
        synced_ = Clock::now();
    }

    void failed(std::exception_ptr error) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = std::move(error);
        changed_.notify_all();
    }

    void conclude() {
        units_.sync();
        if (error_) std::rethrow_exception(error_);
        require(schedule_.complete(), "all units were played, and the study is not complete");
    }

private:
    using Clock = std::chrono::steady_clock;
    Schedule& schedule_;
    UnitFile& units_;
    Progress progress_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::exception_ptr error_;
    Clock::time_point synced_ = Clock::now();
};

}  // namespace

StudyWork::StudyWork(Study& study, int threads)
    : study_(study),
      common_(check_cells(study, threads)),
      columns_(kpi_columns(common_.wait_over)),
      keep_(chosen_keep(study)),
      plan_{study.families(), common_.run.replications, common_.rule.until},
      text_(study.resolved_yaml()) {
    digest_ = sha256(fmt::format("{}\n{}\n{}\n", backstock_version, static_cast<int>(keep_), text_));
}

std::optional<std::size_t> StudyWork::deciding_column() const {
    if (!plan_.until) return std::nullopt;
    const auto column =
        std::find_if(columns_.begin(), columns_.end(), [&](const KpiColumn& c) { return c.name == plan_.until->kpi; });
    require(column != columns_.end(), "until waits for {}, which is no column", plan_.until->kpi);
    return static_cast<std::size_t>(column - columns_.begin());
}

void count_units(const StudyWork& work, const UnitFile& units, Schedule& schedule) {
    const std::optional<std::size_t> column = work.deciding_column();
    for (const Unit& unit : units.units()) {
        UnitValues values;
        if (column) values = values_in(units.bytes(unit), *column, work.columns()[*column].info->is_ratio());
        schedule.finished(unit, values);
    }
}

void play(const StudyWork& work, Schedule& schedule, UnitFile& units, int threads, bool show_progress) {
    const std::int64_t left = (schedule.total() - schedule.done()) * replications_a_block;
    ProgressLine line(std::max<std::int64_t>(left, 1), work.common().run.horizon, show_progress);
    Crew crew(schedule, units, line.progress());
    const std::int64_t useful = std::min<std::int64_t>(threads, std::max<std::int64_t>(left / replications_a_block, 1));
    run_in_threads(static_cast<int>(useful), [&] {
        try {
            UnitPlayer player(work.study(), work.detail(), work.plan().replications, work.deciding_column(), &line);
            while (const std::optional<Unit> unit = crew.next()) {
                Interruption::check();
                crew.finished(*unit, player.play(*unit));
            }
        } catch (...) {
            crew.failed(std::current_exception());
        }
    });
    crew.conclude();
}

}  // namespace backstock

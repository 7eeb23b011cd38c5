#include "tools/study_crew.hpp"

#include "sim/base/require.hpp"
#include "tools/interruption.hpp"

#include <algorithm>

namespace backstock {

Crew::Crew(Schedule& schedule, UnitFile& units, Progress progress)
    : schedule_(schedule), units_(units), progress_(std::move(progress)) {}

std::optional<Unit> Crew::next() {
    std::unique_lock lock(mutex_);
    while (!error_ && !schedule_.complete()) {
        if (const std::optional<Unit> unit = schedule_.take()) return unit;
        changed_.wait(lock);
    }
    return std::nullopt;
}

std::optional<Unit> Crew::try_next() {
    const std::lock_guard lock(mutex_);
    return error_ ? std::nullopt : schedule_.take();
}

void Crew::finished(const Unit& unit, const PlayedUnit& played) {
    units_.add(unit, played.bytes);
    const std::lock_guard lock(mutex_);
    schedule_.finished(unit, played.values);
    if (progress_) progress_(schedule_.done() * replications_a_block, schedule_.total() * replications_a_block);
    changed_.notify_all();
    if (Clock::now() - synced_ < std::chrono::seconds(30)) return;
    units_.sync();
    synced_ = Clock::now();
}

void Crew::failed(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    changed_.notify_all();
}

bool Crew::open() {
    const std::lock_guard lock(mutex_);
    return !error_ && !schedule_.complete();
}

void Crew::conclude() {
    units_.sync();
    if (error_) std::rethrow_exception(error_);
    require(schedule_.complete(), "all units were played, and the study is not complete");
}

void play_units(const StudyWork& work, Crew& crew, ProgressLine* line) {
    try {
        UnitPlayer player(work.study(), work.terms(), line);
        while (const std::optional<Unit> unit = crew.next()) {
            Interruption::check();
            crew.finished(*unit, player.play(*unit));
        }
    } catch (...) {
        crew.failed(std::current_exception());
    }
}

std::int64_t units_left(const Schedule& schedule) {
    return std::max<std::int64_t>((schedule.total() - schedule.done()) * replications_a_block, 1);
}

}  // namespace backstock

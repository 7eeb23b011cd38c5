#pragma once
// Those who play the units of one study: one schedule and one file for all, whether they are threads or other processes.

#include "output/unit_file.hpp"
#include "sim/experiment/schedule.hpp"
#include "tools/progress_line.hpp"
#include "tools/study_run.hpp"
#include "tools/study_units.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>

namespace backstock {

// All functions from any thread.
class Crew {
public:
    Crew(Schedule& schedule, UnitFile& units, Progress progress);

    // The next unit, waiting until there is one; nothing when all are played, or one has failed.
    std::optional<Unit> next();
    // The same without waiting.
    std::optional<Unit> try_next();
    // Puts a unit aside, and on the disk now and then. A unit that is there already is left as it is.
    void finished(const Unit& unit, const PlayedUnit& played);
    // Ends it; the first failure counts.
    void failed(std::exception_ptr error);
    // Whether there is more to do.
    bool open();

    // After all have ended: rethrows what failed.
    void conclude();

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

// Plays units on this thread until there are no more. What goes wrong is the crew's failure.
void play_units(const StudyWork& work, Crew& crew, ProgressLine* line);

// The replications of the units that may still be needed, at least 1.
std::int64_t units_left(const Schedule& schedule);

}  // namespace backstock

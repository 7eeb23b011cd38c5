#pragma once
// How far a run has come, on a terminal.

#include "sim/base/time.hpp"
#include "sim/experiment/progress.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace backstock {

// A line on the standard error that is written over itself a few times a second, with an estimate of the time left, and
// is gone in the end. Nothing where the standard error is no terminal, or the run takes no second. It counts simulated
// time, so that one long replication shows its progress too.
class ProgressLine {
public:
    ProgressLine(std::int64_t replications, Time horizon, bool wanted = true);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    // Whether anything is shown at all.
    bool is_shown() const { return wanted_; }

    // A replication has come so much further. From any thread.
    void advance(Duration simulated);

    // For who counts the replications that are done; must not outlive this object. Empty where nothing is shown.
    Progress progress();

private:
    using Clock = std::chrono::steady_clock;
    void show();

    std::int64_t replications_;
    double whole_;  // µs to simulate in all
    bool wanted_;
    std::atomic<double> simulated_ = 0;  // µs
    std::atomic<std::int64_t> done_ = 0;
    Clock::time_point began_ = Clock::now();

    std::mutex showing_;
    bool shown_ = false;
    Clock::time_point next_ = began_ + std::chrono::milliseconds(700);
};

// "3 s", "2 min 10 s", "1 h 5 min"
std::string rough_time(double seconds);

}  // namespace backstock

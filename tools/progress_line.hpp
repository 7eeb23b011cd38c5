#pragma once
// How far a run has come, on a terminal.

#include "sim/experiment/progress.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace backstock {

// A line on the standard error that is written over itself a few times a second, with an estimate of the time left, and
// is gone in the end. Nothing where the standard error is no terminal, or the run takes no second.
class ProgressLine {
public:
    // `of` says what is counted: "replications".
    explicit ProgressLine(std::string of, bool wanted = true);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::int64_t done, std::int64_t total);
    // For those who call back; must not outlive this object. Empty where nothing is shown.
    Progress progress();

private:
    using Clock = std::chrono::steady_clock;

    std::string of_;
    bool wanted_;
    bool shown_ = false;
    Clock::time_point began_ = Clock::now();
    Clock::time_point next_ = began_ + std::chrono::milliseconds(700);
};

// "3 s", "2 min 10 s", "1 h 5 min"
std::string rough_time(double seconds);

}  // namespace backstock

#include "tools/progress_line.hpp"

#include "tools/figures.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace backstock {

ProgressLine::ProgressLine(std::int64_t replications, Time horizon, bool wanted)
    : replications_(replications),
      whole_(static_cast<double>(replications) * static_cast<double>(horizon.since_start().us())),
      wanted_(wanted && is_terminal(stderr)) {}

ProgressLine::~ProgressLine() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::advance(Duration simulated) {
    simulated_.fetch_add(static_cast<double>(simulated.us()), std::memory_order_relaxed);
    show();
}

void ProgressLine::show() {
    const std::unique_lock<std::mutex> turn(showing_, std::try_to_lock);
    const Clock::time_point now = Clock::now();
    const double share = std::min(simulated_.load(std::memory_order_relaxed) / whole_, 1.0);
    if (!turn || !wanted_ || now < next_ || !(share > 0)) return;
    next_ = now + std::chrono::milliseconds(150);
    shown_ = true;
    const double passed = std::chrono::duration<double>(now - began_).count();
    const std::string what =
        replications_ == 1 ? fmt::format("day {} of {}", grouped(share * whole_ / 86.4e9), grouped(whole_ / 86.4e9))
                           : fmt::format("{} of {} replications", grouped(static_cast<double>(done_.load())),
                                         grouped(static_cast<double>(replications_)));
    fmt::print(stderr, "\r\033[K{} ({:.0f} %), about {} left", what, std::floor(100 * share),
               rough_time(std::ceil(passed / share * (1 - share))));
    std::fflush(stderr);
}

Progress ProgressLine::progress() {
    if (!wanted_) return {};
    return [this](std::int64_t done, std::int64_t) {
        done_.store(done);
        show();
    };
}

std::string rough_time(double seconds) {
    if (seconds < 0.1) return "less than 0.1 s";
    if (seconds < 9.95) return fmt::format("{:.{}f} s", seconds, seconds == std::floor(seconds) ? 0 : 1);
    if (seconds < 119.5) return fmt::format("{:.0f} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 7200) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace backstock

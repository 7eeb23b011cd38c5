#include "tools/progress_line.hpp"

#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace backstock {

ProgressLine::ProgressLine(std::string of, bool wanted) : of_(std::move(of)), wanted_(wanted && is_terminal(stderr)) {}

ProgressLine::~ProgressLine() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(std::int64_t done, std::int64_t total) {
    const Clock::time_point now = Clock::now();
    if (!wanted_ || now < next_ || done == 0 || done == total) return;
    next_ = now + std::chrono::milliseconds(150);
    shown_ = true;
    const double passed = std::chrono::duration<double>(now - began_).count();
    const double left = passed / static_cast<double>(done) * static_cast<double>(total - done);
    const std::string text =
        fmt::format("\r\033[K{} of {} {}, about {} left", done, total, of_, rough_time(std::ceil(left)));
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
}

Progress ProgressLine::progress() {
    if (!wanted_) return {};
    return [this](std::int64_t done, std::int64_t total) { show(done, total); };
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

#pragma once
// Times and shares as cells of a CSV file.
#include "sim/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace backstock::clock {

/// "21 d", "36h", "2 wk"; a bare number counts days. Empty where it is none, or not above zero.
std::optional<Duration> duration_in(std::string_view cell);

/// A date with or without a time of day (2026-03-17, 2026-03-17 12:30), or a time since the start: "60 d", "0".
/// `start_day` is the date of the start in days since 1970-01-01.
std::optional<Time> instant_in(std::string_view cell, std::int64_t start_day);

/// "30 %" or "0.3", between 0 and 1.
std::optional<double> share_in(std::string_view cell);

}  // namespace backstock::clock

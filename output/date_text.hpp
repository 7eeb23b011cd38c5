#pragma once
// Instants of a run as people read them. `start_day` is the day of Time::zero() in days since 1970-01-01
// (RunPlan::start_day); parts of a minute are cut off.

#include "sim/base/time.hpp"

#include <cstdint>
#include <string>

namespace backstock {

// "2026-03-17"
std::string date_text(std::int64_t start_day, Time at);

// "2026-03-17 09:12"
std::string date_time_text(std::int64_t start_day, Time at);

// "Tue 2026-03-17 09:12"
std::string weekday_date_time_text(std::int64_t start_day, Time at);

}  // namespace backstock

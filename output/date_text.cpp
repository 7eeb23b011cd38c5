#include "output/date_text.hpp"

#include "sim/base/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace backstock {
namespace {

struct Moment {
    std::int64_t day;
    std::int64_t minute;
};

Moment moment_of(std::int64_t start_day, Time at) {
    const std::int64_t minutes = at.since_start() / 1_min - (at < Time::zero() ? 1 : 0);
    const std::int64_t days = minutes / 1440 - (minutes % 1440 < 0 ? 1 : 0);
    return {start_day + days, minutes - days * 1440};
}

std::string day_text(std::int64_t day) {
    const Date date = date_of(day);
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace

std::string date_text(std::int64_t start_day, Time at) { return day_text(moment_of(start_day, at).day); }

std::string date_time_text(std::int64_t start_day, Time at) {
    const Moment moment = moment_of(start_day, at);
    return fmt::format("{} {:02}:{:02}", day_text(moment.day), moment.minute / 60, moment.minute % 60);
}

std::string weekday_date_time_text(std::int64_t start_day, Time at) {
    constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const int weekday = weekday_of(moment_of(start_day, at).day);
    return fmt::format("{} {}", weekdays[static_cast<std::size_t>(weekday)], date_time_text(start_day, at));
}

}  // namespace backstock

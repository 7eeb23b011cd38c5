#pragma once
// Calendar dates as days since 1970-01-01, in the Gregorian calendar extended to all years; and dates as people and
// files write them. Model time knows no calendar: a date is a label on it (time.hpp).
#include "sim/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace backstock {

/// A day of the calendar.
struct Date {
    std::int64_t year = 1970;
    int month = 1;  ///< 1 to 12
    int day = 1;    ///< 1 to 31
};

/// Days from 1970-01-01 to the date. Requires a valid date.
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil).
std::int64_t days_of(const Date& date);

/// The date so many days after 1970-01-01 (civil_from_days of the same source).
Date date_of(std::int64_t days);

/// 0 for Monday to 6 for Sunday.
int weekday_of(std::int64_t days);

/// Whether the calendar has such a day.
bool is_valid(const Date& date);

/// A day and a time of that day.
struct DayTime {
    std::int64_t day = 0;  ///< days since 1970-01-01
    Duration time;         ///< since midnight
};

/// In which order a written date has its parts.
enum class DateOrder : std::uint8_t {
    iso,          ///< 2011-12-09, 2011-12-09 12:50, 2011-12-09T12:50:00.250Z
    month_first,  ///< 12/9/2011 8:26
    day_first,    ///< 9.12.2011 8:26, 9/12/2011, 09-12-2011; 09-Dec-11, 9 December 2011
};

/// Reads a date, or a date with a time of day behind a blank or a T. Seconds, their fraction and a final Z may be
/// there; other time zones are not read. A year of two digits, behind a month's name only, is one of 1969 to 2068
/// (POSIX, strptime's %y). Empty where the text is not entirely such a date.
std::optional<DayTime> parse_day_time(std::string_view text, DateOrder order);

}  // namespace backstock

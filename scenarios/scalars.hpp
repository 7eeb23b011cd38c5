#pragma once
// Scalar texts into values: the quantities of the scenario language, read strictly.
//
// Each function takes the text of a scalar and answers with the value, or with a sentence that names what was found,
// what was expected and, where it can be guessed, what to write. Spaces around the text and around units do not matter.
// Signs are read; whether a negative value makes sense is for the setting to say.

#include "scenarios/decimal.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/settings.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace backstock {

// 12, -0.5, 6e4. A finite double.
Parsed<double> parse_number(std::string_view text);

// A whole number of 64 bits: 12, also written 1e6.
Parsed<std::int64_t> parse_integer(std::string_view text);

// `true` or `false`.
Parsed<bool> parse_boolean(std::string_view text);

// `30 %` or `0.3`, as a fraction. Above 100 % only with the % sign: 30 alone is more likely 30 % than 3000 %.
Parsed<double> parse_share(std::string_view text);

// `250 ms`, `90 min`, `36 h`, `7 d`, `2 wk`, `1 yr` (365 d): to the nearest microsecond. The units are us, ms, s, min,
// h, d, wk and yr; a number alone is refused, 0 too.
Parsed<Duration> parse_duration(std::string_view text);

// `6 /d`, `0.5 /h`, and with a share `25 %/yr`, per day: 6, 12, and 0.25 / 365 with `percent` set.
Parsed<Rate> parse_rate(std::string_view text);

// `4.50`: a plain number with at most four decimals, in the scenario's currency.
Parsed<Money> parse_money(std::string_view text);

// A number of units with at most six decimals.
Parsed<Quantity> parse_quantity(std::string_view text);

// A label of the proleptic Gregorian calendar, without time zone or daylight saving.
using CalendarTime = std::chrono::sys_time<std::chrono::microseconds>;

// `2026-03-17` (midnight), `2026-03-17T06:00` or `2026-03-17 06:00:30`; years 1600 to 9999. The day must exist.
Parsed<CalendarTime> parse_date(std::string_view text);

// `35.022 ± 0.01`, also `35.022 +- 0.01`; with `95 % ± 0.5 %` both are shares.
struct Tolerance {
    double value = 0;
    double within = 0;  // not negative
    bool percent = false;
};
Parsed<Tolerance> parse_tolerance(std::string_view text);

// The two sides of a text with ± or +-, each without spaces around; nothing where there is no such sign.
struct Sides {
    std::string_view value;
    std::string_view within;
};
std::optional<Sides> split_tolerance(std::string_view text);

}  // namespace backstock

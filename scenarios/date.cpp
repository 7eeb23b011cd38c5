#include "scenarios/scalars.hpp"
#include "scenarios/utf8.hpp"

#include <fmt/format.h>

#include <array>

namespace backstock {
namespace {

constexpr std::array month_names{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};

// Whether the text has the form, in which 9 stands for any digit.
bool has_form(std::string_view text, std::string_view form) {
    if (text.size() != form.size()) {
        return false;
    }
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '9' ? !digit : text[i] != form[i]) {
            return false;
        }
    }
    return true;
}

int number(std::string_view digits) {
    int out = 0;
    for (const char c : digits) {
        out = out * 10 + (c - '0');
    }
    return out;
}

Parsed<CalendarTime> refused(std::string message) { return {std::nullopt, std::move(message)}; }

}  // namespace

Parsed<CalendarTime> parse_date(std::string_view text) {
    using namespace std::chrono;
    text = trimmed(text);
    const std::string_view day_text = text.substr(0, 10);
    std::string_view clock = text.substr(day_text.size());
    if (clock.starts_with('T') || clock.starts_with(' ')) {
        clock.remove_prefix(1);
    } else if (!clock.empty()) {
        return refused(fmt::format("expected a date such as 2026-03-17, not {}", shown(text)));
    }
    const bool minutes = has_form(clock, "99:99");
    const bool seconds = has_form(clock, "99:99:99");
    if (!has_form(day_text, "9999-99-99") || (text.size() > 10 && !minutes && !seconds)) {
        return refused(fmt::format("expected a date such as 2026-03-17 or 2026-03-17T06:00, not {}", shown(text)));
    }
    const int y = number(day_text.substr(0, 4)), m = number(day_text.substr(5, 2)), d = number(day_text.substr(8, 2));
    if (y < 1600 || m < 1 || m > 12) {
        return refused(shown(text) + (y < 1600 ? " is before the year 1600" : ": months go from 01 to 12"));
    }
    const year_month_day date = year(y) / m / d;
    if (!date.ok()) {
        const auto last = static_cast<unsigned>((date.year() / date.month() / std::chrono::last).day());
        return refused(
            fmt::format("{}: {} {} has {} days", shown(text), month_names[static_cast<std::size_t>(m - 1)], y, last));
    }
    const int h = minutes || seconds ? number(clock.substr(0, 2)) : 0;
    const int min = minutes || seconds ? number(clock.substr(3, 2)) : 0;
    const int s = seconds ? number(clock.substr(6, 2)) : 0;
    if (h > 23 || min > 59 || s > 59) {
        return refused(shown(text) + ": the time goes from 00:00 to 23:59");
    }
    return {CalendarTime(sys_days(date)) + hours(h) + std::chrono::minutes(min) + std::chrono::seconds(s), ""};
}

}  // namespace backstock

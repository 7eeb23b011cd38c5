#include "sim/base/calendar.hpp"

#include <charconv>
#include <string>

namespace backstock {
namespace {

std::int64_t floored(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Takes a text apart from its front.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool skip(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::optional<int> number(std::size_t fewest, std::size_t most) {
        std::size_t digits = 0;
        while (digits < rest_.size() && digits < most && rest_[digits] >= '0' && rest_[digits] <= '9') ++digits;
        if (digits < fewest) return std::nullopt;
        int value = 0;
        std::from_chars(rest_.data(), rest_.data() + digits, value);
        rest_.remove_prefix(digits);
        taken_ = digits;
        return value;
    }
    // A month by the first letters of its English name, at least three, in any case: 1 to 12.
    std::optional<int> month() {
        constexpr std::string_view names[] = {"january", "february", "march",     "april",   "may",      "june",
                                              "july",    "august",   "september", "october", "november", "december"};
        std::string word;
        for (const char c : rest_) {
            if ((c | 0x20) < 'a' || (c | 0x20) > 'z') break;
            word += static_cast<char>(c | 0x20);
        }
        for (int i = 0; i < 12; ++i) {
            if (word.size() < 3 || !names[i].starts_with(word)) continue;
            rest_.remove_prefix(word.size());
            return i + 1;
        }
        return std::nullopt;
    }
    std::size_t taken() const { return taken_; }
    bool done() const { return rest_.empty(); }

private:
    std::string_view rest_;
    std::size_t taken_ = 0;
};

// What follows the day where the month has a name: "-Jun-06", " June 2006".
std::optional<Date> scan_named(Scanner& scan, int day) {
    const auto month = scan.month();
    if (!month || !scan.skip("-/. ")) return std::nullopt;
    auto year = scan.number(4, 4);
    if (!year) {
        year = scan.number(2, 2);
        if (year) *year += *year < 69 ? 2000 : 1900;
    }
    if (!year) return std::nullopt;
    const Date date{*year, *month, day};
    return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<Date> scan_date(Scanner& scan, DateOrder order) {
    const bool iso = order == DateOrder::iso;
    const std::string_view between = iso ? "-" : "/.-";
    const auto first = iso ? scan.number(4, 4) : scan.number(1, 2);
    if (first && order == DateOrder::day_first && scan.skip(" ")) return scan_named(scan, *first);
    if (!first || !scan.skip(between)) return std::nullopt;
    const auto second = scan.number(1, 2);
    if (!second && order == DateOrder::day_first) return scan_named(scan, *first);
    if (!second || !scan.skip(between)) return std::nullopt;
    const auto third = iso ? scan.number(1, 2) : scan.number(4, 4);
    if (!third) return std::nullopt;
    Date date{*first, *second, *third};
    if (order == DateOrder::month_first) date = {*third, *first, *second};
    if (order == DateOrder::day_first) date = {*third, *second, *first};
    return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<Duration> scan_time(Scanner& scan) {
    const auto hours = scan.number(1, 2);
    if (!hours || !scan.skip(":")) return std::nullopt;
    const auto minutes = scan.number(2, 2);
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    Duration time = 1_h * *hours + 1_min * *minutes;
    if (scan.skip(":")) {
        const auto seconds = scan.number(2, 2);
        if (!seconds || *seconds > 60) return std::nullopt;
        time += 1_s * *seconds;
        if (scan.skip(".,")) {
            const auto fraction = scan.number(1, 6);
            if (!fraction) return std::nullopt;
            std::int64_t us = *fraction;
            for (std::size_t digit = scan.taken(); digit < 6; ++digit) us *= 10;
            time += Duration::us(us);
        }
    }
    scan.skip("Z");
    return time;
}

}  // namespace

std::int64_t days_of(const Date& date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = floored(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

Date date_of(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = floored(days, 146'097);
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int weekday_of(std::int64_t days) { return static_cast<int>(((days + 3) % 7 + 7) % 7); }

bool is_valid(const Date& date) {
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return false;
    const Date back = date_of(days_of(date));
    return back.month == date.month && back.day == date.day;
}

std::optional<DayTime> parse_day_time(std::string_view text, DateOrder order) {
    Scanner scan(text);
    const auto date = scan_date(scan, order);
    if (!date) return std::nullopt;
    DayTime parsed{days_of(*date), Duration::zero()};
    if (scan.done()) return parsed;
    if (!scan.skip("T ")) return std::nullopt;
    const auto time = scan_time(scan);
    if (!time || !scan.done()) return std::nullopt;
    parsed.time = *time;
    return parsed;
}

}  // namespace backstock

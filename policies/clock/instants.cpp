#include "policies/clock/instants.hpp"

#include "sim/base/calendar.hpp"

#include <charconv>
#include <utility>

namespace backstock::clock {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A number, and what follows it.
std::optional<std::pair<double, std::string_view>> number_in(std::string_view cell) {
    cell = trimmed(cell);
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc() || !(number >= 0 && number < 1e12)) return std::nullopt;
    return std::pair(number, trimmed(cell.substr(static_cast<std::size_t>(end - cell.data()))));
}

std::optional<Duration> span_in(std::string_view cell) {
    const auto found = number_in(cell);
    if (!found) return std::nullopt;
    const auto& [number, unit] = *found;
    if (unit.empty()) return Duration::days(number);
    for (const auto& [name, length] : {std::pair("d", 1_d), std::pair("h", 1_h), std::pair("min", 1_min),
                                       std::pair("wk", 7_d), std::pair("yr", 1_yr), std::pair("s", 1_s)})
        if (unit == name) return Duration::days(number * length.in_days());
    return std::nullopt;
}

}  // namespace

std::optional<Duration> duration_in(std::string_view cell) {
    const auto span = span_in(cell);
    return span && *span > Duration::zero() ? span : std::nullopt;
}

std::optional<Time> instant_in(std::string_view cell, std::int64_t start_day) {
    if (const auto span = span_in(cell)) return Time::at(*span);
    const auto date = parse_day_time(trimmed(cell), DateOrder::iso);
    if (!date) return std::nullopt;
    return Time::at(1_d * (date->day - start_day) + date->time);
}

std::optional<double> share_in(std::string_view cell) {
    const auto found = number_in(cell);
    if (!found || (!found->second.empty() && found->second != "%")) return std::nullopt;
    const double share = found->second.empty() ? found->first : found->first / 100;
    return share <= 1 ? std::optional(share) : std::nullopt;
}

}  // namespace backstock::clock

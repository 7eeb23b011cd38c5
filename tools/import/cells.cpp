#include "tools/import/cells.hpp"

#include "scenarios/decimal.hpp"
#include "scenarios/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace backstock::imports {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The offset of a zone in minutes: "+0200", "-05:00", "+02".
std::optional<int> zone_minutes(std::string_view zone) {
    if (zone.size() < 3 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
    std::string digits;
    for (const char c : zone.substr(1)) {
        if (is_digit(c)) digits += c;
        if (!is_digit(c) && c != ':') return std::nullopt;
    }
    if (digits.size() != 2 && digits.size() != 4) return std::nullopt;
    const int hours = (digits[0] - '0') * 10 + digits[1] - '0';
    const int minutes = digits.size() == 4 ? (digits[2] - '0') * 10 + digits[3] - '0' : 0;
    return (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

// Where the zone begins: behind the time of day, at the last blank, + or -; the size where there is none.
std::size_t zone_begin(std::string_view cell) {
    const std::size_t clock = cell.find(':');
    if (clock == std::string_view::npos) return cell.size();
    const std::size_t sign = cell.find_first_of("+-", clock);
    if (sign != std::string_view::npos && zone_minutes(cell.substr(sign))) return sign;
    const std::size_t blank = cell.rfind(' ');
    if (blank == std::string_view::npos || blank < clock) return cell.size();
    const std::string_view word = cell.substr(blank + 1);
    const bool zone = word == "UTC" || word == "GMT" || word == "Z";
    return zone ? blank : cell.size();
}

// Blanks and minus signs of other alphabets as plain ones, and no apostrophes between digits.
std::string plain_number(std::string_view cell) {
    constexpr std::pair<std::string_view, std::string_view> others[] = {
        {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u2212", "-"}, {"\u2019", ""}, {"'", ""}};
    std::string text;
    for (std::size_t at = 0; at < cell.size();) {
        const auto* const other = std::find_if(std::begin(others), std::end(others), [&](const auto& pair) {
            return cell.substr(at).starts_with(pair.first);
        });
        if (other == std::end(others))
            text += cell[at++];
        else {
            text += other->second;
            at += other->first.size();
        }
    }
    return text;
}

// "02:05 PM" as 14:05: the hour that follows the last blank, or begins the text.
std::string by_24_hours(std::string text) {
    std::string end;
    for (const char c : text.substr(text.size() - std::min<std::size_t>(text.size(), 5)))
        if (c != '.' && c != ' ') end += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (!end.ends_with("am") && !end.ends_with("pm")) return text;
    const bool afternoon = end.ends_with("pm");
    text.erase(text.find_last_of("0123456789") + 1);
    const std::size_t blank = text.find_last_of(" T");
    const std::size_t hour = blank == std::string::npos ? 0 : blank + 1;
    const std::size_t colon = text.find(':', hour);
    int hours = 0;
    const auto [stop, error] = std::from_chars(text.data() + hour, text.data() + std::min(colon, text.size()), hours);
    if (error != std::errc() || colon == std::string::npos || stop != text.data() + colon || hours < 1 || hours > 12)
        return "";
    hours = hours % 12 + (afternoon ? 12 : 0);
    return text.replace(hour, colon - hour, (hours < 10 ? "0" : "") + std::to_string(hours));
}

// The number's characters alone: no currency around, no blanks within.
std::string digits_of(std::string_view cell) {
    const auto counts = [](char c) { return is_digit(c) || c == '-' || c == '+' || c == '.' || c == ','; };
    std::string text;
    bool ended = false;
    for (const char c : cell) {
        if (counts(c) && ended && !text.empty() && is_digit(text.back()) && !is_digit(c)) return "";
        if (counts(c)) text += c;
        ended = !counts(c);
    }
    return text;
}

// Letters of a currency may stand before or behind the number, never within.
bool is_around(std::string_view cell) {
    const std::size_t first = cell.find_first_of("0123456789");
    const std::size_t last = cell.find_last_of("0123456789");
    if (first == std::string_view::npos || last - first > 24) return false;
    const std::string_view within = cell.substr(first, last - first + 1);
    const std::string_view around[] = {cell.substr(0, first), cell.substr(last + 1)};
    const bool blanks_part_thousands = std::all_of(
        within.begin(), within.end(), [](char c) { return is_digit(c) || c == '.' || c == ',' || c == ' '; });
    return blanks_part_thousands && std::all_of(std::begin(around), std::end(around), [](std::string_view side) {
               return side.size() <= 5 && side.find(':') == std::string_view::npos &&
                      side.find('/') == std::string_view::npos;
           });
}

}  // namespace

std::string_view bare(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.starts_with('\'')) cell = trimmed(cell.substr(1));
    return cell;
}

std::string plain_name(std::string_view name) {
    std::string text;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || is_digit(c) || (static_cast<unsigned char>(c) & 0x80U) != 0)
            text += static_cast<char>(upper ? c - 'A' + 'a' : c);
    }
    return text;
}

std::optional<double> number_in(std::string_view cell, char separator) {
    const std::string plain = plain_number(bare(cell));
    if (plain.starts_with('(') && plain.ends_with(')')) {
        const auto inside = number_in(std::string_view(plain).substr(1, plain.size() - 2), separator);
        return inside ? std::optional(-*inside) : std::nullopt;
    }
    if (!is_around(plain)) return std::nullopt;
    std::string text = digits_of(plain);
    const std::size_t comma = text.rfind(',');
    const std::size_t point = text.rfind('.');
    if (comma != std::string::npos) {
        const bool lone = point == std::string::npos && text.find(',') == comma;
        const bool thousands = text.size() - comma == 4 && separator != ';';
        const bool decimal = point == std::string::npos ? lone && !thousands : comma > point;
        if (decimal) text.erase(std::remove(text.begin(), text.end(), '.'), text.end());
        if (decimal) text[text.rfind(',')] = '.';
        text.erase(std::remove(text.begin(), text.end(), ','), text.end());
    }
    if (comma == std::string::npos && point != std::string::npos && separator == ';' && text.size() - point == 4)
        text.erase(std::remove(text.begin(), text.end(), '.'), text.end());
    if (text.starts_with('+')) text.erase(0, 1);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool sound = error == std::errc() && end == text.data() + text.size() && std::abs(number) < 1e9;
    return sound ? std::optional(number) : std::nullopt;
}

std::string without_zone(std::string_view cell) {
    cell = bare(cell);
    std::string text(trimmed(cell.substr(0, zone_begin(cell))));
    text.erase(std::remove(text.begin(), text.end(), ','), text.end());
    const bool year_first = text.size() >= 10 && text.find_first_not_of("0123456789") == 4 && text[4] == '/';
    if (year_first) std::replace(text.begin(), text.begin() + 8, '/', '-');
    return by_24_hours(std::move(text));
}

std::optional<Stamp> stamp_in(std::string_view cell, DateOrder order) {
    cell = bare(cell);
    const auto local = parse_day_time(without_zone(cell), order);
    if (!local) return std::nullopt;
    const auto minutes = zone_minutes(trimmed(cell.substr(zone_begin(cell))));
    const std::int64_t zone = std::int64_t{minutes.value_or(0)} * 60'000'000;
    return Stamp{*local, local->day * (1_d).us() + local->time.us() - zone};
}

std::string currency_in(std::string_view cell) {
    static constexpr std::pair<std::string_view, std::string_view> signs[] = {
        {"€", "EUR"}, {"$", "USD"}, {"US$", "USD"}, {"£", "GBP"}, {"R$", "BRL"}, {"C$", "CAD"}, {"A$", "AUD"}};
    cell = bare(cell);
    for (const auto& [sign, code] : signs)
        if (cell == sign) return std::string(code);
    std::string code;
    for (const char c : cell) {
        const bool lower = c >= 'a' && c <= 'z';
        if (!lower && !(c >= 'A' && c <= 'Z')) return "";
        code += static_cast<char>(lower ? c - 'a' + 'A' : c);
    }
    return code.size() == 3 ? code : "";
}

std::string harmless(std::string_view text) { return without_controls(utf8_or_latin1(text)); }

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : harmless(text)) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

}  // namespace backstock::imports

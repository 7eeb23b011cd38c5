#include "scenarios/decimal.hpp"

#include "scenarios/utf8.hpp"
#include "sim/base/integer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace backstock {
namespace {

constexpr std::string_view blanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (!is_digit(c)) {
            return false;
        }
    }
    return !text.empty();
}

// Digits in groups of three behind one kind of separator, joined: "1,000" and "12'345'678"; empty if it is no such.
std::string joined_groups(std::string_view text) {
    for (const char separator : {',', '_', '\'', ' '}) {
        std::string out;
        std::size_t start = 0;
        bool groups = text.find(separator) != std::string_view::npos;
        while (groups && start <= text.size()) {
            const std::size_t end = std::min(text.find(separator, start), text.size());
            std::string_view group = text.substr(start, end - start);
            if (start > 0 && end == text.size()) {
                const std::size_t point = std::min(group.find('.'), group.size());
                groups = point == 3 && all_digits(group.substr(0, 3)) &&
                         (point == group.size() || all_digits(group.substr(point + 1)));
            } else {
                groups = all_digits(group) && (start == 0 ? group.size() <= 3 : group.size() == 3);
            }
            out += group;
            start = end + 1;
        }
        if (groups) {
            return out;
        }
    }
    return "";
}

// What a text that is no number was probably meant to be, as the end of a message.
std::string advice(std::string_view text) {
    std::string_view rest = text;
    const std::string sign = rest.starts_with('-') ? "-" : "";
    if (rest.starts_with('-') || rest.starts_with('+')) {
        rest.remove_prefix(1);
    }
    if (const std::string joined = joined_groups(rest); !joined.empty()) {
        return fmt::format("; write {}{} without separators", sign, joined);
    }
    const std::size_t comma = rest.find(',');
    if (comma != std::string_view::npos && all_digits(rest.substr(0, comma)) && all_digits(rest.substr(comma + 1))) {
        return fmt::format("; decimals stand after a point: {}{}.{}", sign, rest.substr(0, comma),
                           rest.substr(comma + 1));
    }
    if (rest.starts_with("0x") || rest.starts_with("0X")) {
        return "; hexadecimal numbers are not read";
    }
    if (rest.size() > 1 && rest.front() == '0' && is_digit(rest[1])) {
        const std::size_t first = rest.find_first_not_of('0');
        const std::string_view digits = first == std::string_view::npos ? "0" : rest.substr(first);
        return fmt::format("; write {}{}{} without leading zeros, or quote a name", sign,
                           is_digit(digits[0]) ? "" : "0", digits);
    }
    if (rest.starts_with('.') && all_digits(rest.substr(1))) {
        return fmt::format("; write {}0{}", sign, rest);
    }
    if (rest.ends_with('.') && all_digits(rest.substr(0, rest.size() - 1))) {
        return fmt::format("; write {}{}", sign, rest.substr(0, rest.size() - 1));
    }
    if (rest.starts_with("\xE2\x88\x92") || rest.starts_with("\xE2\x80\x93")) {
        return "; the minus sign is '-'";
    }
    for (const std::string_view word : {"inf", "infinity", ".inf", "nan", ".nan", "Infinity", "NaN", "INF", ".Inf"}) {
        if (rest == word) {
            return "; numbers are finite: leave the setting out for no limit";
        }
    }
    return "";
}

// The length of the number at the start of the text by JSON's grammar, 0 if there is none.
std::size_t number_length(std::string_view text) {
    std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && is_digit(text[at])) {
            ++at;
        }
        return at - from;
    };
    const std::size_t whole = at;
    if (const std::size_t count = digits(); count == 0 || (count > 1 && text[whole] == '0')) {
        return 0;
    }
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0) {
            return 0;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t mantissa = at++;
        at += at < text.size() && (text[at] == '-' || text[at] == '+') ? 1U : 0U;
        if (digits() == 0) {
            return mantissa;
        }
    }
    return at;
}

// Reads what number_length() accepted; the exponent stays within +-1'000'000 so that sums of exponents can't overflow.
Decimal decimal_of(std::string_view text) {
    constexpr std::uint64_t most_digits = 100'000'000'000'000'000;  // one more digit makes 18
    constexpr int farthest = 1'000'000;
    Decimal out;
    out.negative = text.front() == '-';
    bool after_point = false;
    std::size_t at = text.front() == '-' || text.front() == '+' ? 1 : 0;
    for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
        if (text[at] == '.') {
            after_point = true;
        } else if (out.digits < most_digits) {
            out.digits = out.digits * 10 + static_cast<std::uint64_t>(text[at] - '0');
            out.exponent -= after_point ? 1 : 0;
        } else {
            out.exponent += after_point ? 0 : 1;
        }
    }
    if (at < text.size()) {
        ++at;
        at += text[at] == '+' ? 1U : 0U;
        int exponent = 0;
        const auto read = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
        const bool fits = read.ec == std::errc() && exponent > -farthest && exponent < farthest;
        out.exponent += fits ? exponent : (text[at] == '-' ? -farthest : farthest);
    }
    while (out.digits != 0 && out.digits % 10 == 0) {
        out.digits /= 10;
        ++out.exponent;
    }
    return out;
}

// The nearest double, nothing if it is beyond a double's range. The text is read anew, with all its digits.
std::optional<double> double_of(std::string_view text, const Decimal& decimal, int power) {
    if (decimal.digits == 0) {
        return 0.0;
    }
    text.remove_prefix(text.front() == '+' ? 1 : 0);
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    int exponent = 0;
    if (mark < text.size()) {
        const std::size_t from = mark + (text[mark + 1] == '+' ? 2 : 1);
        if (std::from_chars(text.data() + from, text.data() + text.size(), exponent).ec != std::errc()) {
            return std::nullopt;
        }
    }
    const std::int64_t shifted = static_cast<std::int64_t>(exponent) + power;
    const std::string whole = fmt::format("{}e{}", text.substr(0, mark), shifted);
    double value = 0;
    const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), value);
    return read.ec == std::errc() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

// digits * factor * 10^exponent; `rounds` allows for what is no integer.
std::optional<std::int64_t> times(const Decimal& decimal, std::int64_t factor, bool rounds) {
    if (decimal.digits == 0) {
        return 0;
    }
    auto product = static_cast<Int128>(decimal.digits) * factor;
    constexpr Int128 limit = INT64_MAX;
    for (int power = decimal.exponent; power > 0; --power) {
        if (product > limit || product < -limit) {
            return std::nullopt;
        }
        product *= 10;
    }
    bool half = false;
    for (int power = decimal.exponent; power < 0 && (product != 0 || half); ++power) {
        if (product % 10 != 0 && !rounds) {
            return std::nullopt;
        }
        half = product % 10 >= 5 || product % 10 <= -5;
        product /= 10;
    }
    product += half ? (factor < 0 ? -1 : 1) : 0;
    if (product > limit || product < -limit) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(decimal.negative ? -product : product);
}

}  // namespace

std::optional<std::int64_t> Decimal::exact_times(std::int64_t factor) const { return times(*this, factor, false); }
std::optional<std::int64_t> Decimal::nearest_times(std::int64_t factor) const { return times(*this, factor, true); }

std::string_view trimmed(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                again = true;
            }
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
        }
    }
    return text;
}

NumberAndUnit split_unit(std::string_view text) {
    text = trimmed(text);
    if (const std::size_t length = number_length(text); length > 0) {
        const bool goes_on =
            length < text.size() && std::string_view("0123456789.,_'").find(text[length]) != std::string_view::npos;
        if (!goes_on) {
            return {text.substr(0, length), trimmed(text.substr(length))};
        }
    }
    const std::size_t end = std::min(text.find_first_not_of("+-0123456789.,_'"), text.size());
    if (text.substr(0, end).find_first_of("0123456789") == std::string_view::npos) return {{}, text};
    return {text.substr(0, end), trimmed(text.substr(end))};
}

Parsed<Decimal> parse_decimal(std::string_view text, int power) {
    text = trimmed(text);
    if (text.empty()) {
        return {std::nullopt, "a number is missing"};
    }
    if (number_length(text) != text.size()) {
        return {std::nullopt, shown(text) + " is not a number" + advice(text)};
    }
    Decimal decimal = decimal_of(text);
    const std::optional<double> value = double_of(text, decimal, power);
    if (!value) {
        return {std::nullopt, shown(text) + (decimal.exponent > 0 ? " is too large" : " is too small to tell from 0")};
    }
    decimal.exponent += power;
    decimal.value = *value;
    return {decimal, ""};
}

}  // namespace backstock

#include "scenarios/scalars.hpp"

#include "scenarios/units.hpp"
#include "scenarios/utf8.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

constexpr std::string_view currency_signs[] = {"$", "€", "£", "¥", "USD", "EUR", "GBP", "JPY", "CHF"};

template<class T>
Parsed<T> refused(std::string message) {
    return {std::nullopt, std::move(message)};
}

// The text without a currency sign on either side; the same text if there is none.
std::string_view without_currency(std::string_view text) {
    for (const std::string_view sign : currency_signs) {
        if (text.starts_with(sign)) {
            return trimmed(text.substr(sign.size()));
        }
        if (text.ends_with(sign)) {
            return trimmed(text.substr(0, text.size() - sign.size()));
        }
    }
    return text;
}

}  // namespace

Parsed<double> parse_number(std::string_view text) {
    const auto [number, unit] = split_unit(text);
    Parsed<Decimal> decimal = parse_decimal(text);
    if (decimal) {
        return {decimal->value, ""};
    }
    if (parse_decimal(number) && !unit.empty() && (unit == "%" || is_unit(unit) || unit.starts_with('/'))) {
        return refused<double>(fmt::format("expected a plain number, not {}", shown(text)));
    }
    return refused<double>(std::move(decimal.message));
}

Parsed<std::int64_t> parse_integer(std::string_view text) {
    const Parsed<Decimal> decimal = parse_decimal(text);
    if (!decimal) {
        return refused<std::int64_t>(parse_number(text).message);
    }
    if (const std::optional<std::int64_t> value = decimal->exact_times(1)) {
        return {value, ""};
    }
    const bool large = decimal->value >= 9e18 || decimal->value <= -9e18;
    return refused<std::int64_t>(large ? shown(text) + " is too large" : "expected a whole number, not " + shown(text));
}

Parsed<bool> parse_boolean(std::string_view text) {
    text = trimmed(text);
    if (text == "true" || text == "false") {
        return {text == "true", ""};
    }
    std::string hint;
    for (const std::string_view word : {"yes", "Yes", "YES", "y", "on", "On", "ON", "True", "TRUE", "1"}) {
        hint = text == word ? "; write true" : hint;
    }
    for (const std::string_view word : {"no", "No", "NO", "n", "off", "Off", "OFF", "False", "FALSE", "0"}) {
        hint = text == word ? "; write false" : hint;
    }
    return refused<bool>(fmt::format("expected true or false, not {}{}", shown(text), hint));
}

Parsed<double> parse_share(std::string_view text) {
    const auto [number, unit] = split_unit(text);
    const std::string expected = fmt::format("expected a share such as 30 % or 0.3, not {}", shown(text));
    if (number.empty() || (unit != "%" && !unit.empty())) {
        return refused<double>(expected);
    }
    Parsed<Decimal> decimal = parse_decimal(number, unit.empty() ? 0 : -2);
    if (!decimal) {
        return refused<double>(std::move(decimal.message));
    }
    if (unit.empty() && decimal->value > 1) {
        return refused<double>(fmt::format("{}; write {} %", expected, number));
    }
    return {decimal->value, ""};
}

Parsed<Duration> parse_duration(std::string_view text) {
    const auto [number, unit] = split_unit(text);
    if (number.empty()) {
        return refused<Duration>(fmt::format("expected a duration such as 7 d or 36 h, not {}", shown(text)));
    }
    Parsed<Decimal> decimal = parse_decimal(number);
    if (!decimal) {
        return refused<Duration>(std::move(decimal.message));
    }
    if (unit.empty()) {
        return refused<Duration>(
            fmt::format("{} has no unit; write {} d (the units are {})", shown(text), number, unit_list()));
    }
    const std::optional<Duration> one = unit_length(unit);
    if (!one) {
        return refused<Duration>(unit_advice(text, fmt::format("{} ", number), unit));
    }
    const std::optional<std::int64_t> us = decimal->nearest_times(one->us());
    if (!us) {
        return refused<Duration>(shown(text) + " is longer than the 292,000 years that time can hold");
    }
    return {Duration::us(*us), ""};
}

Parsed<Rate> parse_rate(std::string_view text) {
    const auto [number, rest] = split_unit(text);
    const std::string expected = fmt::format("expected a rate such as 6 /d or 25 %/yr, not {}", shown(text));
    if (number.empty()) {
        return refused<Rate>(expected);
    }
    std::string_view unit = rest;
    const bool percent = unit.starts_with('%');
    unit = percent ? trimmed(unit.substr(1)) : unit;
    Parsed<Decimal> decimal = parse_decimal(number, percent ? -2 : 0);
    if (!decimal) {
        return refused<Rate>(std::move(decimal.message));
    }
    const std::string_view sign = percent ? " %/" : " /";
    if (!unit.starts_with('/')) {
        const std::string_view known = is_unit(unit) ? unit : (percent ? "yr" : "d");
        return refused<Rate>(fmt::format("{}; write {}{}{}", expected, number, sign, known));
    }
    unit = trimmed(unit.substr(1));
    const std::optional<Duration> one = unit_length(unit);
    if (!one) {
        return refused<Rate>(unit_advice(text, fmt::format("{}{}", number, sign), unit));
    }
    const double units_per_day = static_cast<double>((24_h).us()) / static_cast<double>(one->us());
    const double per_day = *one > 24_h ? decimal->value / one->in_days() : decimal->value * units_per_day;
    if (!(per_day < 1e300 && per_day > -1e300)) {
        return refused<Rate>(shown(text) + " is too large");
    }
    return {Rate{per_day, percent}, ""};
}

Parsed<Money> parse_money(std::string_view text) {
    text = trimmed(text);
    if (const std::string_view amount = without_currency(text); amount != text) {
        return refused<Money>(
            fmt::format("{} carries a currency; money is a plain number, the currency stands once "
                        "under run: write {}",
                        shown(text), amount));
    }
    Parsed<Decimal> decimal = parse_decimal(text);
    if (!decimal) {
        return refused<Money>(parse_number(text).message);
    }
    if (const std::optional<std::int64_t> raw = decimal->exact_times(Money::raw_per_unit)) {
        return {Money::raw(*raw), ""};
    }
    const bool fits = decimal->nearest_times(Money::raw_per_unit).has_value();
    return refused<Money>(shown(text) + (fits ? " has more than the four decimals that money is kept to"
                                              : " is more money than can be counted"));
}

Parsed<Quantity> parse_quantity(std::string_view text) {
    Parsed<Decimal> decimal = parse_decimal(text);
    if (!decimal) {
        return refused<Quantity>(parse_number(text).message);
    }
    if (const std::optional<std::int64_t> micro = decimal->exact_times(Quantity::micro_per_unit)) {
        return {Quantity::micro(*micro), ""};
    }
    const bool fits = decimal->nearest_times(Quantity::micro_per_unit).has_value();
    return refused<Quantity>(shown(text) + (fits ? " has more than the six decimals that quantities are kept to"
                                                 : " is more than can be counted"));
}

std::optional<Sides> split_tolerance(std::string_view text) {
    for (const std::string_view sign : {"\xC2\xB1", "+-", "+/-"}) {
        if (const std::size_t at = text.find(sign); at != std::string_view::npos) {
            return Sides{trimmed(text.substr(0, at)), trimmed(text.substr(at + sign.size()))};
        }
    }
    return std::nullopt;
}

Parsed<Tolerance> parse_tolerance(std::string_view text) {
    const std::optional<Sides> sides = split_tolerance(text);
    if (!sides) {
        return refused<Tolerance>(
            fmt::format("expected a value with its tolerance such as 35.022 ± 0.01, not {}", shown(text)));
    }
    const bool percent = sides->value.ends_with('%');
    if (percent != sides->within.ends_with('%')) {
        return refused<Tolerance>(
            fmt::format("{}: the % sign stands on both sides or on neither: 95 % ± 0.5 %", shown(text)));
    }
    const auto side = [&](std::string_view part) { return percent ? parse_share(part) : parse_number(part); };
    Parsed<double> value = side(sides->value);
    Parsed<double> within = side(sides->within);
    if (!value || !within) {
        return refused<Tolerance>(std::move(value ? within.message : value.message));
    }
    if (*within < 0) {
        return refused<Tolerance>(shown(text) + ": a tolerance is not negative");
    }
    return {Tolerance{*value, *within, percent}, ""};
}

}  // namespace backstock

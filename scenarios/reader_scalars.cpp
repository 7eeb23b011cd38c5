// Scalars, lists of them, and shares.
#include "scenarios/reader.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/utf8.hpp"
#include "sim/policy/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstock {
namespace {

using ReadScalar = Parsed<Scalar>;

template<class T>
ReadScalar as_scalar(Parsed<T> parsed) {
    if (!parsed) return {std::nullopt, std::move(parsed.message)};
    return {Scalar(*parsed), ""};
}

ReadScalar parse_instant(std::string_view text, std::int64_t start_day) {
    const Parsed<CalendarTime> date = parse_date(text);
    if (date) {
        const std::int64_t us = date->time_since_epoch().count() - start_day * (24_h).us();
        return {Scalar(Time::at(us)), ""};
    }
    const Parsed<Duration> since_start = parse_duration(text);
    if (since_start) return {Scalar(Time::at(*since_start)), ""};
    const bool dated = text.find('-', 1) != std::string_view::npos;
    return {std::nullopt, dated ? date.message
                                : fmt::format("expected a date such as 2026-03-17, or a time since the "
                                              "start such as 30 d, not {}",
                                              shown(text))};
}

ReadScalar parse_word(const std::string& text, const std::vector<std::string>& words) {
    if (std::find(words.begin(), words.end(), text) != words.end()) return {Scalar(text), ""};
    return {std::nullopt, fmt::format("unknown word {}{}", shown(text), suggestion(text, words))};
}

std::optional<double> number_in(const Scalar& scalar) {
    if (const auto* n = std::get_if<double>(&scalar)) return *n;
    if (const auto* n = std::get_if<std::int64_t>(&scalar)) return static_cast<double>(*n);
    if (const auto* n = std::get_if<Duration>(&scalar)) return static_cast<double>(n->us());
    if (const auto* n = std::get_if<Rate>(&scalar)) return n->per_day;
    if (const auto* n = std::get_if<Money>(&scalar)) return n->in_units();
    if (const auto* n = std::get_if<Quantity>(&scalar)) return n->in_units();
    return std::nullopt;
}

std::string bound_text(double bound, Kind kind) {
    if (bound == 0) return "0";
    if (kind == Kind::duration) return written(Duration::us(static_cast<std::int64_t>(bound)));
    if (kind == Kind::share) return written_share(bound);
    return written(bound) + (kind == Kind::rate ? " /d" : "");
}

// What is wrong with a number outside its bounds; empty when it is within.
std::string outside(double number, const Bounds& bounds, Kind kind) {
    if (bounds.above ? number <= bounds.least : number < bounds.least) {
        return fmt::format("must be {} {}", bounds.above ? "greater than" : "at least", bound_text(bounds.least, kind));
    }
    if (number > bounds.most) return fmt::format("must be at most {}", bound_text(bounds.most, kind));
    return {};
}

}  // namespace

std::optional<std::uint32_t> Reader::reference_at(const Layer& at, const std::string& name, Named kind) {
    const auto index = reading_.names.find(kind, name);
    if (!index && reading_.names.complete(kind)) {
        problem(at, fmt::format("unknown {} {}{}", word_of(kind), shown(name), suggestion(name, names(kind))));
    }
    return index;
}

std::optional<Scalar> Reader::scalar(const Layer& at, const Declaration& declaration, Kind kind) {
    const Node& node = *at.node;
    if (!node.is_scalar()) {
        problem(at, fmt::format("found {}; expected a single value: {}", found_text(node), declaration.doc));
        return std::nullopt;
    }
    const std::string& text = node.text();
    const std::vector<std::string>& words = declaration.words;
    if (std::find(words.begin(), words.end(), text) != words.end()) return Scalar(text);
    ReadScalar read;
    switch (kind) {
        case Kind::boolean: read = as_scalar(parse_boolean(text)); break;
        case Kind::integer: read = as_scalar(parse_integer(text)); break;
        case Kind::share: read = as_scalar(parse_share(text)); break;
        case Kind::duration: read = as_scalar(parse_duration(text)); break;
        case Kind::rate: read = as_scalar(parse_rate(text)); break;
        case Kind::money: read = as_scalar(parse_money(text)); break;
        case Kind::quantity: read = as_scalar(parse_quantity(text)); break;
        case Kind::instant: read = parse_instant(text, reading_.start_day); break;
        case Kind::word: read = parse_word(text, declaration.words); break;
        case Kind::reference: {
            const auto index = reference_at(at, text, declaration.named);
            return index ? std::optional<Scalar>(*index) : std::nullopt;
        }
        case Kind::number: read = as_scalar(parse_number(text)); break;
        default: return Scalar(text);
    }
    if (!read) {
        const bool or_word = kind != Kind::word && !words.empty();
        problem(at, std::move(read.message) + (or_word ? fmt::format(", or {}", fmt::join(words, ", ")) : ""));
        return std::nullopt;
    }
    const std::optional<double> number = number_in(*read);
    if (const std::string wrong = number ? outside(*number, declaration.bounds, kind) : ""; !wrong.empty()) {
        problem(at, fmt::format("found {}; it {}", shown(text), wrong));
        return std::nullopt;
    }
    return *read;
}

std::optional<Scalar> Reader::ask(const Declaration& declaration) {
    const Found found(*this, declaration.key, false);
    remember(declaration.key);
    if (found) return scalar(found.top(), declaration, declaration.kind);
    if (declaration.required) miss(declaration);
    return std::nullopt;
}

std::vector<Scalar> Reader::ask_list(const Declaration& declaration) {
    const Found found(*this, declaration.key, false);
    remember(declaration.key);
    std::vector<Scalar> values;
    if (!found) {
        if (declaration.required) miss(declaration);
        return values;
    }
    const auto take = [&](const Layer& at) {
        if (auto value = scalar(at, declaration, declaration.element)) values.push_back(std::move(*value));
    };
    if (!found.node().is_list()) {
        take(found.top());
        return values;
    }
    std::size_t number = 0;
    for (const Node& item : found.node().items()) {
        const std::string name = fmt::format("[{}]", ++number);
        const Trail trail{found.top().trail, name};
        take({&item, &trail});
    }
    return values;
}

std::vector<std::pair<std::uint32_t, double>> Reader::shares_of(const Layer& at, const Declaration& declaration,
                                                                bool sum_to_one) {
    std::vector<std::pair<std::uint32_t, double>> shares;
    bool percent = false;
    bool whole = true;
    double sum = 0;
    for (const Node::Entry& entry : at.node->entries()) {
        const Trail trail{at.trail, entry.key};
        const Node name = Node::scalar(entry.key, entry.key_place);
        const auto index = reference_at({&name, at.trail}, entry.key, declaration.named);
        percent = percent || entry.value.text().find('%') != std::string::npos;
        const bool as_share = sum_to_one || entry.value.text().find('%') != std::string::npos;
        const auto value = scalar({&entry.value, &trail}, declaration, as_share ? Kind::share : Kind::number);
        whole = whole && value;
        if (!value) continue;
        sum += std::get<double>(*value);
        if (index) shares.emplace_back(*index, std::get<double>(*value));
    }
    const bool must_sum = sum_to_one || percent;
    if (whole && must_sum && std::abs(sum - 1) > 1e-6) {
        problem(at, fmt::format("the shares sum to {}; expected 100 %", written_share(std::round(sum * 1e8) / 1e8)));
    }
    if (whole && !must_sum && !(sum > 0)) problem(at, "no weight is greater than 0");
    if (!std::isfinite(sum)) problem(at, "the weights are too large to be added");
    std::sort(shares.begin(), shares.end());
    return shares;
}

std::vector<std::pair<std::uint32_t, double>> Reader::ask_shares(const Declaration& declaration, bool sum_to_one) {
    const Found found(*this, declaration.key, true);
    remember(declaration.key);
    if (!found) {
        if (declaration.required) miss(declaration);
        return {};
    }
    if (found.itself) stood_ = found.node().is_map();
    if (found.node().is_map()) {
        if (!sum_to_one && found.node().entries().size() == 1 && found.node().find("table") != nullptr) {
            return weights_in_table(found.top(), declaration);
        }
        return shares_of(found.top(), declaration, sum_to_one);
    }
    if (found.node().is_scalar()) {
        if (const auto index = reference_at(found.top(), found.node().text(), declaration.named))
            return {{*index, 1.0}};
        return {};
    }
    problem(found.top(),
            fmt::format("found {}; expected shares such as {{a: 70 %, b: 30 %}}", found_text(found.node())));
    return {};
}

std::int64_t Reader::start_date(std::string_view key, std::string_view fallback, std::string_view) {
    const Found found(*this, key, false);
    remember(key);
    Parsed<CalendarTime> date = parse_date(fallback);
    if (found && found.node().is_scalar()) date = parse_date(found.node().text());
    if (found && !found.node().is_scalar()) date = {std::nullopt, "expected a date such as 2026-03-17"};
    if (!date) {
        problem(found.top(), std::move(date.message));
        return 0;
    }
    const std::int64_t day = std::chrono::floor<std::chrono::days>(*date).time_since_epoch().count();
    if (date->time_since_epoch() % std::chrono::days(1) != std::chrono::microseconds(0)) {
        problem(found.top(), fmt::format("found {}; the scenario starts at midnight: write the date alone",
                                         found_text(found.node())));
    }
    reading_.start_day = day;
    return day;
}

}  // namespace backstock

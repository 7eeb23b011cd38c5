#include "sim/policy/settings.hpp"

#include "sim/policy/notation.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

constexpr Declaration declared(std::string_view key, Kind kind, std::string_view doc, Bounds bounds = any_number) {
    Declaration declaration;
    declaration.key = key;
    declaration.kind = kind;
    declaration.doc = doc;
    declaration.bounds = bounds;
    return declaration;
}

// What stands in for a missing value: the scenario is refused anyway, but constructors go on with it.
double harmless(const Bounds& bounds) {
    if (bounds.above) return std::isinf(bounds.most) ? bounds.least + 1 : (bounds.least + bounds.most) / 2;
    return std::fmin(std::fmax(0, bounds.least), bounds.most);
}

template<class T>
std::optional<T> taken(const std::optional<Scalar>& scalar) {
    if (!scalar) return std::nullopt;
    if (const T* value = std::get_if<T>(&*scalar)) return *value;
    return std::nullopt;
}

// A number in base units, however it was written.
std::optional<double> plain(const std::optional<Scalar>& scalar) {
    if (!scalar) return std::nullopt;
    if (const auto* number = std::get_if<double>(&*scalar)) return *number;
    if (const auto* integer = std::get_if<std::int64_t>(&*scalar)) return static_cast<double>(*integer);
    if (const auto* duration = std::get_if<Duration>(&*scalar)) return static_cast<double>(duration->us());
    if (const auto* quantity = std::get_if<Quantity>(&*scalar)) return quantity->in_units();
    return std::nullopt;
}

template<class T>
std::vector<T> all_taken(const std::vector<Scalar>& scalars) {
    std::vector<T> values;
    values.reserve(scalars.size());
    for (const Scalar& scalar : scalars) {
        if (const T* value = std::get_if<T>(&scalar)) values.push_back(*value);
    }
    return values;
}

std::vector<double> all_plain(const std::vector<Scalar>& scalars) {
    std::vector<double> values;
    values.reserve(scalars.size());
    for (const Scalar& scalar : scalars) values.push_back(plain(scalar).value_or(0));
    return values;
}

Kind kind_of(Dimension dimension) { return dimension == Dimension::duration ? Kind::duration : Kind::number; }

}  // namespace

template<class T>
T Settings::ask_or(Declaration declaration, T fallback, std::string text) {
    declaration.fallback = std::move(text);
    return taken<T>(ask(declaration)).value_or(std::move(fallback));
}

template<class T>
T Settings::ask_required(Declaration declaration, T instead) {
    declaration.required = true;
    return taken<T>(ask(declaration)).value_or(std::move(instead));
}

template<class T>
std::optional<T> Settings::ask_optional(const Declaration& declaration) {
    return taken<T>(ask(declaration));
}

// ---------------------------------------------------------------------------------------------------- scalars

bool Settings::boolean(std::string_view key, bool fallback, std::string_view doc) {
    return ask_or(declared(key, Kind::boolean, doc), fallback, written(fallback));
}

std::int64_t Settings::integer(std::string_view key, std::int64_t fallback, std::string_view doc, Bounds bounds) {
    return ask_or(declared(key, Kind::integer, doc, bounds), fallback, fmt::to_string(fallback));
}
std::int64_t Settings::integer(std::string_view key, Required, std::string_view doc, Bounds bounds) {
    return ask_required(declared(key, Kind::integer, doc, bounds), static_cast<std::int64_t>(harmless(bounds)));
}
std::optional<std::int64_t> Settings::integer(std::string_view key, Optional, std::string_view doc, Bounds bounds) {
    return ask_optional<std::int64_t>(declared(key, Kind::integer, doc, bounds));
}

double Settings::number(std::string_view key, double fallback, std::string_view doc, Bounds bounds) {
    return ask_or(declared(key, Kind::number, doc, bounds), fallback, written(fallback));
}
double Settings::number(std::string_view key, Required, std::string_view doc, Bounds bounds) {
    return ask_required(declared(key, Kind::number, doc, bounds), harmless(bounds));
}
std::optional<double> Settings::number(std::string_view key, Optional, std::string_view doc, Bounds bounds) {
    return ask_optional<double>(declared(key, Kind::number, doc, bounds));
}

double Settings::share(std::string_view key, double fallback, std::string_view doc, Bounds bounds) {
    return ask_or(declared(key, Kind::share, doc, bounds), fallback, written_share(fallback));
}
double Settings::share(std::string_view key, Required, std::string_view doc, Bounds bounds) {
    return ask_required(declared(key, Kind::share, doc, bounds), harmless(bounds));
}
std::optional<double> Settings::share(std::string_view key, Optional, std::string_view doc, Bounds bounds) {
    return ask_optional<double>(declared(key, Kind::share, doc, bounds));
}

Duration Settings::duration(std::string_view key, Duration fallback, std::string_view doc, Bounds in_us) {
    return ask_or(declared(key, Kind::duration, doc, in_us), fallback, written(fallback));
}
Duration Settings::duration(std::string_view key, Required, std::string_view doc, Bounds in_us) {
    // A day where zero is not allowed: processes that step by it then stay cheap.
    const Duration instead = in_us.above ? 1_d : Duration::us(static_cast<std::int64_t>(harmless(in_us)));
    return ask_required(declared(key, Kind::duration, doc, in_us), instead);
}
std::optional<Duration> Settings::duration(std::string_view key, Optional, std::string_view doc, Bounds in_us) {
    return ask_optional<Duration>(declared(key, Kind::duration, doc, in_us));
}

Rate Settings::rate(std::string_view key, Rate fallback, std::string_view doc, Bounds per_day) {
    return ask_or(declared(key, Kind::rate, doc, per_day), fallback, written(fallback));
}
Rate Settings::rate(std::string_view key, Required, std::string_view doc, Bounds per_day) {
    return ask_required(declared(key, Kind::rate, doc, per_day), Rate{harmless(per_day), false});
}
std::optional<Rate> Settings::rate(std::string_view key, Optional, std::string_view doc, Bounds per_day) {
    return ask_optional<Rate>(declared(key, Kind::rate, doc, per_day));
}

Money Settings::money(std::string_view key, Money fallback, std::string_view doc, Bounds bounds) {
    return ask_or(declared(key, Kind::money, doc, bounds), fallback, written(fallback));
}
Money Settings::money(std::string_view key, Required, std::string_view doc, Bounds bounds) {
    return ask_required(declared(key, Kind::money, doc, bounds), Money::of(harmless(bounds)));
}
std::optional<Money> Settings::money(std::string_view key, Optional, std::string_view doc, Bounds bounds) {
    return ask_optional<Money>(declared(key, Kind::money, doc, bounds));
}

Quantity Settings::quantity(std::string_view key, Quantity fallback, std::string_view doc, Bounds bounds) {
    return ask_or(declared(key, Kind::quantity, doc, bounds), fallback, written(fallback));
}
Quantity Settings::quantity(std::string_view key, Required, std::string_view doc, Bounds bounds) {
    return ask_required(declared(key, Kind::quantity, doc, bounds), Quantity::of(harmless(bounds)));
}
std::optional<Quantity> Settings::quantity(std::string_view key, Optional, std::string_view doc, Bounds bounds) {
    return ask_optional<Quantity>(declared(key, Kind::quantity, doc, bounds));
}

std::int64_t Settings::integer_or(std::string_view word, std::string_view key, std::int64_t fallback,
                                  std::string_view doc, Bounds bounds) {
    Declaration declaration = declared(key, Kind::integer, doc, bounds);
    declaration.fallback = fmt::to_string(fallback);
    declaration.words.emplace_back(word);
    const std::optional<Scalar> answer = ask(declaration);
    return taken<std::string>(answer) ? 0 : taken<std::int64_t>(answer).value_or(fallback);
}
std::optional<Quantity> Settings::quantity_or(std::string_view word, std::string_view key, Optional,
                                              std::string_view doc, Bounds bounds) {
    Declaration declaration = declared(key, Kind::quantity, doc, bounds);
    declaration.words.emplace_back(word);
    const std::optional<Scalar> answer = ask(declaration);
    return taken<std::string>(answer) ? Quantity::zero() : taken<Quantity>(answer);
}

Time Settings::instant(std::string_view key, Required, std::string_view doc) {
    return ask_required(declared(key, Kind::instant, doc), Time::zero());
}
std::optional<Time> Settings::instant(std::string_view key, Optional, std::string_view doc) {
    return ask_optional<Time>(declared(key, Kind::instant, doc));
}

std::string Settings::text(std::string_view key, std::string_view fallback, std::string_view doc) {
    return ask_or(declared(key, Kind::text, doc), std::string(fallback), std::string(fallback));
}
std::string Settings::text(std::string_view key, Required, std::string_view doc) {
    return ask_required(declared(key, Kind::text, doc), std::string());
}

std::size_t Settings::word(std::string_view key, std::vector<std::string> words, std::size_t fallback,
                           std::string_view doc) {
    Declaration declaration = declared(key, Kind::word, doc);
    declaration.fallback = words[fallback];
    declaration.words = std::move(words);
    const std::string chosen = taken<std::string>(ask(declaration)).value_or(declaration.fallback);
    for (std::size_t i = 0; i < declaration.words.size(); ++i) {
        if (declaration.words[i] == chosen) return i;
    }
    return fallback;
}

std::uint32_t Settings::reference(std::string_view key, Named named, Required, std::string_view doc) {
    Declaration declaration = declared(key, Kind::reference, doc);
    declaration.named = named;
    return ask_required(std::move(declaration), std::uint32_t{0});
}
std::optional<std::uint32_t> Settings::reference(std::string_view key, Named named, Optional, std::string_view doc) {
    Declaration declaration = declared(key, Kind::reference, doc);
    declaration.named = named;
    return ask_optional<std::uint32_t>(declaration);
}

// ------------------------------------------------------------------------------------------- lists and shares

std::vector<Scalar> Settings::ask_list_of(Kind element, std::string_view key, std::string_view doc, Bounds bounds) {
    Declaration declaration = declared(key, Kind::list, doc, bounds);
    declaration.element = element;
    return ask_list(declaration);
}

std::vector<double> Settings::numbers(std::string_view key, std::string_view doc, Bounds bounds) {
    return all_plain(ask_list_of(Kind::number, key, doc, bounds));
}
std::vector<Duration> Settings::durations(std::string_view key, std::string_view doc) {
    return all_taken<Duration>(ask_list_of(Kind::duration, key, doc, not_negative));
}
std::vector<Quantity> Settings::quantities(std::string_view key, std::string_view doc) {
    return all_taken<Quantity>(ask_list_of(Kind::quantity, key, doc, not_negative));
}
std::vector<std::string> Settings::texts(std::string_view key, std::string_view doc) {
    return all_taken<std::string>(ask_list_of(Kind::text, key, doc, any_number));
}
std::vector<std::uint32_t> Settings::references(std::string_view key, Named named, std::string_view doc) {
    Declaration declaration = declared(key, Kind::list, doc);
    declaration.element = Kind::reference;
    declaration.named = named;
    return all_taken<std::uint32_t>(ask_list(declaration));
}
std::vector<std::uint32_t> Settings::references(std::string_view key, Named named, Required, std::string_view doc) {
    Declaration declaration = declared(key, Kind::list, doc);
    declaration.required = true;
    declaration.element = Kind::reference;
    declaration.named = named;
    return all_taken<std::uint32_t>(ask_list(declaration));
}

std::vector<std::pair<std::uint32_t, double>> Settings::shares(std::string_view key, Named named,
                                                               std::string_view doc) {
    Declaration declaration = declared(key, Kind::shares, doc, a_share);
    declaration.named = named;
    return ask_shares(declaration, true);
}
std::vector<std::pair<std::uint32_t, double>> Settings::weights(std::string_view key, Named named,
                                                                std::string_view doc) {
    Declaration declaration = declared(key, Kind::shares, doc, not_negative);
    declaration.named = named;
    return ask_shares(declaration, false);
}

// -------------------------------------------------------------------------------------------------- structure

std::unique_ptr<const Law> Settings::choose_law(std::string_view key, Dimension dimension, bool must,
                                                std::string_view doc, Bounds bounds) {
    Declaration declaration = declared(key, Kind::law, doc, bounds);
    declaration.required = must;
    declaration.family = Law::family;
    declaration.dimension = dimension;
    return downcast<Law>(choose(declaration));
}
std::unique_ptr<const Law> Settings::law(std::string_view key, Dimension dimension, Required, std::string_view doc,
                                         Bounds bounds) {
    return choose_law(key, dimension, true, doc, bounds);
}
std::unique_ptr<const Law> Settings::law(std::string_view key, Dimension dimension, Optional, std::string_view doc,
                                         Bounds bounds) {
    return choose_law(key, dimension, false, doc, bounds);
}

Declaration Settings::declared_value(std::string_view key, std::string_view doc, Bounds bounds) const {
    Declaration declaration = declared(key, kind_of(dimension()), doc, bounds);
    declaration.dimension = dimension();
    return declaration;
}
double Settings::value(std::string_view key, Required, std::string_view doc, Bounds bounds) {
    Declaration declaration = declared_value(key, doc, bounds);
    declaration.required = true;
    return plain(ask(declaration)).value_or(harmless(bounds));
}
std::optional<double> Settings::value(std::string_view key, Optional, std::string_view doc, Bounds bounds) {
    return plain(ask(declared_value(key, doc, bounds)));
}
double Settings::value(std::string_view key, double fallback, std::string_view fallback_text, std::string_view doc,
                       Bounds bounds) {
    Declaration declaration = declared_value(key, doc, bounds);
    declaration.fallback = std::string(fallback_text);
    return plain(ask(declaration)).value_or(fallback);
}
std::vector<double> Settings::values(std::string_view key, std::string_view doc) {
    return all_plain(ask_list_of(kind_of(dimension()), key, doc, not_negative));
}

}  // namespace backstock

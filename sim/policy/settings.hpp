#pragma once
// How sections and policies read what the user wrote. One call names a setting once and for all: its type, its
// default, its sentence. From that call come the check, the located error message, the line in `explain`, and the
// entry in the JSON Schema that editors use.
//
//   const Duration valid = settings.duration("valid", 7_d, "how long the hold lasts");
//
// Two kinds of Settings exist. One reads a file (scenarios/reader.hpp): a mistake is recorded with its place, and
// the fallback (or a harmless value) is returned, so that reading goes on and all mistakes are found in one go.
// The other only describes (scenarios/describe.hpp): it notes the declarations and returns fallbacks. A reader
// therefore asks for all its settings unconditionally, and must not rely on values to decide what to ask.
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/policy.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace backstock {

class Catalog;

/// In place of a fallback: the setting must be given.
struct Required {};
inline constexpr Required required{};
/// In place of a fallback: the setting may be absent, and the answer is then empty.
struct Optional {};
inline constexpr Optional optional{};

/// A number per unit of time: `6 /d`, `25 %/yr`, `1 /d`.
struct Rate {
    double per_day = 0;
    bool percent = false;  ///< written as a share of something
};

/// Bounds that a number must keep; both ends included unless `above`.
struct Bounds {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool above = false;  ///< must be greater than `least`
};
inline constexpr Bounds any_number{};
inline constexpr Bounds not_negative{0};
inline constexpr Bounds positive{0, std::numeric_limits<double>::infinity(), true};
inline constexpr Bounds a_share{0, 1};

/// What kind of value a setting has.
enum class Kind : std::uint8_t {
    boolean,
    integer,
    number,
    share,
    duration,
    rate,
    money,
    quantity,
    instant,
    text,
    word,
    reference,
    file,
    law,
    choice,
    section,
    sections,
    named,
    shares,
    list,
};

/// Things that a scenario names once and refers to by name.
/// Plants are stores too; sources and sites are suppliers and stores.
enum class Named : std::uint8_t { item, supplier, store, plant, source, site, tier, segment, processor };

/// Values of scalars, by kind: boolean; integer; number, share, rate -> Rate or double; …; word, text, file -> text;
/// reference -> index of the named thing in name order.
using Scalar =
    std::variant<bool, std::int64_t, double, Duration, Rate, Money, Quantity, Time, std::string, std::uint32_t>;

/// One setting as it is declared. Texts live as long as the call.
struct Declaration {
    std::string_view key;
    Kind kind = Kind::text;
    std::string_view doc;
    bool required = false;
    std::string fallback;  ///< as a user would write it; empty: none
    Bounds bounds = any_number;
    Named named = Named::item;                ///< for references and shares
    Kind element = Kind::text;                ///< for lists
    std::vector<std::string> words;           ///< for word: the valid ones; for numbers: what may stand in their place
    std::string_view family;                  ///< for choice and law
    Dimension dimension = Dimension::number;  ///< for law
};

class Settings {
public:
    virtual ~Settings() = default;

    // ------------------------------------------------------------------------------------------------- scalars
    // Each in three forms: with a fallback, required, optional.
    bool boolean(std::string_view key, bool fallback, std::string_view doc);
    std::int64_t integer(std::string_view key, std::int64_t fallback, std::string_view doc, Bounds = any_number);
    std::int64_t integer(std::string_view key, Required, std::string_view doc, Bounds = any_number);
    std::optional<std::int64_t> integer(std::string_view key, Optional, std::string_view doc, Bounds = any_number);
    double number(std::string_view key, double fallback, std::string_view doc, Bounds = any_number);
    double number(std::string_view key, Required, std::string_view doc, Bounds = any_number);
    std::optional<double> number(std::string_view key, Optional, std::string_view doc, Bounds = any_number);
    /// `30 %` or `0.3`; bounded by 0 and 1 unless said otherwise.
    double share(std::string_view key, double fallback, std::string_view doc, Bounds = a_share);
    double share(std::string_view key, Required, std::string_view doc, Bounds = a_share);
    std::optional<double> share(std::string_view key, Optional, std::string_view doc, Bounds = a_share);
    Duration duration(std::string_view key, Duration fallback, std::string_view doc, Bounds in_us = not_negative);
    Duration duration(std::string_view key, Required, std::string_view doc, Bounds in_us = not_negative);
    std::optional<Duration> duration(std::string_view key, Optional, std::string_view doc, Bounds in_us = not_negative);
    Rate rate(std::string_view key, Rate fallback, std::string_view doc, Bounds per_day = not_negative);
    Rate rate(std::string_view key, Required, std::string_view doc, Bounds per_day = not_negative);
    std::optional<Rate> rate(std::string_view key, Optional, std::string_view doc, Bounds per_day = not_negative);
    Money money(std::string_view key, Money fallback, std::string_view doc, Bounds = not_negative);
    Money money(std::string_view key, Required, std::string_view doc, Bounds = not_negative);
    std::optional<Money> money(std::string_view key, Optional, std::string_view doc, Bounds = not_negative);
    Quantity quantity(std::string_view key, Quantity fallback, std::string_view doc, Bounds = not_negative);
    Quantity quantity(std::string_view key, Required, std::string_view doc, Bounds = not_negative);
    std::optional<Quantity> quantity(std::string_view key, Optional, std::string_view doc, Bounds = not_negative);
    /// A number, or a word in its place, which is answered as zero: `lines: unlimited`.
    std::int64_t integer_or(std::string_view word, std::string_view key, std::int64_t fallback, std::string_view doc,
                            Bounds = any_number);
    std::optional<Quantity> quantity_or(std::string_view word, std::string_view key, Optional, std::string_view doc,
                                        Bounds = not_negative);
    /// A calendar date, or a duration from the scenario's start.
    Time instant(std::string_view key, Required, std::string_view doc);
    std::optional<Time> instant(std::string_view key, Optional, std::string_view doc);
    std::string text(std::string_view key, std::string_view fallback, std::string_view doc);
    std::string text(std::string_view key, Required, std::string_view doc);
    /// One of a few words; the answer is the index of the word.
    std::size_t word(std::string_view key, std::vector<std::string> words, std::size_t fallback, std::string_view doc);
    /// The name of a thing of the scenario; the answer is its index in name order.
    std::uint32_t reference(std::string_view key, Named, Required, std::string_view doc);
    std::optional<std::uint32_t> reference(std::string_view key, Named, Optional, std::string_view doc);

    // --------------------------------------------------------------------------------------- lists and shares
    /// `[1, 1, 1.2]`. Empty when absent.
    std::vector<double> numbers(std::string_view key, std::string_view doc, Bounds = any_number);
    std::vector<Duration> durations(std::string_view key, std::string_view doc);
    std::vector<Quantity> quantities(std::string_view key, std::string_view doc);
    std::vector<std::string> texts(std::string_view key, std::string_view doc);
    std::vector<std::uint32_t> references(std::string_view key, Named, std::string_view doc);
    std::vector<std::uint32_t> references(std::string_view key, Named, Required, std::string_view doc);
    /// `{atelier: 70 %, mill: 30 %}`: shares that sum to 100 %, in name order. Empty when absent.
    std::vector<std::pair<std::uint32_t, double>> shares(std::string_view key, Named, std::string_view doc);
    /// The same without the demand that they sum to 100 %: weights.
    std::vector<std::pair<std::uint32_t, double>> weights(std::string_view key, Named, std::string_view doc);

    // ---------------------------------------------------------------------------------------------- structure
    /// A distribution in the given dimension; a bare quantity is a constant.
    std::unique_ptr<const Law> law(std::string_view key, Dimension, Required, std::string_view doc,
                                   Bounds = not_negative);
    /// The same, nullptr when absent.
    std::unique_ptr<const Law> law(std::string_view key, Dimension, Optional, std::string_view doc,
                                   Bounds = not_negative);
    /// A parameter of a law, in the dimension that the law is asked for: µs where it draws durations (written with a
    /// unit, Kind::duration), else a plain number (Kind::number; quantities are written as numbers).
    double value(std::string_view key, Required, std::string_view doc, Bounds = not_negative);
    std::optional<double> value(std::string_view key, Optional, std::string_view doc, Bounds = not_negative);
    double value(std::string_view key, double fallback, std::string_view fallback_text, std::string_view doc,
                 Bounds = not_negative);
    std::vector<double> values(std::string_view key, std::string_view doc);
    [[nodiscard]] virtual Dimension dimension() const = 0;

    /// A word of a family with its parameters; `fallback` as a user would write it, empty: nullptr when absent.
    template<class Family>
    std::unique_ptr<const Family> choice(std::string_view key, std::string_view fallback, std::string_view doc) {
        Declaration declaration{.key = key, .kind = Kind::choice, .doc = doc, .fallback = std::string(fallback)};
        declaration.family = Family::family;
        return downcast<Family>(choose(declaration));
    }
    /// The same, required.
    template<class Family>
    std::unique_ptr<const Family> choice(std::string_view key, Required, std::string_view doc) {
        Declaration declaration{.key = key, .kind = Kind::choice, .doc = doc, .required = true};
        declaration.family = Family::family;
        return downcast<Family>(choose(declaration));
    }

    using Read = std::function<void(Settings&)>;
    using ReadNamed = std::function<void(std::string_view name, Settings&)>;
    /// A nested map. Returns whether it is present; when absent, `read` is not called (except to describe).
    virtual bool section(std::string_view key, std::string_view doc, const Read& read) = 0;
    /// A list of nested maps, read in order.
    virtual void sections(std::string_view key, std::string_view doc, const Read& read) = 0;
    /// A map of named things, read in name order; `reads` says what the names are.
    virtual void named(std::string_view key, std::string_view doc, const ReadNamed& read) = 0;

    /// Lets a scalar or list stand for the map: `{single: source}` for `{single: {source: source}}`, `{constant: 9 d}`.
    /// With a map setting, a map that does not name `key` stands for it: `{split: {a: 70 %, b: 30 %}}`.
    virtual void positional(std::string_view key) = 0;

    /// Lets a list of two stand for the map: `[7 d, 50 %]` for `{after: 7 d, restored: 50 %}`.
    virtual void pair(std::string_view /*first*/, std::string_view /*second*/) {}

    /// Rows of a CSV file named by `key` (relative to the scenario); `columns` are taken in that order, those marked
    /// optional give empty texts where the file lacks them. Returns false when the setting is absent or unreadable.
    struct CsvColumn {
        std::string name;
        bool required = true;
    };
    using ReadRow = std::function<void(const std::vector<std::string_view>& cells, std::uint64_t row)>;
    virtual bool rows(std::string_view key, std::string_view doc, const std::vector<CsvColumn>& columns,
                      const ReadRow& read) = 0;

    // ------------------------------------------------------------------------------------------------- checks
    /// Records a mistake at the setting `key` (or at the whole map, when the key is absent or empty).
    virtual void refuse(std::string_view key, std::string_view message) = 0;
    /// Whether the user wrote the key. Always true when describing.
    [[nodiscard]] virtual bool has(std::string_view key) const = 0;
    /// Whether this only describes: no values are meant.
    [[nodiscard]] virtual bool describing() const = 0;
    /// Looks up a named thing; records a mistake at `key` and answers 0 where there is none.
    virtual std::uint32_t find(Named, std::string_view name, std::string_view key) = 0;
    /// The names of a kind, in order.
    [[nodiscard]] virtual const std::vector<std::string>& names(Named) const = 0;
    /// The calendar day of Time::zero(), as days since 1970-01-01: for weekdays, months and dates in files.
    [[nodiscard]] virtual std::int64_t start_day() const = 0;
    /// Leaves a note for the user about what was done with the input ("12 rows skipped: …").
    virtual void note(std::string message) = 0;

protected:
    /// The value of a scalar setting; empty when absent or wrong (then recorded).
    virtual std::optional<Scalar> ask(const Declaration&) = 0;
    virtual std::vector<Scalar> ask_list(const Declaration&) = 0;
    virtual std::vector<std::pair<std::uint32_t, double>> ask_shares(const Declaration&, bool sum_to_one) = 0;
    virtual std::unique_ptr<const Policy> choose(const Declaration&) = 0;

private:
    template<class T>
    T ask_or(Declaration, T fallback, std::string text);
    template<class T>
    T ask_required(Declaration, T instead);
    template<class T>
    std::optional<T> ask_optional(const Declaration&);
    std::vector<Scalar> ask_list_of(Kind element, std::string_view key, std::string_view doc, Bounds);
    std::unique_ptr<const Law> choose_law(std::string_view key, Dimension, bool must, std::string_view doc, Bounds);
    Declaration declared_value(std::string_view key, std::string_view doc, Bounds) const;
    template<class Family>
    static std::unique_ptr<const Family> downcast(std::unique_ptr<const Policy> policy) {
        return std::unique_ptr<const Family>(static_cast<const Family*>(policy.release()));
    }
};

}  // namespace backstock

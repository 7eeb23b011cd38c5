#pragma once
// Settings, and what only the sections of a scenario need beyond what policies need: dates, collections of named
// things with tables, policies that many stock points share, and where things stand.
//
// As with Settings there are two kinds: the Reader of a file and the Describer. A section is one function over a
// Sheet, and it serves both.

#include "scenarios/place.hpp"
#include "scenarios/problems.hpp"
#include "sim/policy/notation.hpp"
#include "sim/policy/settings.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace backstock {

class Node;

class Sheet : public Settings {
public:
    using ReadPart = std::function<void(Sheet&)>;
    using ReadEntry = std::function<void(std::string_view name, Sheet&)>;

    // A nested map of settings. Where it is absent, `read` is called only if `always`, with nothing in it: for
    // sections whose settings all have fallbacks. Answers whether it is there.
    virtual bool part(std::string_view key, std::string_view doc, const ReadPart& read, bool always = false) = 0;

    // What the entries of a collection are, and what else its map may hold.
    struct Collection {
        Named named = Named::item;
        bool table = false;                // `table: file.csv`: a row is an entry, its columns are dotted settings
        const ReadPart* each = nullptr;    // `each: {…}`: settings that every entry has unless it says otherwise
        Problems* each_missing = nullptr;  // what `each` alone lacks: a mistake only if an entry has nothing else
    };
    // A map of named things. An entry's settings are looked for in the entry, then in its table row, then in `each`;
    // choices with the same word merge, as with `extends`. `read` is called once a name, in name order. Answers
    // false where it is absent or a part of it can't be read, so that entries may be unknown.
    virtual bool collection(std::string_view key, std::string_view doc, const Collection& shape,
                            const ReadEntry& read) = 0;

    // Every key of this map that was not asked for so far is a name; `what` says of what. Read in name order.
    virtual void others(std::string_view what, std::string_view doc, const ReadEntry& read) = 0;

    // A list in which each item is a name, or a name with settings: `[gold, {standard: {lost_sale_cost: 4}}]`. Read
    // in the order of the list.
    virtual void sequence(std::string_view key, std::string_view doc, const ReadEntry& read) = 0;

    // A subtree that is read by other means, as it stands; nullptr where it is absent, and when describing. `form` says
    // in a few words how it is written.
    virtual const Node* tree(std::string_view key, std::string_view doc, std::string_view form) = 0;

    // A calendar date, as days since 1970-01-01. Later dates in the scenario count from this one.
    virtual std::int64_t start_date(std::string_view key, std::string_view fallback, std::string_view doc) = 0;

    // A duration, or a word in its place, which is answered with nothing: `warmup: auto`.
    std::optional<Duration> duration_or(std::string_view word, std::string_view key, Duration fallback,
                                        std::string_view doc) {
        Declaration declaration;
        declaration.key = key;
        declaration.kind = Kind::duration;
        declaration.doc = doc;
        declaration.fallback = written(fallback);
        declaration.bounds = not_negative;
        declaration.words = {std::string(word)};
        const std::optional<Scalar> found = ask(declaration);
        if (!found) return fallback;
        const Duration* duration = std::get_if<Duration>(&*found);
        return duration == nullptr ? std::nullopt : std::optional(*duration);
    }

    // A policy that the scenario keeps, so that all who inherit a setting share one: nullptr when absent and
    // `fallback` is empty.
    template<class Family>
    const Family* kept(std::string_view key, std::string_view fallback, std::string_view doc) {
        Declaration declaration;
        declaration.key = key;
        declaration.kind = Kind::choice;
        declaration.doc = doc;
        declaration.fallback = fallback;
        declaration.family = Family::family;
        return static_cast<const Family*>(choose_kept(declaration));
    }
    // The same for a distribution without fallback. Values below zero are refused.
    const Law* kept_law(std::string_view key, Dimension dimension, std::string_view doc) {
        Declaration declaration;
        declaration.key = key;
        declaration.kind = Kind::law;
        declaration.doc = doc;
        declaration.bounds = not_negative;
        declaration.family = Law::family;
        declaration.dimension = dimension;
        return static_cast<const Law*>(choose_kept(declaration));
    }

    // Where the value of a setting stands; the map itself for an absent or empty key.
    virtual Place place_of(std::string_view key) const = 0;
    // How many mistakes were recorded so far: equal before and after, what was read in between is sound.
    virtual std::size_t mistakes() const = 0;

protected:
    virtual const Policy* choose_kept(const Declaration& declaration) = 0;
};

}  // namespace backstock

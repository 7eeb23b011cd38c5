#include "scenarios/units.hpp"

#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace backstock {
namespace {

struct Unit {
    std::string_view word;
    Duration length;
};

constexpr std::array units{
    Unit{"us", 1_us}, Unit{"ms", 1000_us}, Unit{"s", 1_s},   Unit{"min", 1_min},
    Unit{"h", 1_h},   Unit{"d", 1_d},      Unit{"wk", 1_wk}, Unit{"yr", 1_yr},
};

struct OtherWord {
    std::string_view theirs;
    std::string_view ours;
};

constexpr std::array other_words{
    OtherWord{"day", "d"},      OtherWord{"days", "d"},    OtherWord{"D", "d"},         OtherWord{"hour", "h"},
    OtherWord{"hours", "h"},    OtherWord{"hr", "h"},      OtherWord{"hrs", "h"},       OtherWord{"H", "h"},
    OtherWord{"minute", "min"}, OtherWord{"mins", "min"},  OtherWord{"minutes", "min"}, OtherWord{"week", "wk"},
    OtherWord{"weeks", "wk"},   OtherWord{"w", "wk"},      OtherWord{"wks", "wk"},      OtherWord{"year", "yr"},
    OtherWord{"years", "yr"},   OtherWord{"y", "yr"},      OtherWord{"a", "yr"},        OtherWord{"yrs", "yr"},
    OtherWord{"second", "s"},   OtherWord{"seconds", "s"}, OtherWord{"sec", "s"},       OtherWord{"secs", "s"},
    OtherWord{"msec", "ms"},    OtherWord{"µs", "us"},     OtherWord{"μs", "us"},       OtherWord{"usec", "us"},
};

constexpr std::array months{"mo", "mon", "month", "months", "M", "quarter", "quarters"};

std::string_view nearest_unit(std::string_view unit) {
    for (const OtherWord& word : other_words) {
        if (word.theirs == unit) {
            return word.ours;
        }
    }
    std::vector<std::string_view> words;
    for (const Unit& known : units) {
        words.push_back(known.word);
    }
    const std::string near = nearest(unit.substr(0, 16), std::span<const std::string_view>(words));
    for (const std::string_view word : words) {
        if (word == near) {
            return word;
        }
    }
    return "";
}

}  // namespace

std::optional<Duration> unit_length(std::string_view unit) {
    for (const Unit& known : units) {
        if (known.word == unit) {
            return known.length;
        }
    }
    return std::nullopt;
}

std::string unit_list() {
    std::string out;
    for (const Unit& known : units) {
        out += (out.empty() ? "" : ", ") + std::string(known.word);
    }
    return out;
}

std::string unit_advice(std::string_view text, std::string_view before, std::string_view word) {
    const std::string unknown = fmt::format("unknown unit {} in {}", shown(word), shown(text));
    if (word.empty()) {
        return fmt::format("a unit is missing in {}; the units are {}", shown(text), unit_list());
    }
    if (word == "m") {
        return unknown + "; minutes are min, and a month has no fixed length: write 30 d";
    }
    for (const std::string_view month : months) {
        if (word == month) {
            return unknown + "; months differ in length: write days, such as 30 d";
        }
    }
    if (word.find_first_of("0123456789") != std::string_view::npos) {
        return fmt::format("{} is not one number with one unit, such as 36 h", shown(text));
    }
    if (const std::string_view near = nearest_unit(word); !near.empty()) {
        return fmt::format("{}; did you mean {}{}?", unknown, before, near);
    }
    return fmt::format("{}; the units are {}", unknown, unit_list());
}

}  // namespace backstock

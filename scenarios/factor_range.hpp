#pragma once
// A factor of a study that is a range rather than a list: `{from: 20, to: 80}`, `{from: 2 d, to: 14 d}`,
// `{from: 1, to: 1000, log: true}`, `{from: 0, to: 60, whole: true}`.

#include "scenarios/node.hpp"
#include "scenarios/problems.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace backstock {

// Both ends belong to it. Values are numbers with the unit of `from`, where both ends have the same one; ends in
// different units of time have their values in days.
class FactorRange {
public:
    // Reads the map of a range; nothing and problems, where it is none.
    static std::optional<FactorRange> read(const Node& node, const std::string& path, Problems& problems);

    // The value at u in [0, 1]: along the range, or with `log` along its logarithm; of whole numbers each has an equal
    // part of [0, 1). Values are rounded to at most four decimals, and to no more than a thousandth of the range asks
    // for, so that cells have names that can be read.
    double value(double u) const;
    // How far from `from` to `to` a value lies, 0 to 1; with `log` along the logarithm. Not quite the u it was made
    // from: values are rounded.
    double share_of(double value) const;
    // As a user writes it: "7.25 d".
    std::string text(double value) const;
    Node node(double value) const { return Node::scalar(text(value), written_.place()); }
    // The map that it was read from.
    const Node& written() const { return written_; }

    // How many values a search tells apart: all whole numbers, else 1,025 evenly spaced.
    std::int64_t steps() const;
    double step(std::int64_t index) const;

    bool whole() const { return whole_; }
    double from() const { return from_; }
    double to() const { return to_; }
    const std::string& unit() const { return unit_; }

private:
    double rounded(double value) const;
    int decimals(double value) const;

    double from_ = 0;
    double to_ = 1;
    std::string unit_;  // " d", "%", " /d": what stands behind the number
    bool whole_ = false;
    bool log_ = false;
    Node written_ = Node::map();
};

}  // namespace backstock

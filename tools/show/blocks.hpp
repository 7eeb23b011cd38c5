#pragma once
// Plots of block characters, for terminals. A column is one character wide; every plot fills the columns it is given.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// A scale from `low` to `high` over so many columns. Values outside are put at the ends, and a scale without extent
// puts everything at its left end.
struct Axis {
    double low = 0;
    double high = 1;
    std::size_t columns = 1;

    // The column in which a value lies, from 0. NaN lies in column 0.
    std::size_t at(double value) const;
};

// How far a value reaches from the left, "█", and how uncertain that is, "▒" from `low` to `high`: "██████▒▒▒    ".
// NaN ends: no uncertainty is drawn. A value that is no number is an empty bar.
std::string bar(const Axis& axis, double value, double low, double high);

// An interval with the value in it, "├──●──┤", and "│" at `mark`, "┼" where it lies in the interval. Where an end is
// NaN the value stands alone; a value that is no number leaves the mark alone.
std::string whisker(const Axis& axis, double low, double value, double high, double mark);

// Values of many instants as one of so many columns: means of those that fall into a column; or, of fewer values than
// columns, each repeated. Empty for no values.
std::vector<double> resampled(std::span<const double> values, std::size_t columns);

// The lines of a fan chart, from the top: "█" where `middle` runs, "░" between `low` and `high`. Three spans of equal
// length, one value a column; the scale goes from `least` in the lowest line to `most` in the highest.
std::vector<std::string> fan(std::span<const double> low, std::span<const double> middle, std::span<const double> high,
                             double least, double most, std::size_t lines);

// The first columns of a name, with "…" where it was longer.
std::string first_columns(const std::string& name, std::size_t columns);

}  // namespace backstock

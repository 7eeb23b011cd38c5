#pragma once
// A named table in memory: what every observer hands to the results file, and what a reader gets back.

#include "sim/base/require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace backstock {

// The cells of one column. Numbers are measured or computed, counts are exact, texts are UTF-8 without NUL.
using Numbers = std::vector<double>;
using Counts = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;
using Values = std::variant<Numbers, Counts, Texts>;

// One column: its name, the unit of its cells ("units", "d", "USD", "1" for a ratio, "" for names), and the cells.
struct Column {
    std::string name;
    std::string unit;
    Values values;

    std::size_t size() const;
};

// Equal to the bit: 0.0 differs from -0.0, while every NaN equals every NaN.
bool operator==(const Column& a, const Column& b);

// Columns of equal length, in a fixed order, each with a name of its own. A frame may have columns and no rows.
struct Frame {
    std::vector<Column> columns;

    // The number of rows: the length of the first column, or 0 without columns.
    std::size_t rows() const;

    // The column of that name, or nullptr.
    const Column* find(std::string_view name) const;

    // Adds a column at the right end.
    void add(std::string name, std::string unit, Values values);

    // The cells of a column that must exist and hold T (double, std::int64_t or std::string); otherwise BrokenLaw.
    //     frame.cells<double>("fill_rate").push_back(0.97);
    template<class T>
    std::vector<T>& cells(std::string_view name) {
        return const_cast<std::vector<T>&>(static_cast<const Frame&>(*this).cells<T>(name));
    }
    template<class T>
    const std::vector<T>& cells(std::string_view name) const {
        const Column* column = find(name);
        require(column != nullptr, "the table has no column '{}'", name);
        const auto* values = std::get_if<std::vector<T>>(&column->values);
        require(values != nullptr, "column '{}' is read as another type than it holds", name);
        return *values;
    }

    // Adds the rows of another frame (not of this one) below. It must have the same columns: names, units, types and
    // order.
    void append(const Frame& more);

    // Adds `count` rows of `more` from row `first` on, under the same condition.
    void append(const Frame& more, std::size_t first, std::size_t count);

    // The same columns without rows.
    Frame heading() const;

    // Takes the rows away and keeps the columns.
    void clear();

    // Throws BrokenLaw unless there is a column, all columns are equally long, and their names are filled, differ
    // and hold no NUL. Whoever writes a frame calls this first.
    void check() const;
};

// Equal when the columns are equal, one by one.
bool operator==(const Frame& a, const Frame& b);

// Whether two numbers have the same bits, or are both NaN.
bool same_bits(double a, double b);

}  // namespace backstock

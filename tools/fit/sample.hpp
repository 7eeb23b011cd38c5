#pragma once
// The values of a column, or the days between two: which can be used, and why the rest can't.

#include "sim/base/calendar.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/law.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock::fit {

// The unit in which the values are counted: a length of time, or nothing for quantities and plain numbers.
struct Unit {
    Dimension dimension = Dimension::number;
    std::string name;  // "d"; empty where numbers have no unit
    Duration length = Duration::us(1);

    bool is_time() const { return dimension == Dimension::duration; }
    // A value as a scenario has it: "9.2 d", "9.2".
    std::string written(double value) const;
    // How much of what a Law draws one of the values is.
    double scale() const { return is_time() ? static_cast<double>(length.us()) : 1.0; }
};

struct SampleOptions {
    std::string file;
    std::string column;                                           // the values; or, where empty,
    std::string from;                                             // the time between two columns of dates
    std::string to;                                               //
    std::optional<DateOrder> dates;                               // none: found from each column itself
    std::vector<std::pair<std::string, std::string>> conditions;  // rows whose COLUMN is VALUE
    std::string by;                                               // a sample for each value of this column
    Unit unit;
};

// Why a row gives no value, in the order in which it is asked.
enum class Unusable : std::size_t { missing, unreadable, negative, too_large };
inline constexpr std::array<std::string_view, 4> unusable_names{"missing", "unreadable", "negative", "too_large"};

struct Sample {
    std::string name;            // of the group; empty without `by`
    std::vector<double> values;  // ascending, none negative, all finite
    std::uint64_t rows = 0;      // that met the conditions
    std::array<std::uint64_t, unusable_names.size()> skipped{};
    std::map<std::string, std::uint64_t> unreadable;  // the texts met, at most 1,000 different
    std::string first_unusable;                       // "orders.csv:3: column 'days': 'soon' is no number"

    bool constant() const { return !values.empty() && values.front() == values.back(); }
};

// The largest value taken, in the values' own unit; beyond, the squares of some laws' formulas lose their meaning.
inline constexpr double largest_value = 1e12;

// Reads the file: one sample, or with `by` one for each of its values in the order of their names. A sample may be
// empty. Cells are without a value when they are empty or say NA, N/A, NaN, null or none; a number is read as C++
// writes it ("1,5" and "1 000" are unreadable). Throws BadInput, located, for a file that can't be read, columns that
// it lacks, dates that can't be told, conditions that no row meets and files without rows.
std::vector<Sample> read_samples(const SampleOptions& options);

}  // namespace backstock::fit

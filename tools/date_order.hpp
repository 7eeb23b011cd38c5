#pragma once
// The way a file writes its dates, found from the dates or said by the user.

#include "sim/base/calendar.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace backstock {

// "iso", "month_first", "day_first": the words of `{trace: {format: ...}}`.
std::string_view written(DateOrder order);

// The order that an option names. Throws WrongUse.
DateOrder date_order_named(const std::string& option, const std::string& word);

// Finds the order in which most of a column's cells can be read.
class DateOrderFinder {
public:
    void add(std::string_view cell);

    // Nothing where no cell is a date.
    std::optional<DateOrder> order() const;
    // Whether day and month can't be told apart: every date reads both ways.
    bool ambiguous() const;
    // A cell for messages: the first that is a date, else the first of all.
    const std::string& example() const { return example_; }

private:
    std::array<std::size_t, 3> readable_{};
    bool any_ = false;
    std::string example_;
};

}  // namespace backstock

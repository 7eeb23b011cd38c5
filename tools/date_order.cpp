#include "tools/date_order.hpp"

#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

constexpr std::array<std::string_view, 3> words{"iso", "month_first", "day_first"};

}  // namespace

std::string_view written(DateOrder order) { return words[static_cast<std::size_t>(order)]; }

DateOrder date_order_named(const std::string& option, const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end())
        throw WrongUse(fmt::format("{}: found '{}'; expected iso, month_first or day_first", option, word));
    return static_cast<DateOrder>(found - words.begin());
}

void DateOrderFinder::add(std::string_view cell) {
    bool is_date = false;
    for (std::size_t i = 0; i < readable_.size(); ++i) {
        if (!parse_day_time(cell, static_cast<DateOrder>(i))) continue;
        ++readable_[i];
        is_date = true;
    }
    if (example_.empty() || (is_date && !any_)) example_ = cell;
    any_ = any_ || is_date;
}

std::optional<DateOrder> DateOrderFinder::order() const {
    if (!any_) return std::nullopt;
    return static_cast<DateOrder>(std::max_element(readable_.begin(), readable_.end()) - readable_.begin());
}

bool DateOrderFinder::ambiguous() const { return any_ && order() != DateOrder::iso && readable_[1] == readable_[2]; }

}  // namespace backstock

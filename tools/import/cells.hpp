#pragma once
// What the cells of other people's CSV files say: numbers, times and names as shops, platforms and spreadsheets write
// them.

#include "sim/base/calendar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backstock::imports {

// Without blanks around, and without the apostrophe that spreadsheets and WooCommerce put before what begins like a
// formula: "'-3" is "-3".
std::string_view bare(std::string_view cell);

// A column's name as it is compared: lower case, letters and digits alone, so that "Lineitem name", "lineitem_name" and
// "Line-item Name" are one. Bytes beyond ASCII stay.
std::string plain_name(std::string_view name);

// "12.50", "12,50", "1.234,50", "1,234.50", "1'234.50", "$12.50", "12,50 €", "'-3", "(3)" for -3, with blanks of any
// kind within. Where one comma has three digits behind it, it parts thousands, unless the file's own separator is a
// semicolon: then commas are decimal, and a point with three digits behind it parts thousands. Empty where no such
// number is all of the cell, and beyond 10^9.
std::optional<double> number_in(std::string_view cell, char separator = ',');

// A time with the zone that may stand behind it.
struct Stamp {
    DayTime local;             // as written: what tells weekdays apart
    std::int64_t instant = 0;  // microseconds since 1970 in UTC, or of the same unknown zone: what intervals need

    bool operator==(const Stamp& other) const { return instant == other.instant; }
};

// "2025-10-07 09:50:26 +0200", "2025-10-07T07:50:26Z", "… UTC", "10/7/2025 9:50", "2025/10/07, 09:50 PM". Empty where
// it is no such time.
std::optional<Stamp> stamp_in(std::string_view cell, DateOrder order);

// The part of a cell that is a date and time of day, without the zone, by a clock of 24 hours.
std::string without_zone(std::string_view cell);

// The three letters of a currency: "EUR", "usd", "€", "US$". Empty where it is none of those.
std::string currency_in(std::string_view cell);

// A text for comments and titles: no control characters, so that no line break ends a comment.
std::string harmless(std::string_view text);

// A key or a name of a scenario: in double quotes, escaped as YAML wants it.
std::string in_quotes(std::string_view text);

}  // namespace backstock::imports

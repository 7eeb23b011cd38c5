#pragma once
// Decimal numbers as people write them, kept exact until it is known what they count.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backstock {

// What reading a scalar gives: the value, or a sentence about the text ("'7' has no unit; write '7 d'").
template<class T>
struct Parsed {
    std::optional<T> value;
    std::string message;

    explicit operator bool() const { return value.has_value(); }
    const T& operator*() const { return *value; }
    const T* operator->() const { return &*value; }
};

// digits x 10^exponent. At most 18 significant digits are kept; those beyond are too small to move any value that fits
// 64 bits by a part in 10^17, and to_double() does not depend on them.
struct Decimal {
    bool negative = false;
    std::uint64_t digits = 0;
    int exponent = 0;
    double value = 0;  // the nearest double to the text

    // The number times `factor` when that is an integer of 64 bits, else nothing.
    std::optional<std::int64_t> exact_times(std::int64_t factor) const;
    // The same rounded to the nearest integer, halves away from zero; nothing when it does not fit 64 bits.
    std::optional<std::int64_t> nearest_times(std::int64_t factor) const;
};

// A number as JSON writes it, with an optional + before it: 12, -0.5, 6e4. Refused with what to write instead:
// 010, .5, 5., 0x10, 1,000, 1'000, 1_000, 0,5, inf, nan, and what is beyond the range of a double.
// `power` shifts the value by that many decimal places (-2 for percent).
Parsed<Decimal> parse_decimal(std::string_view text, int power = 0);

// The number that begins a text, and the text after it without spaces around: "25" and "%/yr". No check of the
// number is made; it is empty when the text begins with none.
struct NumberAndUnit {
    std::string_view number;
    std::string_view unit;
};
NumberAndUnit split_unit(std::string_view text);

// The text without spaces, tabs and no-break spaces (U+00A0, U+202F) around it.
std::string_view trimmed(std::string_view text);

}  // namespace backstock

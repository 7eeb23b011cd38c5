#pragma once
// Exact integer arithmetic under the units: sums that may not overflow, products through 128 bits, and the two
// roundings the model uses. Money, Quantity, Duration and Level are written with these; nothing else needs to be.

#include "sim/base/require.hpp"

#include <cstdint>
#include <limits>

namespace backstock {

__extension__ using Int128 = __int128;

// What the functions below throw, kept out of line so that a check costs one predictable branch.
[[noreturn, gnu::cold]] void throw_sum_too_large(std::int64_t a, std::int64_t b);
[[noreturn, gnu::cold]] void throw_difference_too_large(std::int64_t a, std::int64_t b);
[[noreturn, gnu::cold]] void throw_product_too_large(std::int64_t a, std::int64_t b);

// The sum or difference. Requires that it fits 64 bits: a wrapped amount would be a wrong result without a sign.
constexpr std::int64_t exact_sum(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) [[unlikely]] {
        throw_sum_too_large(a, b);
    }
    return sum;
}
constexpr std::int64_t exact_difference(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) [[unlikely]] {
        throw_difference_too_large(a, b);
    }
    return difference;
}

// The product. Requires that it fits 64 bits.
constexpr std::int64_t exact_product(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) [[unlikely]] {
        throw_product_too_large(a, b);
    }
    return product;
}

// numerator / denominator rounded to the nearest integer, ties to the even one (as IEEE 754 and ISO 80000-1 B.3
// rule A do), so that long sums of rounded amounts do not drift. Requires a denominator other than zero.
template<class Integer>
constexpr Integer half_even(Integer numerator, Integer denominator) {
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    Integer quotient = numerator / denominator;
    Integer rest = numerator % denominator;
    if (rest == 0) {
        return quotient;  // nearly always: whole units at whole prices
    }
    if (rest < 0) {  // to the floor: the rest is then never negative
        rest += denominator;
        --quotient;
    }
    const Integer to_next = denominator - rest;
    const bool up = rest > to_next || (rest == to_next && quotient % 2 != 0);
    return up ? quotient + 1 : quotient;
}

// The long way of scaled(), where a product does not fit 64 bits.
[[gnu::noinline, gnu::cold]] constexpr std::int64_t scaled_wide(std::int64_t a, std::int64_t b,
                                                                std::int64_t denominator) {
    require(denominator != 0, "{} * {} divided by zero", a, b);
    const Int128 wide = half_even(static_cast<Int128>(a) * b, static_cast<Int128>(denominator));
    require_fit(wide >= std::numeric_limits<std::int64_t>::min() && wide <= std::numeric_limits<std::int64_t>::max(),
                "{} * {} / {} does not fit 64 bits", a, b, denominator);
    return static_cast<std::int64_t>(wide);
}

// a * b / denominator, rounded half to even; the product is exact in 128 bits. Requires a denominator other than
// zero and a result that fits 64 bits. Products that fit 64 bits, which nearly all do, take the short way.
constexpr std::int64_t scaled(std::int64_t a, std::int64_t b, std::int64_t denominator) {
    std::int64_t narrow = 0;
    if (!__builtin_mul_overflow(a, b, &narrow) && denominator > 0) [[likely]] {
        return half_even(narrow, denominator);
    }
    return scaled_wide(a, b, denominator);
}

// The long way of nearest_integer(), for numbers that have few or no binary places left.
[[gnu::noinline, gnu::cold]] constexpr std::int64_t nearest_large_integer(double x) {
    constexpr double limit = 9223372036854775808.0;  // 2^63
    require_fit(x >= -limit && x < limit, "{} does not fit a 64-bit count", x);
    const auto towards_zero = static_cast<std::int64_t>(x);
    const double rest = x - static_cast<double>(towards_zero);
    const double distance = rest < 0 ? -rest : rest;
    const bool away = distance > 0.5 || (distance == 0.5 && towards_zero % 2 != 0);
    return !away ? towards_zero : x < 0 ? towards_zero - 1 : towards_zero + 1;
}

// The nearest integer, ties to the even one. Requires a number (not NaN) within 64 bits. Adding 1.5 * 2^52 leaves no
// room for binary places, so the processor's own rounding drops them: a branch on them would be a coin toss.
constexpr std::int64_t nearest_integer(double x) {
    constexpr double whole_above = 2251799813685248.0;  // 2^51
    constexpr double shift = 3 * whole_above;
    if (x > -whole_above && x < whole_above) [[likely]] {
        return static_cast<std::int64_t>((x + shift) - shift);
    }
    return nearest_large_integer(x);
}

}  // namespace backstock

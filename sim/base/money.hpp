#pragma once
// An amount of money: an integer count of 1/10000 of the currency's unit, in 64 bits (900 million million units).
//
// Unit prices and rates keep the four decimals; what is booked or charged is rounded to the currency's minor unit
// with rounded(). Every rounding is half to even. Sums are exact, so that debits equal credits to the cent; an
// amount that does not fit is a broken law.

#include "sim/base/integer.hpp"
#include "sim/base/quantity.hpp"

#include <compare>
#include <cstdint>

namespace backstock {

class Money {
public:
    static constexpr int decimals = 4;
    static constexpr std::int64_t raw_per_unit = 10'000;

    constexpr Money() = default;

    static constexpr Money zero() { return Money(0); }
    static constexpr Money raw(std::int64_t n) { return Money(n); }
    // The nearest 1/10000, ties to the even one. Requires a number that fits.
    static constexpr Money of(double units) { return Money(nearest_integer(units * 1e4)); }

    constexpr std::int64_t raw() const { return raw_; }
    constexpr double in_units() const { return static_cast<double>(raw_) / 1e4; }

    constexpr auto operator<=>(const Money&) const = default;

    constexpr Money operator-() const { return Money(exact_difference(0, raw_)); }
    constexpr Money& operator+=(Money m) { return *this = *this + m; }
    constexpr Money& operator-=(Money m) { return *this = *this - m; }
    friend constexpr Money operator+(Money a, Money b) { return Money(exact_sum(a.raw_, b.raw_)); }
    friend constexpr Money operator-(Money a, Money b) { return Money(exact_difference(a.raw_, b.raw_)); }
    friend constexpr Money operator*(Money m, std::int64_t n) { return Money(exact_product(m.raw_, n)); }
    friend constexpr Money operator*(std::int64_t n, Money m) { return m * n; }

    // What `quantity` costs at `unit_price`, to the nearest 1/10000.
    friend constexpr Money operator*(Money unit_price, Quantity quantity) {
        return Money(scaled(unit_price.raw_, quantity.micro(), Quantity::micro_per_unit));
    }
    friend constexpr Money operator*(Quantity quantity, Money unit_price) { return unit_price * quantity; }

private:
    constexpr explicit Money(std::int64_t raw) : raw_(raw) {}
    std::int64_t raw_ = 0;
};

// The currency's minor unit, which has `minor_digits` decimals, in 1/10000. Requires 0 to 4.
constexpr std::int64_t minor_unit(int minor_digits) {
    require(minor_digits >= 0 && minor_digits <= Money::decimals, "a currency with {} decimals", minor_digits);
    std::int64_t step = 1;
    for (int digit = minor_digits; digit < Money::decimals; ++digit) {
        step *= 10;
    }
    return step;
}

// The long way of rounded(): for amounts with a part of the minor unit, and for currencies other than the usual.
[[gnu::noinline]] constexpr Money rounded_to(Money amount, int minor_digits) {
    const std::int64_t step = minor_unit(minor_digits);
    return Money::raw(exact_product(half_even(amount.raw(), step), step));
}

// The amount to the currency's minor unit, which has `minor_digits` decimals: 2 for USD and EUR, 0 for JPY, 3 for
// KWD, 4 for the amount as it is. Requires 0 to 4.
constexpr Money rounded(Money amount, int minor_digits) {
    constexpr std::int64_t cent = 100;
    if (minor_digits == 2 && amount.raw() % cent == 0) [[likely]] {
        return amount;  // prices are in the minor unit, and a constant step divides by multiplying
    }
    return rounded_to(amount, minor_digits);
}

// amount * part / whole to the minor unit, rounded once. Requires a positive whole.
constexpr Money rounded_part(Money amount, std::int64_t part, std::int64_t whole, int minor_digits) {
    const std::int64_t step = minor_unit(minor_digits);
    return Money::raw(exact_product(scaled(amount.raw(), part, exact_product(whole, step)), step));
}

// A share of an amount, and what is added to it, to the minor unit, rounded once. No double is 2.9 %: what comes within
// a millionth of a tie is one.
constexpr Money rounded_share(Money amount, double share, int minor_digits, Money plus = Money::zero()) {
    const std::int64_t step = minor_unit(minor_digits);
    const double minor =
        (static_cast<double>(amount.raw()) * share + static_cast<double>(plus.raw())) / static_cast<double>(step);
    const double halves = 2 * minor;
    const std::int64_t nearest = nearest_integer(halves);
    const double off = halves - static_cast<double>(nearest);
    const bool tie = nearest % 2 != 0 && off < 2e-6 && off > -2e-6;
    const std::int64_t count = tie ? half_even(nearest, std::int64_t{2}) : nearest_integer(minor);
    return Money::raw(exact_product(count, step));
}

// The part of an amount that `numerator` of `denominator` units bear, to the nearest 1/10000. Shares taken one by
// one need not add up to the amount: give the last one the rest. Requires a denominator other than zero.
constexpr Money share(Money amount, Quantity numerator, Quantity denominator) {
    return Money::raw(scaled(amount.raw(), numerator.micro(), denominator.micro()));
}

}  // namespace backstock

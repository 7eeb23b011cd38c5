#pragma once
// How much of an item: an integer count of millionths of a unit, in 64 bits (nine million million units).
//
// Pieces are whole units; a divisible item (litres, metres) may have any number of millionths. Sums are exact,
// so that what came in equals what went out plus what is there, to the last millionth. A sum or multiple that does
// not fit is a broken law.

#include "sim/base/integer.hpp"

#include <compare>
#include <cstdint>

namespace backstock {

class Quantity {
public:
    static constexpr std::int64_t micro_per_unit = 1'000'000;

    constexpr Quantity() = default;

    static constexpr Quantity zero() { return Quantity(0); }
    static constexpr Quantity units(std::int64_t n) { return Quantity(exact_product(n, micro_per_unit)); }
    static constexpr Quantity micro(std::int64_t n) { return Quantity(n); }
    // The nearest millionth, ties to the even one. Requires a number that fits.
    static constexpr Quantity of(double units) { return Quantity(nearest_integer(units * 1e6)); }

    constexpr std::int64_t micro() const { return micro_; }
    constexpr double in_units() const { return static_cast<double>(micro_) / 1e6; }
    constexpr bool is_whole() const { return micro_ % micro_per_unit == 0; }
    // The whole units in it: the largest count not above it.
    constexpr std::int64_t whole_units() const {
        const std::int64_t quotient = micro_ / micro_per_unit;
        return micro_ % micro_per_unit < 0 ? quotient - 1 : quotient;
    }

    // The nearest whole number of units, ties to the even one: what a drawn or recorded quantity is for an item that
    // can't be divided.
    constexpr Quantity to_whole() const { return is_whole() ? *this : units(half_even(micro_, micro_per_unit)); }

    constexpr auto operator<=>(const Quantity&) const = default;

    constexpr Quantity operator-() const { return Quantity(exact_difference(0, micro_)); }
    constexpr Quantity& operator+=(Quantity q) { return *this = *this + q; }
    constexpr Quantity& operator-=(Quantity q) { return *this = *this - q; }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(exact_sum(a.micro_, b.micro_)); }
    friend constexpr Quantity operator-(Quantity a, Quantity b) {
        return Quantity(exact_difference(a.micro_, b.micro_));
    }
    friend constexpr Quantity operator*(Quantity q, std::int64_t n) { return Quantity(exact_product(q.micro_, n)); }
    friend constexpr Quantity operator*(std::int64_t n, Quantity q) { return q * n; }

private:
    constexpr explicit Quantity(std::int64_t micro) : micro_(micro) {}
    std::int64_t micro_ = 0;
};

// The smallest multiple of `step` that is not below the quantity. Requires a step above zero and a multiple that fits.
constexpr Quantity rounded_up(Quantity quantity, Quantity step) {
    require(step > Quantity::zero(), "a multiple of {} units", step.in_units());
    const Quantity past = Quantity::micro(quantity.micro() % step.micro());
    return past == Quantity::zero() ? quantity : past > Quantity::zero() ? quantity + (step - past) : quantity - past;
}

}  // namespace backstock

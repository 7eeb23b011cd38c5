#pragma once
// Time in the model: whole microseconds, in 64 bits (292,000 years either way).
//
// Duration is a length, Time a point on the axis that begins at the scenario's start. Integers make "the same
// instant" exact: two facts are simultaneous when their times are equal, and a lead time of 0.1 d added ten times is
// one day. A calendar date is a label put on a Time when results are written; nothing in here knows of it.

#include "sim/base/integer.hpp"

#include <compare>
#include <cstdint>
#include <limits>

namespace backstock {

// A length of time. Sums and multiples beyond 64 bits stop at the longest Duration, which stands for "for ever":
// a heavy-tailed lead time may well be drawn longer than any run.
class Duration {
public:
    constexpr Duration() = default;

    static constexpr Duration us(std::int64_t microseconds) { return Duration(microseconds); }
    static constexpr Duration zero() { return Duration(0); }
    static constexpr Duration max() { return Duration(std::numeric_limits<std::int64_t>::max()); }

    // The nearest whole microsecond to a number of them or of days, ties to the even one; what lies beyond 64 bits
    // becomes the longest Duration of that sign. Requires a number: NaN is a broken law.
    static constexpr Duration nearest(double microseconds) {
        require(microseconds == microseconds, "a duration of {} microseconds", microseconds);
        constexpr double limit = 9.2233720368547e18;  // a little below 2^63, so that rounding can't pass it
        return microseconds >= limit    ? max()
               : microseconds <= -limit ? Duration(-max().us_)
                                        : Duration(nearest_integer(microseconds));
    }
    static constexpr Duration days(double n) { return nearest(n * us_per_day); }

    constexpr std::int64_t us() const { return us_; }
    constexpr double in_days() const { return static_cast<double>(us_) / us_per_day; }
    constexpr double in_years() const { return in_days() / 365.0; }

    constexpr auto operator<=>(const Duration&) const = default;

    constexpr Duration operator-() const { return Duration(-us_); }
    constexpr Duration& operator+=(Duration d) { return *this = *this + d; }
    constexpr Duration& operator-=(Duration d) { return *this = *this - d; }

    friend constexpr Duration operator+(Duration a, Duration b) {
        std::int64_t sum = 0;
        return __builtin_add_overflow(a.us_, b.us_, &sum) ? end_of(a.us_ < 0) : Duration(sum);
    }
    friend constexpr Duration operator-(Duration a, Duration b) {
        std::int64_t difference = 0;
        return __builtin_sub_overflow(a.us_, b.us_, &difference) ? end_of(a.us_ < 0) : Duration(difference);
    }
    friend constexpr Duration operator*(Duration d, std::int64_t n) {
        std::int64_t product = 0;
        return __builtin_mul_overflow(d.us_, n, &product) ? end_of((d.us_ < 0) != (n < 0)) : Duration(product);
    }
    friend constexpr Duration operator*(std::int64_t n, Duration d) { return d * n; }
    // The whole part, towards zero, and what it leaves. Both require a divisor other than zero.
    friend constexpr Duration operator/(Duration d, std::int64_t n) { return Duration(d.us_ / n); }
    friend constexpr std::int64_t operator/(Duration a, Duration b) { return a.us_ / b.us_; }
    friend constexpr Duration operator%(Duration a, Duration b) { return Duration(a.us_ % b.us_); }

private:
    static constexpr double us_per_day = 86'400e6;
    static constexpr Duration end_of(bool negative) { return negative ? -max() : max(); }
    constexpr explicit Duration(std::int64_t us) : us_(us) {}
    std::int64_t us_ = 0;
};

// A length scaled by a factor (a disruption's lead-time factor, a learning rate), to the nearest microsecond.
constexpr Duration scaled(Duration d, double factor) {
    return factor == 1.0 ? d : Duration::days(d.in_days() * factor);
}

// An instant: microseconds since the scenario's start. never() is later than every instant that is reached; an
// instant plus a Duration that leads beyond it is never().
class Time {
public:
    constexpr Time() = default;

    static constexpr Time zero() { return Time(0); }
    static constexpr Time at(std::int64_t us_since_start) { return Time(us_since_start); }
    static constexpr Time at(Duration since_start) { return Time(since_start.us()); }
    static constexpr Time never() { return Time(std::numeric_limits<std::int64_t>::max()); }

    constexpr std::int64_t us() const { return us_; }
    constexpr Duration since_start() const { return Duration::us(us_); }
    constexpr double in_days() const { return since_start().in_days(); }

    constexpr auto operator<=>(const Time&) const = default;

    constexpr Time& operator+=(Duration d) { return *this = *this + d; }
    constexpr Time& operator-=(Duration d) { return *this = *this - d; }
    friend constexpr Time operator+(Time t, Duration d) { return Time((t.since_start() + d).us()); }
    friend constexpr Time operator+(Duration d, Time t) { return t + d; }
    friend constexpr Time operator-(Time t, Duration d) { return Time((t.since_start() - d).us()); }
    friend constexpr Duration operator-(Time a, Time b) { return a.since_start() - b.since_start(); }

private:
    constexpr explicit Time(std::int64_t us) : us_(us) {}
    std::int64_t us_ = 0;
};

// Lengths in the units of the scenario language: 250_us, 30_s, 15_min, 8_h, 7_d, 2_wk, 1_yr. A year has 365 days.
inline namespace literals {
constexpr Duration operator""_us(unsigned long long n) { return Duration::us(static_cast<std::int64_t>(n)); }
constexpr Duration operator""_s(unsigned long long n) { return 1'000'000_us * static_cast<std::int64_t>(n); }
constexpr Duration operator""_min(unsigned long long n) { return 60_s * static_cast<std::int64_t>(n); }
constexpr Duration operator""_h(unsigned long long n) { return 60_min * static_cast<std::int64_t>(n); }
constexpr Duration operator""_d(unsigned long long n) { return 24_h * static_cast<std::int64_t>(n); }
constexpr Duration operator""_wk(unsigned long long n) { return 7_d * static_cast<std::int64_t>(n); }
constexpr Duration operator""_yr(unsigned long long n) { return 365_d * static_cast<std::int64_t>(n); }
}  // namespace literals

}  // namespace backstock

#pragma once
// A number that changes at instants, with its exact integral over time: stock on hand, orders waiting, units in
// transit. A time average is the integral divided by the time; nothing is sampled.
//
// The integral needs no visit between changes. With v(t) = sum of the changes d_i made at t_i up to t,
//     integral of v from 0 to t  =  v(t) * t  -  sum of d_i * t_i,
// so a change adds to two numbers, whenever the last one was (the moment of the changes). All of it is integer
// arithmetic: the result does not depend on how often or in which order it is asked.

#include "sim/base/integer.hpp"
#include "sim/base/time.hpp"

#include <cstdint>

namespace backstock {

// Requires times from 0 on that do not decrease from call to call; the level does not check that, its owner runs on
// the agenda's clock. The unit of the integral is the level's unit times one microsecond.
class Level {
public:
    constexpr Level() = default;

    constexpr std::int64_t value() const { return value_; }

    constexpr void add(std::int64_t change, Time now) {
        value_ = exact_sum(value_, change);
        moment_ += static_cast<Int128>(change) * now.us();
    }
    constexpr void set(std::int64_t value, Time now) { add(exact_difference(value, value_), now); }

    // The integral from the last restart, or from time 0, to `now`.
    constexpr Int128 integral(Time now) const { return static_cast<Int128>(value_) * now.us() - moment_; }

    // Forgets the past and keeps the value: the integral is zero at `now`. This is what the end of a warm-up does.
    constexpr void restart(Time now) { moment_ = static_cast<Int128>(value_) * now.us(); }

private:
    __extension__ typedef __int128 Packed __attribute__((aligned(8)));  // a level takes 24 bytes, not 32
    Packed moment_ = 0;
    std::int64_t value_ = 0;
};

// How long something has been there, exactly, in a third of a level's room: whoever asks knows whether it is. Times do
// not decrease; beginnings and ends take turns.
class Presence {
public:
    constexpr void begin(Time now) { moment_ += now.us(); }
    constexpr void end(Time now) { moment_ -= now.us(); }

    // In microseconds, from the last restart, or from time 0, to `now`.
    constexpr std::int64_t integral(bool there, Time now) const { return (there ? now.us() : 0) - moment_; }
    constexpr void restart(bool there, Time now) { moment_ = there ? now.us() : 0; }

private:
    std::int64_t moment_ = 0;
};

}  // namespace backstock

#include "sim/base/level.hpp"

#include "tests/catch.hpp"

#include <cstdint>
#include <random>

using namespace backstock;

TEST_CASE("A level that never changed", "[level]") {
    const Level level;
    REQUIRE(level.value() == 0);
    REQUIRE((level.integral(Time::at(1_yr)) == 0));
}

TEST_CASE("The integral is the area under the steps", "[level]") {
    Level level;
    level.add(5, Time::at(10));
    level.add(-2, Time::at(30));
    level.set(10, Time::at(40));
    REQUIRE(level.value() == 10);
    REQUIRE((level.integral(Time::at(50)) == 5 * 20 + 3 * 10 + 10 * 10));
}

TEST_CASE("A restart forgets the past and keeps the value", "[level]") {
    Level level;
    level.add(4, Time::at(7));
    level.restart(Time::at(100));
    REQUIRE((level.integral(Time::at(100)) == 0));
    REQUIRE(level.value() == 4);
    level.add(-1, Time::at(110));
    REQUIRE((level.integral(Time::at(130)) == 4 * 10 + 3 * 20));
}

TEST_CASE("The integral agrees with one summed step by step", "[level]") {
    std::mt19937_64 chance(7);
    Level level;
    Int128 area = 0;
    std::int64_t value = 0;
    std::int64_t now = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto gap = static_cast<std::int64_t>(chance() % 5'000'000'000'000);  // up to 58 days of microseconds
        const auto change = static_cast<std::int64_t>(chance() % 2'000'000'000'001) - 1'000'000'000'000;
        area += static_cast<Int128>(value) * gap;
        now += gap;
        value += change;
        level.add(change, Time::at(now));
        if (i == 50'000) {
            level.restart(Time::at(now));
            area = 0;
        }
        REQUIRE((level.integral(Time::at(now)) == area));
    }
    REQUIRE(level.value() == value);
}

TEST_CASE("A level that overflows stops the run", "[level]") {
    Level level;
    level.add(std::int64_t{1} << 62, Time::zero());
    REQUIRE_THROWS_AS(level.add(std::int64_t{1} << 62, Time::zero()), BrokenLaw);
    // The area may well take more than 64 bits.
    REQUIRE((level.integral(Time::at(1'000'000)) == (static_cast<Int128>(1'000'000) << 62)));
}

TEST_CASE("A presence is a level of 0 and 1", "[level]") {
    std::mt19937_64 chance(8);
    Presence presence;
    Level level;
    std::int64_t now = 0;
    for (int i = 0; i < 10'000; ++i) {
        now += static_cast<std::int64_t>(chance() % 5'000'000'000);
        const bool there = level.value() == 0;
        there ? presence.begin(Time::at(now)) : presence.end(Time::at(now));
        level.set(there ? 1 : 0, Time::at(now));
        if (i % 1'000 == 0) {
            presence.restart(there, Time::at(now));
            level.restart(Time::at(now));
        }
        REQUIRE((presence.integral(there, Time::at(now + 5)) == level.integral(Time::at(now + 5))));
    }
}

#include "sim/base/quantity.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <limits>

using namespace backstock;

namespace {
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
}

TEST_CASE("Units and millionths", "[quantity]") {
    STATIC_REQUIRE(Quantity::units(3).micro() == 3'000'000);
    STATIC_REQUIRE(Quantity::of(0.25) == Quantity::micro(250'000));
    STATIC_REQUIRE(Quantity::of(0.1) + Quantity::of(0.2) == Quantity::of(0.3));
    STATIC_REQUIRE(Quantity::units(7).in_units() == 7.0);
    STATIC_REQUIRE(Quantity::units(2).is_whole());
    STATIC_REQUIRE_FALSE(Quantity::micro(1).is_whole());
    STATIC_REQUIRE(Quantity::of(2.9).whole_units() == 2);
    STATIC_REQUIRE(Quantity::of(-2.1).whole_units() == -3);
    STATIC_REQUIRE(Quantity::units(-2).whole_units() == -2);
}

TEST_CASE("Arithmetic and order", "[quantity]") {
    constexpr Quantity a = Quantity::units(5), b = Quantity::units(8);
    STATIC_REQUIRE(a - b == -Quantity::units(3));
    STATIC_REQUIRE(3 * a == Quantity::units(15));
    STATIC_REQUIRE(std::min(a, b) == a);
    STATIC_REQUIRE(Quantity{} == Quantity::zero());
    Quantity q = a;
    q += b;
    q -= Quantity::units(1);
    REQUIRE(q == Quantity::units(12));
}

TEST_CASE("What does not fit stops the run", "[quantity]") {
    REQUIRE(Quantity::units(9'223'372'036'854).whole_units() == 9'223'372'036'854);
    REQUIRE_THROWS_AS(Quantity::units(9'223'372'036'855), BrokenLaw);
    REQUIRE_THROWS_AS(Quantity::of(1e13), BrokenLaw);
    REQUIRE_THROWS_AS(Quantity::micro(highest) + Quantity::micro(1), BrokenLaw);
    REQUIRE_THROWS_AS(Quantity::micro(-highest) - Quantity::micro(2), BrokenLaw);
    REQUIRE_THROWS_AS(Quantity::micro(highest) * 2, BrokenLaw);
    REQUIRE_THROWS_AS(-Quantity::micro(std::numeric_limits<std::int64_t>::min()), BrokenLaw);
}

TEST_CASE("Whole units are the nearest ones, ties to the even", "[quantity]") {
    STATIC_REQUIRE(Quantity::of(2.5).to_whole() == Quantity::units(2));
    STATIC_REQUIRE(Quantity::of(3.5).to_whole() == Quantity::units(4));
    STATIC_REQUIRE(Quantity::of(-0.5).to_whole() == Quantity::zero());
    STATIC_REQUIRE(Quantity::of(0.500001).to_whole() == Quantity::units(1));
    STATIC_REQUIRE(Quantity::units(7).to_whole() == Quantity::units(7));
}

TEST_CASE("Rounding up to a multiple is exact up to the largest quantity", "[quantity]") {
    STATIC_REQUIRE(rounded_up(Quantity::units(7), Quantity::units(4)) == Quantity::units(8));
    STATIC_REQUIRE(rounded_up(Quantity::units(8), Quantity::units(4)) == Quantity::units(8));
    STATIC_REQUIRE(rounded_up(Quantity::units(-7), Quantity::units(4)) == Quantity::units(-4));
    REQUIRE(rounded_up(Quantity::micro(highest - 1), Quantity::micro(highest)) == Quantity::micro(highest));
    REQUIRE(rounded_up(Quantity::micro(highest), Quantity::micro(1)) == Quantity::micro(highest));
    REQUIRE_THROWS_AS(rounded_up(Quantity::micro(highest), Quantity::units(1)), TooLarge);
    REQUIRE_THROWS_AS(rounded_up(Quantity::units(1), Quantity::zero()), BrokenLaw);
}

#include "sim/base/time.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <limits>

using namespace backstock;

TEST_CASE("The literals are what they say", "[time]") {
    STATIC_REQUIRE((1_us).us() == 1);
    STATIC_REQUIRE(1_s == 1'000'000_us);
    STATIC_REQUIRE(1_min == 60_s);
    STATIC_REQUIRE(1_h == 60_min);
    STATIC_REQUIRE(1_d == 24_h);
    STATIC_REQUIRE(1_wk == 7_d);
    STATIC_REQUIRE(1_yr == 365_d);
    STATIC_REQUIRE((1_d).us() == 86'400'000'000);
}

TEST_CASE("Points and lengths", "[time]") {
    constexpr Time noon = Time::zero() + 12_h;
    STATIC_REQUIRE(noon + 1_d - noon == 1_d);
    STATIC_REQUIRE(noon - 13_h == Time::at(-3'600'000'000));
    STATIC_REQUIRE(noon - Time::at(1_d) == -(12_h));
    STATIC_REQUIRE(Time::at(86'400'000'000).in_days() == 1.0);
    STATIC_REQUIRE(noon < Time::never());
    STATIC_REQUIRE(3 * 2_h == 6_h);
    STATIC_REQUIRE(7_h / 2 == 210_min);
    STATIC_REQUIRE(7_h / 2_h == 3);
    STATIC_REQUIRE(7_h % 2_h == 1_h);
    Time t = noon;
    t += 1_h;
    t -= 2_h;
    REQUIRE(t == noon - 1_h);
}

TEST_CASE("Days as a number go to the nearest microsecond", "[time]") {
    STATIC_REQUIRE(Duration::days(0.5) == 12_h);
    STATIC_REQUIRE(Duration::days(-2) == -(2_d));
    STATIC_REQUIRE(Duration::days(1e-9 / 86.4 * 0.6).us() == 1);
    REQUIRE((1_wk).in_days() == 7.0);
    REQUIRE((1_yr).in_years() == 1.0);
    Duration ten_times_a_tenth;
    for (int i = 0; i < 10; ++i) {
        ten_times_a_tenth += Duration::days(0.1);
    }
    REQUIRE(ten_times_a_tenth == 1_d);
    REQUIRE_THROWS_AS(Duration::days(std::nan("")), BrokenLaw);
}

TEST_CASE("Too long is for ever", "[time]") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    REQUIRE(Duration::days(1e300) == Duration::max());
    REQUIRE(Duration::days(infinity) == Duration::max());
    REQUIRE(Duration::days(-infinity) == -Duration::max());
    REQUIRE(Duration::days(106751991.16) < Duration::max());  // just inside
    STATIC_REQUIRE(Duration::max() + 1_us == Duration::max());
    STATIC_REQUIRE(-Duration::max() - 1_d == -Duration::max());
    STATIC_REQUIRE(Duration::max() * 2 == Duration::max());
    STATIC_REQUIRE(Duration::max() * -2 == -Duration::max());
    STATIC_REQUIRE(1_yr * 1'000'000 == Duration::max());
    STATIC_REQUIRE(Time::at(1_d) + Duration::max() == Time::never());
    STATIC_REQUIRE(Time::never() + 1_us == Time::never());
}

TEST_CASE("A factor scales a length", "[time]") {
    REQUIRE(scaled(2_d, 1.5) == 3_d);
    REQUIRE(scaled(Duration::us(9'007'199'254'740'993), 1.0).us() ==
            9'007'199'254'740'993);  // more than a double holds
    REQUIRE(scaled(10_d, 0.0) == Duration::zero());
    REQUIRE(scaled(Duration::max(), 2.0) == Duration::max());
}

#include "sim/policy/notation.hpp"

#include "sim/policy/settings.hpp"
#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("values are written as users write them", "[policy]") {
    CHECK(written(true) == "true");
    CHECK(written(3.0) == "3");
    CHECK(written(0.1) == "0.1");
    CHECK(written(-2.5) == "-2.5");
    CHECK(written(0_d) == "0 d");
    CHECK(written(7_d) == "7 d");
    CHECK(written(36_h) == "36 h");
    CHECK(written(90_min) == "90 min");
    CHECK(written(61_s) == "61 s");
    CHECK(written(250'000_us) == "0.25 s");
    CHECK(written(1_s + 1_us) == "1.000001 s");
    CHECK(written(Money::of(4)) == "4");
    CHECK(written(Money::of(4.5)) == "4.50");
    CHECK(written(Money::of(0.0225)) == "0.0225");
    CHECK(written(Money::of(-0.3)) == "-0.30");
    CHECK(written(Quantity::units(12)) == "12");
    CHECK(written(Quantity::of(-0.75)) == "-0.75");
    CHECK(written(Rate{6}) == "6 /d");
    CHECK(written(Rate{0.25 / 365, true}) == "25 %/yr");
    CHECK(written_share(0.3) == "30 %");
    CHECK(written_share(0.025) == "2.5 %");
    CHECK(written_share(0.07) == "7 %");
}

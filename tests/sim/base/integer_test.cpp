#include "sim/base/integer.hpp"

#include "tests/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace backstock;

namespace {
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
}  // namespace

TEST_CASE("Sums, differences and products that do not fit are broken laws", "[integer]") {
    REQUIRE(exact_sum(highest - 1, 1) == highest);
    REQUIRE_THROWS_AS(exact_sum(highest, 1), BrokenLaw);
    REQUIRE_THROWS_AS(exact_sum(lowest, -1), BrokenLaw);
    REQUIRE(exact_difference(lowest + 1, 1) == lowest);
    REQUIRE_THROWS_AS(exact_difference(0, lowest), BrokenLaw);
    REQUIRE(exact_product(-1, highest) == lowest + 1);
    REQUIRE_THROWS_AS(exact_product(-1, lowest), BrokenLaw);
    REQUIRE_THROWS_AS(exact_product(1LL << 32, 1LL << 31), BrokenLaw);
}

TEST_CASE("Halves go to the even neighbour, whatever the signs", "[integer]") {
    STATIC_REQUIRE(half_even<std::int64_t>(1, 2) == 0);
    STATIC_REQUIRE(half_even<std::int64_t>(3, 2) == 2);
    STATIC_REQUIRE(half_even<std::int64_t>(5, 2) == 2);
    STATIC_REQUIRE(half_even<std::int64_t>(-1, 2) == 0);
    STATIC_REQUIRE(half_even<std::int64_t>(-3, 2) == -2);
    STATIC_REQUIRE(half_even<std::int64_t>(-5, 2) == -2);
    STATIC_REQUIRE(half_even<std::int64_t>(5, -2) == -2);
    STATIC_REQUIRE(half_even<std::int64_t>(7, 3) == 2);
    STATIC_REQUIRE(half_even<std::int64_t>(8, 3) == 3);
    STATIC_REQUIRE(half_even<std::int64_t>(-7, 3) == -2);
    STATIC_REQUIRE(half_even<std::int64_t>(-8, 3) == -3);
}

TEST_CASE("Rounding agrees with the floating-point unit", "[integer]") {
    for (std::int64_t numerator = -500; numerator <= 500; ++numerator) {
        for (const std::int64_t denominator : {-16, -8, -4, -2, -1, 1, 2, 4, 8, 16}) {  // exact in binary
            const double exact = static_cast<double>(numerator) / static_cast<double>(denominator);
            REQUIRE(half_even(numerator, denominator) == static_cast<std::int64_t>(std::nearbyint(exact)));
        }
    }
}

TEST_CASE("A scaled product is the nearest integer of the exact one", "[integer]") {
    rc::check("scaled", [](std::int64_t a, std::int32_t b, std::int32_t c) {
        RC_PRE(c != 0);
        const Int128 product = static_cast<Int128>(a) * b;
        const Int128 exact = product / c;
        RC_PRE(exact < highest && exact > lowest);
        const Int128 error = static_cast<Int128>(scaled(a, b, c)) * c - product;
        const Int128 twice = 2 * (error < 0 ? -error : error);
        RC_ASSERT((twice <= (c < 0 ? -static_cast<Int128>(c) : static_cast<Int128>(c))));
    });
}

TEST_CASE("Products beyond 64 bits are exact before they are divided", "[integer]") {
    REQUIRE(scaled(highest, 1'000'000, 1'000'000) == highest);
    REQUIRE(scaled(lowest, 1'000'000, 1'000'000) == lowest);
    REQUIRE(scaled(highest, highest, highest) == highest);
    REQUIRE(scaled(lowest, 1, 1) == lowest);
    REQUIRE(scaled(lowest, 1, lowest) == 1);
    REQUIRE_THROWS_AS(scaled(lowest, 1, -1), BrokenLaw);
    REQUIRE_THROWS_AS(scaled(highest, 3, 2), BrokenLaw);
    REQUIRE_THROWS_AS(scaled(1, 1, 0), BrokenLaw);
    // 9223372036854775807 * 3 / 4 = 6917529027641081855.25; with 5 / 8 = 5764607523034234879.375
    REQUIRE(scaled(highest, 3, 4) == 6917529027641081855);
    REQUIRE(scaled(highest, 5, 8) == 5764607523034234879);
    // (2^62 + 1) * 6 / 4 = 6917529027641081857.5, a tie that needs 65 bits: to the even 6917529027641081858
    REQUIRE(scaled((std::int64_t{1} << 62) + 1, 6, 4) == 6917529027641081858);
}

TEST_CASE("The nearest integer of a double", "[integer]") {
    STATIC_REQUIRE(nearest_integer(0.5) == 0);
    STATIC_REQUIRE(nearest_integer(1.5) == 2);
    STATIC_REQUIRE(nearest_integer(-0.5) == 0);
    STATIC_REQUIRE(nearest_integer(-1.5) == -2);
    STATIC_REQUIRE(nearest_integer(0.49999999999999994) == 0);
    STATIC_REQUIRE(nearest_integer(-9223372036854775808.0) == lowest);
    REQUIRE(nearest_integer(9223372036854774784.0) == 9223372036854774784);
    REQUIRE_THROWS_AS(nearest_integer(9223372036854775808.0), BrokenLaw);
    REQUIRE_THROWS_AS(nearest_integer(-1e19), BrokenLaw);
    REQUIRE_THROWS_AS(nearest_integer(std::nan("")), BrokenLaw);
    rc::check("as the floating-point unit rounds", [](std::int32_t eighths) {
        const double x = eighths / 8.0;
        RC_ASSERT(nearest_integer(x) == static_cast<std::int64_t>(std::nearbyint(x)));
    });
    // Where binary places run out: halves up to 2^52, none beyond.
    for (const double around : {0x1p51, -0x1p51, 0x1p52, -0x1p52, 0x1p53})
        for (const double step : {-1.5, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 1.5})
            CHECK(nearest_integer(around + step) == static_cast<std::int64_t>(std::nearbyint(around + step)));
}

#include "sim/base/money.hpp"

#include "tests/catch.hpp"

#include <rapidcheck.h>

#include <limits>

using namespace backstock;

namespace {
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
}

TEST_CASE("Amounts are ten-thousandths of the unit", "[money]") {
    STATIC_REQUIRE(Money::of(19.99).raw() == 199'900);
    STATIC_REQUIRE(Money::raw(-5).in_units() == -0.0005);
    STATIC_REQUIRE(Money::of(0.1) + Money::of(0.2) == Money::of(0.3));
    STATIC_REQUIRE(Money::of(10) - Money::of(12.5) == -Money::of(2.5));
    STATIC_REQUIRE(Money::of(1.25) * std::int64_t{4} == Money::of(5));
    STATIC_REQUIRE(Money::of(1) < Money::of(1.0001));
}

TEST_CASE("A price times a quantity is exact, then half to even", "[money]") {
    STATIC_REQUIRE(Money::of(19.99) * Quantity::units(3) == Money::of(59.97));
    STATIC_REQUIRE(Quantity::of(0.5) * Money::of(0.0001) == Money::raw(0));
    STATIC_REQUIRE(Money::of(0.0003) * Quantity::of(0.5) == Money::raw(2));
    STATIC_REQUIRE(Money::of(-0.0003) * Quantity::of(0.5) == Money::raw(-2));
    STATIC_REQUIRE(Money::of(0.0001) * Quantity::of(0.500001) == Money::raw(1));
    // 9,000,000.0001 each for a million units: the product of the counts takes 77 bits.
    STATIC_REQUIRE(Money::raw(90'000'000'001) * Quantity::units(1'000'000) == Money::raw(90'000'000'001'000'000));
    STATIC_REQUIRE(Money::raw(highest) * Quantity::units(1) == Money::raw(highest));
    REQUIRE_THROWS_AS(Money::raw(highest) * Quantity::of(1.000001), BrokenLaw);
}

TEST_CASE("Whole units cost as if added one by one", "[money]") {
    rc::check([](std::int32_t price, std::uint8_t units) {
        Money sum;
        for (int i = 0; i < units; ++i) {
            sum += Money::raw(price);
        }
        RC_ASSERT(Money::raw(price) * Quantity::units(units) == sum);
    });
}

TEST_CASE("Rounding to the currency's minor unit", "[money]") {
    STATIC_REQUIRE(rounded(Money::of(2.345), 2) == Money::of(2.34));
    STATIC_REQUIRE(rounded(Money::of(2.355), 2) == Money::of(2.36));
    STATIC_REQUIRE(rounded(Money::of(2.3451), 2) == Money::of(2.35));
    STATIC_REQUIRE(rounded(Money::of(-2.345), 2) == Money::of(-2.34));
    STATIC_REQUIRE(rounded(Money::of(1234.5), 0) == Money::of(1234));
    STATIC_REQUIRE(rounded(Money::of(1235.5), 0) == Money::of(1236));
    STATIC_REQUIRE(rounded(Money::of(0.0005), 3) == Money::raw(0));
    STATIC_REQUIRE(rounded(Money::raw(7), 4) == Money::raw(7));
    REQUIRE_THROWS_AS(rounded(Money::of(1), 5), BrokenLaw);
    REQUIRE_THROWS_AS(rounded(Money::of(1), -1), BrokenLaw);
    REQUIRE_THROWS_AS(rounded(Money::raw(highest), 0), BrokenLaw);  // ...5807 goes up past the end
}

TEST_CASE("A part of an amount is rounded to the minor unit once", "[money]") {
    STATIC_REQUIRE(rounded_part(Money::of(100), 1, 3, 2) == Money::of(33.33));
    STATIC_REQUIRE(rounded_part(Money::of(0.01), 49'999, 100'000, 2) == Money::zero());  // not by way of 0.0050
    STATIC_REQUIRE(rounded_part(Money::of(0.03), 49'999, 100'000, 2) == Money::of(0.01));
    STATIC_REQUIRE(rounded_part(Money::of(0.03), 1, 2, 2) == Money::of(0.02));
    STATIC_REQUIRE(rounded_part(Money::of(1000), 1, 3, 0) == Money::of(333));
    STATIC_REQUIRE(rounded_share(Money::of(12.24), 0.029, 2, Money::of(0.30)) == Money::of(0.65));
    STATIC_REQUIRE(rounded_share(Money::of(5), 0.029, 2) == Money::of(0.14));
    STATIC_REQUIRE(rounded_share(Money::of(-5), 0.029, 2) == Money::of(-0.14));
    STATIC_REQUIRE(rounded_share(Money::of(0.0007), 1, 4) == Money::raw(7));
    rc::check("as integers have it, ties included", [] {
        const auto cents = *rc::gen::inRange<std::int64_t>(0, 100'000'000);
        const auto per_mille = *rc::gen::inRange<std::int64_t>(0, 1'000);
        RC_ASSERT(rounded_share(Money::raw(cents * 100), static_cast<double>(per_mille) / 1000, 2) ==
                  rounded_part(Money::raw(cents * 100), per_mille, 1000, 2));
    });
}

TEST_CASE("A share of an amount", "[money]") {
    STATIC_REQUIRE(share(Money::of(10), Quantity::units(1), Quantity::units(3)) == Money::raw(33'333));
    STATIC_REQUIRE(share(Money::of(10), Quantity::units(2), Quantity::units(3)) == Money::raw(66'667));
    STATIC_REQUIRE(share(Money::raw(1), Quantity::units(1), Quantity::units(2)) == Money::raw(0));
    STATIC_REQUIRE(share(Money::raw(3), Quantity::units(1), Quantity::units(2)) == Money::raw(2));
    STATIC_REQUIRE(share(Money::raw(highest), Quantity::units(9), Quantity::units(9)) == Money::raw(highest));
    REQUIRE_THROWS_AS(share(Money::of(1), Quantity::units(1), Quantity::zero()), BrokenLaw);
}

TEST_CASE("Sums that do not fit stop the run", "[money]") {
    REQUIRE_THROWS_AS(Money::raw(highest) + Money::raw(1), BrokenLaw);
    REQUIRE_THROWS_AS(Money::of(1e15), BrokenLaw);
}

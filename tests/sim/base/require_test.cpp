#include "sim/base/require.hpp"

#include "tests/catch.hpp"

#include <string>

using namespace backstock;

TEST_CASE("A kept law says nothing", "[require]") { REQUIRE_NOTHROW(require(1 + 1 == 2, "arithmetic is broken")); }

TEST_CASE("A broken law names what broke it", "[require]") {
    REQUIRE_THROWS_AS(require(false, "row {}", 7), BrokenLaw);
    REQUIRE_THROWS_WITH(require(false, "row {} of {} is {}", 7, 5, "gone"), "row 7 of 5 is gone");
}

TEST_CASE("A broken law is a fault of the program", "[require]") {
    REQUIRE_THROWS_AS(require(false, "wrong"), std::logic_error);
}

TEST_CASE("Laws can be checked while compiling", "[require]") {
    constexpr auto halved = [](int n) {
        require(n % 2 == 0, "{} is odd", n);
        return n / 2;
    };
    STATIC_REQUIRE(halved(6) == 3);
    REQUIRE_THROWS_WITH(halved(7), "7 is odd");
}

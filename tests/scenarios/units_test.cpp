#include "scenarios/units.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("the units of time", "[scenarios]") {
    CHECK(unit_list() == "us, ms, s, min, h, d, wk, yr");
    CHECK(*unit_length("yr") == 365_d);
    CHECK(is_unit("wk"));
    for (const char* word : {"", "D", "day", "m", "mo", "µs"}) {
        CHECK_FALSE(is_unit(word));
    }
    CHECK(unit_advice("3 blue", "3 ", "blue").ends_with("the units are us, ms, s, min, h, d, wk, yr"));
}

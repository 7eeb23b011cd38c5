#include "sim/base/text.hpp"

#include "tests/catch.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace backstock;

TEST_CASE("Edits are counted one by one", "[text]") {
    REQUIRE(edit_distance("", "") == 0);
    REQUIRE(edit_distance("abc", "") == 3);
    REQUIRE(edit_distance("kitten", "sitting") == 3);
    REQUIRE(edit_distance("horzon", "horizon") == 1);
    REQUIRE(edit_distance("wramup", "warmup") == 1);  // two neighbours swapped
    REQUIRE(edit_distance("ca", "abc") == 3);         // optimal string alignment: no edit inside a swap
    REQUIRE(edit_distance("saturday", "sunday") == edit_distance("sunday", "saturday"));
}

TEST_CASE("The nearest word is suggested", "[text]") {
    const std::vector<std::string> words = {"horizon", "warmup", "replications", "lead_time", "seed"};
    REQUIRE(nearest("horzon", words) == "horizon");
    REQUIRE(nearest("Warm-Up", words) == "warmup");
    REQUIRE(nearest("lead-time", words) == "lead_time");
    REQUIRE(nearest("replication", words) == "replications");
    REQUIRE(nearest("sed", words) == "seed");
}

TEST_CASE("Nothing is suggested for what resembles nothing", "[text]") {
    const std::vector<std::string> words = {"horizon", "seed", "on", "Y"};
    REQUIRE(nearest("capacity", words).empty());
    REQUIRE(nearest("x", words).empty());
    REQUIRE(nearest("", words).empty());
    // Two edits are too many for words of up to five letters.
    REQUIRE(nearest("sped", std::vector<std::string>{"seed", "step"}) == "seed");
    REQUIRE(nearest("mill", std::vector<std::string>{"fall", "sells", "gold"}).empty());
    REQUIRE(nearest("store", std::vector<std::string>{"scale", "stock"}).empty());
    REQUIRE(nearest("gamma", std::vector<std::string>{"grams"}).empty());
    REQUIRE(nearest("backlog", std::vector<std::string>{"backorder"}).empty());
    REQUIRE(nearest("horizon", std::vector<std::string>{}).empty());
}

TEST_CASE("The first of equals is suggested", "[text]") {
    constexpr std::array<std::string_view, 2> words = {"cost_a", "cost_b"};
    REQUIRE(nearest("cost_c", words) == "cost_a");
}

TEST_CASE("Words are joined", "[text]") {
    REQUIRE(joined(std::vector<std::string>{}) == "");
    REQUIRE(joined(std::vector<std::string>{"a"}) == "a");
    REQUIRE(joined(std::vector<std::string>{"", "b", "c"}) == ", b, c");
    REQUIRE(joined(std::vector<std::string>{"a", "b"}, " or ") == "a or b");
}

#include "sim/world/network.hpp"

#include "tests/catch.hpp"

using namespace backstock;
using Places = std::vector<std::uint32_t>;

TEST_CASE("levels count the steps from the customers") {
    Network network(5);
    network.feed(1, 0);
    network.feed(2, 1);
    network.feed(2, 0);
    network.feed(3, 0);
    CHECK(network.levels() == Places{0, 1, 2, 1, 0});
    CHECK(network.cycle().empty());
}

TEST_CASE("a cycle is found and told from buyer to source") {
    Network network(4);
    network.feed(1, 0);
    network.feed(3, 1);
    network.feed(2, 3);
    network.feed(1, 2);
    CHECK(network.cycle() == Places{1, 3, 2});
}

TEST_CASE("a place that feeds itself is a cycle of one") {
    Network network(2);
    network.feed(1, 1);
    CHECK(network.cycle() == Places{1});
}

TEST_CASE("a long chain is no trouble") {
    constexpr std::uint32_t places = 200'000;
    Network network(places);
    for (std::uint32_t i = 0; i + 1 < places; ++i) network.feed(i + 1, i);
    CHECK(network.levels().back() == places - 1);
    network.feed(0, places - 1);
    CHECK(network.cycle().size() == places);
}

#include "sim/base/id.hpp"

#include "tests/catch.hpp"

#include <type_traits>
#include <unordered_set>

using namespace backstock;

namespace {
struct Order;
struct Item;
}  // namespace

TEST_CASE("No row is the default and false", "[id]") {
    STATIC_REQUIRE_FALSE(Id<Order>());
    STATIC_REQUIRE(Id<Order>() == Id<Order>::none());
    STATIC_REQUIRE(Id<Order>(0));
    STATIC_REQUIRE(Id<Order>(3).index() == 3);
    STATIC_REQUIRE(Id<Order>(3) < Id<Order>(4));
    STATIC_REQUIRE(sizeof(Id<Order>) == 4);
}

TEST_CASE("Ids of different rows and plain numbers do not mix", "[id]") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Id<Order>, Id<Item>>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<Id<Order>, Id<Item>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<unsigned, Id<Order>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Id<Order>, bool>);
}

TEST_CASE("Ids can be keys", "[id]") {
    const std::unordered_set<Id<Order>> ids = {Id<Order>(1), Id<Order>(2), Id<Order>(1)};
    REQUIRE(ids.size() == 2);
}

#include "sim/world/model.hpp"

#include "sim/base/require.hpp"
#include "sim/policy/policy.hpp"
#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("a stock point is found by its store and item") {
    Model model;
    const Id<Item> belt = model.items.add({.name = "belt"});
    const Id<Item> dress = model.items.add({.name = "dress"});
    const Id<Store> shop = model.stores.add({.name = "shop"});
    const Id<Store> web = model.stores.add({.name = "web"});
    const Id<StockPoint> first = model.stock.add({.store = web, .item = belt});
    const Id<StockPoint> second = model.stock.add({.store = shop, .item = dress});
    model.index();
    CHECK(model.stock_of(web, belt) == first);
    CHECK(model.stock_of(shop, dress) == second);
    CHECK_FALSE(model.stock_of(shop, belt));
    CHECK(model.name_of(second) == "shop.dress");
    model.stock.add({.store = shop, .item = dress});
    CHECK_THROWS_AS(model.index(), BrokenLaw);
}

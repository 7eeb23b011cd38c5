// Plants in the language: what is read, what does not fit.
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view bikes = R"(backstock: 1
run: {horizon: 30 d}
items: {bike: {price: 300, bom: {frame: 1, wheel: 2}}, frame: {price: 0}, wheel: {price: 0}}
suppliers: {mill: {sells: {frame: {cost: 50}, wheel: {cost: 20}}}}
plants: {works: {lines: 2, makes: {bike: {time: 2 h, cost: 10}}, stock: {frame: {inventory: {base_stock: {S: 4}}}, wheel: {inventory: {base_stock: {S: 8}}}}}}
stores: {shop: {stock: {bike: {inventory: {base_stock: {S: 4}}}}}}
lanes: {works -> shop: {transit: 1 d}}
customers: {all: {store: shop, arrivals: {poisson: {rate: 1 /d}}, buys: {bike: 1}}}
)";

// The mistakes of the text with a change, without their places in the file; each begins with its line.
Lines mistakes(std::string_view from, std::string_view to) {
    Lines lines = mistakes_in(with(bikes, from, to));
    for (std::string& line : lines) line = line.substr(line.find(": ") + 2);
    return lines;
}

}  // namespace

TEST_CASE("a plant is a store that makes things") {
    const Model model = loaded(bikes).model;
    REQUIRE(model.plants.size() == 1);
    REQUIRE(model.recipes.size() == 1);
    const Plant& plant = model.plants[Id<Plant>(0)];
    CHECK(model.stores[plant.site].name == "works");
    CHECK(plant.lines == 2);
    const Recipe& recipe = model.recipes[Id<Recipe>(0)];
    CHECK(model.name_of(recipe.makes) == "works.bike");
    CHECK(recipe.time->sole_value() == static_cast<double>((2_h).us()));
    CHECK(recipe.lot == Quantity::units(1));
    CHECK(recipe.cost == Money::of(10));
    REQUIRE(recipe.parts.size() == 2);
    CHECK(model.name_of(recipe.parts[0].stock) == "works.frame");
    CHECK(recipe.parts[1].quantity == Quantity::units(2));
    // Made to order, downstream of its parts, and a source of the shop.
    const StockPoint& bike = model.stock[recipe.makes];
    CHECK(bike.inventory->reorder_point() == Quantity::micro(-1));
    CHECK(bike.links == 1);
    CHECK(model.links[bike.first_link].recipe == Id<Recipe>(0));
    CHECK(recipe.makes < recipe.parts[0].stock);
    const StockPoint& sold = model.stock[Id<StockPoint>(0)];
    CHECK(model.links[sold.first_link].upstream == recipe.makes);
}

TEST_CASE("how long a lot takes") {
    const auto recipe = [](std::string_view terms) {
        return loaded(with(bikes, "time: 2 h, cost: 10", terms)).model.recipes[Id<Recipe>(0)];
    };
    CHECK(recipe("rate: 12 /d").rate == 12);
    CHECK(recipe("rate: 12 /d, batch: 5").lot == Quantity::units(5));
    CHECK(recipe("rate: 12 /d, batch: 5").whole_lots);
    CHECK(recipe("time: 1 d, batch: order").lot == Quantity::zero());
    CHECK_FALSE(recipe("time: 1 d, batch: order").whole_lots);
    CHECK(loaded(with(with(bikes, "time: 2 h, cost: 10", ""), "lines: 2", "capacity: 200 /d"))
              .model.recipes[Id<Recipe>(0)]
              .rate == 200);
    CHECK(loaded(with(bikes, "lines: 2", "lines: unlimited")).model.plants[Id<Plant>(0)].lines == 0);
    CHECK(mistakes("time: 2 h, cost: 10", "time: 2 h, rate: 3 /d") ==
          Lines{"plants.works.makes.bike.rate: 'time' is given too; expected one of the two"});
    CHECK(mistakes("time: 2 h, cost: 10", "") ==
          Lines{"plants.works.makes.bike: 'time' is missing; expected how long a unit takes, such as time: 2 h, or "
                "rate: 12 /d, or the plant's capacity"});
    CHECK(mistakes("cost: 10", "batch: 2.5") ==
          Lines{"plants.works.makes.bike: batch: found 2.5 units; expected a whole number, or divisible: true for the "
                "item"});
    CHECK(mistakes("cost: 10", "yield: 0 %").size() == 1);
    CHECK(mistakes("cost: 10", "batch: all").size() == 1);
    CHECK(mistakes("lines: 2", "lines: none").size() == 1);
    CHECK(mistakes("lines: 2", "lines: 0").size() == 1);
}

TEST_CASE("parts that are not there") {
    CHECK(mistakes("wheel: {inventory: {base_stock: {S: 8}}}", "") ==
          Lines{"plants.works.makes.bike: bike needs wheel, which works does not stock; expected wheel in its stock"});
    CHECK(mistakes(", wheel: {cost: 20}", "").size() == 1);  // nobody supplies wheels
    CHECK(mistakes("wheel: 2}", "wheel: 0.5}") ==
          Lines{"items.bike.bom.wheel: found 0.5 units; works would use up parts of a unit: expected divisible: true "
                "for wheel, or a batch that needs a whole number"});
    CHECK(mistakes("wheel: 2}", "wheels: 2}").size() == 1);
    CHECK(mistakes("wheel: 2}", "wheel: 0}").size() == 1);
}

TEST_CASE("nothing is made from itself") {
    CHECK(mistakes("wheel: {price: 0}}", "wheel: {price: 0, bom: {bike: 1}}}") ==
          Lines{"items.bike.bom: it would be made from itself: bike <- wheel <- bike"});
    CHECK(mistakes("frame: {price: 0},", "frame: {price: 0, bom: {frame: 1}},") ==
          Lines{"items.frame.bom: it would be made from itself: frame <- frame"});
}

TEST_CASE("what is made here comes from here") {
    CHECK(mistakes("stock: {frame", "stock: {bike: {sourcing: {single: mill}}, frame").size() >= 1);
    CHECK(mistakes("stock: {frame", "stock: {bike: {initial: 2, inventory: {s_S: {s: 1, S: 5}}}, frame").empty());
    CHECK(mistakes("suppliers: {mill", "suppliers: {works: {sells: {bike: {}}}, mill") ==
          Lines{"plants.works: a supplier is named 'works' too; sites need names of their own"});
    CHECK(mistakes("store: shop", "store: works").empty());
    CHECK(mistakes("makes: {bike: {time: 2 h, cost: 10}}, ", "") ==
          Lines{"plants.works: 'makes' is missing; expected for example makes: {bike: {time: 2 h}}",
                "stores.shop.stock.bike: nobody supplies bike here: no supplier sells it, and no store with a lane to "
                "here stocks it"});
}

// Checks across the whole network, each at its place.
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

// A scenario of this supply side, with one customer at store `a` who buys a dress.
Lines supplied(std::string_view sections, std::string_view buys = "{dress: 1}") {
    return mistakes_in(
        "backstock: 1\nrun: {horizon: 30 d}\nitems: {dress: {price: 1}, belt: {price: 1}}\n" + std::string(sections) +
        "\ncustomers: {all: {store: a, arrivals: {poisson: {rate: 6 /d}}, buys: " + std::string(buys) + "}}\n");
}

}  // namespace

TEST_CASE("goods in circles are shown as a circle") {
    CHECK(supplied("stores:\n"
                   "  a: {stock: {dress: {inventory: {base_stock: {S: 4}}, sourcing: {single: b}}}}\n"
                   "  b: {stock: {dress: {inventory: {base_stock: {S: 4}}, sourcing: {single: c}}}}\n"
                   "  c: {stock: {dress: {inventory: {base_stock: {S: 4}}, sourcing: {single: a}}}}") ==
          Lines{"a.yaml:5:66: stores.a.stock.dress: goods would run in circles: a <- b <- c <- a"});
    CHECK(supplied("stores:\n  a: {stock: {dress: {inventory: {base_stock: {S: 4}}, sourcing: {single: a}}}}") ==
          Lines{"a.yaml:5:66: stores.a.stock.dress: goods would run in circles: a <- a"});
}

TEST_CASE("what nobody supplies, and what several do") {
    CHECK(
        supplied(
            "suppliers: {x: {sells: {belt: {}}}}\nstores: {a: {stock: {dress: {inventory: {base_stock: {S: 4}}}}}}") ==
        Lines{"a.yaml:5:22: stores.a.stock.dress: nobody supplies dress here: no supplier sells it, and no store with "
              "a lane "
              "to here stocks it"});
    CHECK(
        supplied("suppliers: {x: {sells: {dress: {}}}, y: {sells: {dress: {}}}}\nstores: {a: {stock: {dress: "
                 "{inventory: {base_stock: {S: 4}}}}}}") ==
        Lines{"a.yaml:5:22: stores.a.stock.dress: 'sourcing' is missing: dress can come from x, y; choose, for example "
              "sourcing: {single: x}"});
    CHECK(supplied("suppliers: {x: {sells: {dress: {}}}, y: {sells: {dress: {}}}}\nstores: {a: {stock: {dress: "
                   "{inventory: {base_stock: {S: 4}}, sourcing: cheapest}}}}") == Lines{});
    CHECK(supplied("suppliers: {x: {sells: {belt: {}}}}\nstores: {a: {stock: {dress: {inventory: {base_stock: {S: 4}}, "
                   "sourcing: {single: x}}}}}") == Lines{"a.yaml:5:73: stores.a.stock.dress: x does not sell dress"});
    CHECK(supplied("suppliers: {x: {sells: {belt: {}}}}\nstores: {a: {stock: {dress: {initial: 4}}}}") == Lines{});
    CHECK(supplied("suppliers: {x: {sells: {belt: {}}}}\nstores: {a: {stock: {dress: {inventory: none, sourcing: "
                   "{single: x}}}}}") == Lines{});
}

TEST_CASE("a lane makes a store a source") {
    CHECK(supplied("stores: {a: {stock: {dress: {inventory: {base_stock: {S: 4}}}}}, w: {stock: {dress: {initial: "
                   "5}}}}\nlanes: {w -> a: {}}") == Lines{});
    CHECK(
        supplied(
            "suppliers: {x: {sells: {dress: {}}}}\nstores: {a: {stock: {dress: {initial: 4}}}}\nlanes: {a -> x: {}}") ==
        Lines{"a.yaml:6:9: lanes.\"a -> x\": goods flow along the arrow, and x is a supplier; expected a store at its "
              "end"});
    CHECK(supplied("stores: {a: {stock: {dress: {initial: 4}}}}\nlanes: {a -> a: {}, b -> a: {}, way: {}}") ==
          Lines{"a.yaml:5:9: lanes.\"a -> a\": found a at both ends; expected a lane from one site to another",
                "a.yaml:5:21: lanes.\"b -> a\": unknown site 'b'; expected one of: a",
                "a.yaml:5:33: lanes.way: found no '->' in this name; expected the two ends of the lane, such as warehouse -> shop"});
    CHECK(supplied("suppliers: {x: {sells: {dress: {}}}}\nstores: {a: {stock: {dress: {initial: 4}}}}\nlanes: {x -> a: "
                   "{}, x->a: {}}")
              .size() == 1);
}

TEST_CASE("customers that no stock can reach") {
    CHECK(supplied("stores: {a: {stock: {dress: {initial: 4}}}}", "{dress: 1, belt: 2}") ==
          Lines{"a.yaml:5:70: customers.all: no stock can reach these customers: a does not stock belt"});
    CHECK(supplied("stores: {a: {stock: {dress: {initial: 4}}}}", "{lines: 2, from: {dress: 1, belt: 2}}").size() == 1);
}

TEST_CASE("sites have names of their own") {
    CHECK(supplied("suppliers: {a: {sells: {dress: {}}}}\nstores: {a: {stock: {dress: {initial: 4}}}}") ==
          Lines{"a.yaml:5:10: stores.a: a supplier is named 'a' too; sites need names of their own"});
}

TEST_CASE("whole items come whole") {
    CHECK(supplied("suppliers: {x: {sells: {dress: {minimum: 2.5}}}}\nstores: {a: {stock: {dress: {initial: 4.5}}}}",
                   "{dress: 1.5}") == Lines{"a.yaml:4:25: suppliers.x.sells.dress: found minimum 2.5 and multiple 0; "
                                            "expected whole numbers, or divisible: true for the item",
                                            "a.yaml:5:22: stores.a.stock.dress: initial: found 4.5 units; expected a "
                                            "whole number, or divisible: true for the item",
                                            "a.yaml:6:70: customers.all.buys.dress: found 1.5 units; expected a whole "
                                            "number, or divisible: true for the item"});
}

TEST_CASE("each stands for what the sources sell") {
    const std::string_view stores =
        "suppliers: {x: {sells: {dress: {}, belt: {}}}, y: {sells: {belt: {}}}}\n"
        "stores:\n"
        "  w: {stock: {each: {inventory: {base_stock: {S: 4}}, sourcing: {single: x}}}}\n"
        "  a: {stock: {each: {inventory: {base_stock: {S: 4}}, sourcing: {single: w}}, belt: {initial: 7}}}";
    CHECK(supplied(stores, "{dress: 1, belt: 1}") == Lines{});
    const Lines lacking = supplied(
        "suppliers: {x: {sells: {dress: {}, belt: {}}}}\nstores: {a: {stock: {each: {inventory: {s_S: {s: 1}}}, belt: "
        "{inventory: {s_S: {S: 3}}}}}}");
    REQUIRE(lacking.size() == 1);
    CHECK(lacking[0].ends_with("stores.a.stock.each.inventory.s_S: 'S' is missing: the level to order up to"));
    CHECK(supplied("suppliers: {x: {sells: {dress: {}}}}\nstores: {a: {stock: {each: {inventory: {s_S: {s: 1}}}, "
                   "dress: {inventory: {s_S: {S: 3}}}}}}") == Lines{});
}

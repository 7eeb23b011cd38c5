// What is read off a supply network, against networks small enough to see.
#include "tests/catch.hpp"
#include "tests/tools/tool.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace backstock::testing;

namespace {

using Names = std::vector<std::string>;

nlohmann::json inspected(const std::string& scenario, const std::string& options = "") {
    const ScratchFolder folder;
    write(folder / "net.yaml", scenario);
    const Called called = tool_in(folder.path(), "inspect net.yaml --json " + options);
    INFO(called.err);
    REQUIRE(called.status == 0);
    return nlohmann::json::parse(called.out);
}

// A shop behind a warehouse that buys from two mills; the belt comes from one of them alone.
const std::string two_mills =
    "backstock: 1\nrun: {horizon: 100 d}\nitems: {dress: {price: 80}, belt: {price: 9}}\n"
    "suppliers:\n  east: {region: river, capacity: 20 /d, lead_time: 8 d, sells: {dress: {cost: 30}}}\n"
    "  west: {region: river, capacity: 30 /d, lead_time: 3 d, sells: {dress: {cost: 33}, belt: {cost: 2}}}\n"
    "stores:\n"
    "  depot: {stock: {dress: {inventory: {base_stock: {S: 50}}, sourcing: {split: {east: 50 %, west: 50 %}}}, "
    "belt: {inventory: {base_stock: {S: 50}}, sourcing: {single: west}}}}\n"
    "  shop: {stock: {each: {inventory: {base_stock: {S: 20}}, sourcing: {single: depot}}}}\n"
    "lanes: {depot -> shop: {transit: 2 d}}\n"
    "customers: {all: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 10}}, buys: {dress: 4, belt: 1}, "
    "transit: 1 d}}\n";

}  // namespace

TEST_CASE("inspect: what everything hangs on, by site and by region") {
    const auto found = inspected(two_mills);
    REQUIRE(found["wishes"].size() == 2);
    const auto& belt = found["wishes"][0];
    const auto& dress = found["wishes"][1];
    CHECK(belt["item"] == "belt");
    CHECK(belt["single_points"] == Names{"west", "depot", "shop"});
    CHECK(dress["single_points"] == Names{"depot", "shop"});
    CHECK(dress["single_regions"] == Names{"river"});
    CHECK(dress["longest_days"] == 8 + 2 + 1);
    CHECK(dress["longest_chain"] == Names{"east.dress", "depot.dress", "shop.dress", "all"});
    CHECK(belt["longest_days"] == 3 + 2 + 1);
}

TEST_CASE("inspect: what capacities let through") {
    // 40 dresses and 10 belts a day; the west makes 30 of both, the east 20 dresses: all 50 can come.
    const auto enough = inspected(two_mills);
    CHECK(enough["demand_per_day"] == Approx(50));
    CHECK(enough["carried_per_day"] == Approx(50));
    CHECK(enough["capacities"][1]["name"] == "west");
    CHECK(enough["capacities"][1]["needed"] == Approx(30));
    const auto scarce = inspected(two_mills, "--set suppliers.west.capacity='15 /d'");
    CHECK(scarce["carried_per_day"] == Approx(35));
    CHECK(scarce["capacities"][0]["used_up"] == true);
    CHECK(scarce["capacities"][1]["used_up"] == true);
    const auto only = inspected(two_mills, "--item belt");
    CHECK(only["wishes"].size() == 1);
}

TEST_CASE("inspect: an assembly hangs on what each of its parts hangs on") {
    const std::string bikes =
        "backstock: 1\nrun: {horizon: 50 d}\n"
        "items: {bike: {price: 300, bom: {frame: 1, wheel: 2}}, frame: {price: 0}, wheel: {price: 0}}\n"
        "suppliers: {welder: {lead_time: 5 d, sells: {frame: {cost: 60}}}, a: {capacity: 9 /d, sells: {wheel: {cost: "
        "20}}}, "
        "b: {sells: {wheel: {cost: 22}}}}\n"
        "plants: {works: {makes: {bike: {time: 6 h}}, stock: {frame: {inventory: {base_stock: {S: 9}}}, "
        "wheel: {inventory: {base_stock: {S: 9}}, sourcing: {split: {a: 50 %, b: 50 %}}}, "
        "bike: {inventory: {base_stock: {S: 3}}}}}}\n"
        "stores: {shop: {stock: {bike: {inventory: {base_stock: {S: 3}}, sourcing: {single: works}}}}}\n"
        "customers: {all: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 3}}, buys: {bike: 1}}}\n";
    const auto found = inspected(bikes);
    REQUIRE(found["wishes"].size() == 1);
    CHECK(found["wishes"][0]["single_points"] == Names{"welder", "shop", "works"});
    CHECK(found["wishes"][0]["longest_days"] == Approx(5.25));
    // One line makes four a day; three are asked for. Of the six wheels a day, the first mill makes at most nine.
    CHECK(found["carried_per_day"] == Approx(3));
    const auto busy = inspected(bikes, "--set customers.all.arrivals.per_period.quantity=5");
    CHECK(busy["carried_per_day"] == Approx(4));
}

TEST_CASE("inspect: what capacities let through depends on all of them together") {
    const auto load = [](const nlohmann::json& found, const std::string& name) {
        for (const auto& each : found["capacities"])
            if (each["name"] == name) return each;
        return nlohmann::json();
    };
    // A lane lets three of six units through, and the shop can pack two of them.
    const std::string lane =
        "backstock: 1\nrun: {horizon: 100 d}\nitems: {w: {price: 0}}\n"
        "suppliers: {mill: {sells: {w: {cost: 1}}, lead_time: 1 d}}\nlanes: {mill -> shop: {capacity: 3 /d, transit: "
        "1 d, order_delay: 2 d}}\n"
        "stores: {shop: {stock: {w: {inventory: {base_stock: {S: 10}}}}, fulfillment: {as_available: {capacity: 2 "
        "/d}}}}\n"
        "customers: {c: {store: shop, arrivals: {per_period: {every: 1 d, quantity: 6}}, buys: {w: 1}}}\n";
    const auto packed = inspected(lane);
    CHECK(packed["carried_per_day"] == Approx(2));
    CHECK(load(packed, "shop")["used_up"] == true);
    CHECK(load(packed, "mill -> shop")["used_up"] == false);
    CHECK(load(packed, "mill -> shop")["needed"] == Approx(6));
    CHECK(packed["wishes"][0]["longest_days"] == Approx(4));
    const auto sent = inspected(lane, "--set stores.shop.fulfillment=as_available");
    CHECK(sent["carried_per_day"] == Approx(3));
    CHECK(load(sent, "mill -> shop")["used_up"] == true);

    // A bike takes 0.05 line-days, and its two wheels, of which one in five is scrap, 2 / 0.8 x 0.1: with two lines
    // 2 / 0.3 bikes a day. Where frames are scarcer than that, they are the limit.
    const std::string bikes =
        "backstock: 1\nrun: {horizon: 100 d}\n"
        "items: {wheel: {price: 0}, frame: {price: 0}, bike: {price: 0, bom: {wheel: 2, frame: 1}}}\n"
        "suppliers: {tube: {sells: {frame: {cost: 10}}, capacity: 9 /d}}\n"
        "plants: {works: {lines: 2, makes: {wheel: {time: 0.1 d, yield: 80 %}, bike: {time: 0.05 d}}, "
        "stock: {each: {inventory: {base_stock: {S: 9}}}}}}\n"
        "customers: {c: {store: works, arrivals: {per_period: {every: 1 d, quantity: 10}}, buys: {bike: 1}}}\n";
    const auto made = inspected(bikes);
    CHECK(made["carried_per_day"] == Approx(2 / 0.3));
    CHECK(load(made, "works")["needed"] == Approx(3));
    CHECK(load(made, "works")["capacity"] == 2);
    CHECK(load(made, "works")["used_up"] == true);
    CHECK(load(made, "tube")["used_up"] == false);
    const auto scarce = inspected(bikes, "--set suppliers.tube.capacity='5 /d'");
    CHECK(scarce["carried_per_day"] == Approx(5));
    CHECK(load(scarce, "works")["used_up"] == false);

    // Customers of two stores want four units a day, not eight.
    const auto two = inspected(
        "backstock: 1\nrun: {horizon: 100 d}\nitems: {w: {price: 0}}\n"
        "suppliers: {mill: {sells: {w: {cost: 1}}, capacity: 5 /d}}\n"
        "stores: {a: {stock: {w: {inventory: {base_stock: {S: 9}}}}}, b: {stock: {w: {inventory: {base_stock: {S: "
        "9}}}}}}\n"
        "customers: {c: {store: [a, b], arrivals: {per_period: {every: 1 d, quantity: 4}}, buys: {w: 1}}}\n");
    CHECK(load(two, "mill")["needed"] == Approx(4));
    CHECK(two["carried_per_day"] == Approx(4));
}

TEST_CASE("inspect: a page of text, and a picture") {
    const ScratchFolder folder;
    write(folder / "net.yaml", two_mills);
    const Called called = tool_in(folder.path(), "inspect net.yaml --dot net.dot");
    CHECK(called.status == 0);
    CHECK(contains(called.out, "belt for all: west, depot, shop"));
    CHECK(contains(called.out, "11 d: east.dress -> depot.dress -> shop.dress -> all"));
    const std::string dot = content(folder / "net.dot");
    CHECK(dot.starts_with("digraph supply {"));
    CHECK(contains(dot, "west\\n(river)") == false);  // line breaks are real ones, within quotes
    CHECK(contains(dot, "shape=house"));
    CHECK(tool_in(folder.path(), "inspect net.yaml --item socks").status == 2);
    const Called drawn = tool_in(folder.path(), "inspect net.yaml --svg net.svg");
    if (contains(drawn.err, "drawing needs Graphviz")) return;
    CHECK(drawn.status == 0);
    CHECK(contains(content(folder / "net.svg"), "<svg"));
    CHECK(tool_in(folder.path(), "inspect net.yaml --svg missing/net.svg").status == 2);
}

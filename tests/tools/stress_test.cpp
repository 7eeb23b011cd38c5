#include "tests/catch.hpp"
#include "tests/output/children.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"

#include <nlohmann/json.hpp>

using namespace backstock::testing;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const std::string steady = "SOURCE_DATE_EPOCH=0";

// Two shops, one fed by a depot; a unit is sold in each every day. Nothing is left to chance.
const std::string network = R"(backstock: 1
title: Two shops
run: {horizon: 150 d, warmup: 50.5 d, replications: 3}
items: {mug: {price: 10}}
suppliers:
  near: {region: home, sells: {mug: {cost: 4}}, lead_time: 2 d}
  far: {region: abroad, sells: {mug: {cost: 3}}, lead_time: 10 d}
stores:
  corner:
    region: home
    stock: {mug: {initial: 5, inventory: {base_stock: {S: 5}}, sourcing: {single: near}}}
    backorder: refuse
  depot: {region: abroad, stock: {mug: {initial: 20, inventory: {base_stock: {S: 20}}, sourcing: {single: far}}}}
  mall:
    stock: {mug: {initial: 4, inventory: {base_stock: {S: 4}}, sourcing: {single: depot}}}
    backorder: refuse
lanes: {depot -> mall: {transit: 1 d}}
customers:
  neighbours: {store: corner, arrivals: {renewal: {every: 1 d}}, buys: {mug: 1}}
  visitors: {store: mall, arrivals: {renewal: {every: 1 d}}, buys: {mug: 1}}
)";

class NetworkFolder : public ScratchFolder {
public:
    NetworkFolder() { write(*this / "two_shops.yaml", network); }
    Json stressed(const std::string& options) const {
        const Called called = tool_in(path(), "stress " + options + " --json", steady);
        INFO(called.err);
        REQUIRE(called.status == 0);
        return Json::parse(called.out);
    }
};

Json one(const Json& rows, const std::string& node, double length = 0) {
    for (const Json& row : rows)
        if (row["node"] == node && (length == 0 || row["length"] == length)) return row;
    FAIL("no row for " << node);
    return {};
}

}  // namespace

TEST_CASE("stress strikes everything in turn and ranks it", "[stress]") {
    const NetworkFolder folder;
    const Json found = folder.stressed("two_shops.yaml --lengths \"4 d, 12 d\"");
    const Json& nodes = found["nodes"];
    CHECK(nodes.size() == 6);  // near, far, corner, depot, mall, the lane
    // The stock of the chain that each feeds, sold one a day, and half a day until the first sale.
    CHECK(one(nodes, "near")["time_to_survive"]["value"] == 5.5);
    CHECK(one(nodes, "far")["time_to_survive"]["value"] == 24.5);
    CHECK(one(nodes, "depot")["time_to_survive"]["value"] == 4.5);
    CHECK(one(nodes, "depot -> mall")["time_to_survive"]["value"] == 3.5);  // what is on the lane stands still
    const Json near = one(found["outages"], "near", 12);
    CHECK(near["time_to_recover"]["value"] == 14.0);
    CHECK(near["unmet"]["value"] == 9.0);  // sales 6 to 14 after the beginning
    CHECK(near["revenue_at_risk"]["value"] == 90.0);
    CHECK(near["revenue_lost"]["value"] == 90.0);
    CHECK(near["profit_lost"]["value"] == 54.0);
    CHECK(one(found["outages"], "near", 4)["unmet"]["value"] == 1.0);  // the sale half a day before goods come again
    CHECK(one(found["outages"], "far", 12)["rank"].get<int>() > near["rank"].get<int>());
    CHECK(one(found["outages"], "far", 12)["exposure_index"] == 0.0);
    double most = 0;
    for (const Json& row : found["outages"])
        if (row["length"] == 12) most = std::max(most, row["exposure_index"].get<double>());
    CHECK(most == 1.0);
}

TEST_CASE("stress strikes regions and pairs together", "[stress]") {
    const NetworkFolder folder;
    const Json regions = folder.stressed("two_shops.yaml --lengths \"4 d\" --regions");
    CHECK(regions["nodes"].size() == 2);
    CHECK(one(regions["nodes"], "abroad")["time_to_survive"]["value"] == 4.5);  // its depot ships nothing
    const Json pairs = folder.stressed("two_shops.yaml --lengths \"8 d\" --pairs --nodes near far");
    CHECK(pairs["nodes"].size() == 1);
    CHECK(one(pairs["nodes"], "far + near")["time_to_survive"]["value"] == 5.5);
}

TEST_CASE("stress says from which probability on a mitigation pays", "[stress]") {
    const NetworkFolder folder;
    write(folder / "stock.yaml", R"(backstock-study: 1
base: two_shops.yaml
set: {items.mug.holding: 0.01 /d}
variants:
  as it is: {}
  more stock: {stores.corner.stock.mug: {initial: 15, inventory: {base_stock: {S: 15}}, sourcing: {single: near}}}
stress: {lengths: [12 d], nodes: [near]}
)");
    const Json found = folder.stressed("stock.yaml");
    REQUIRE(found["break_even"].size() == 1);
    const Json& row = found["break_even"][0];
    // Ten more units on the shelf over 99.5 days at 0.01: 9.95. They save the nine sales, with 6 profit each, less the
    // holding of what is not sold: near enough.
    CHECK(row["premium"]["value"].get<double>() == Approx(9.95).epsilon(0.01));
    CHECK(row["saving"]["value"].get<double>() == Approx(54).epsilon(0.05));
    CHECK(row["probability"]["value"].get<double>() ==
          Approx(row["premium"]["value"].get<double>() / row["saving"]["value"].get<double>()));
    CHECK(row["worth"] == "from here on");
    CHECK(found["frontier"].size() == 2);
}

TEST_CASE("stress gives the same bytes on any number of threads and after a kill", "[stress]") {
    const ShopFolder folder;
    const auto stressed = [&](const std::string& options) {
        const Called called =
            tool_in(folder.path(), "stress shop.yaml --lengths \"5 d\" --replications 120 --quiet " + options, steady);
        INFO(called.err);
        REQUIRE(called.status == 0);
    };
    stressed("-o one.h5 --threads 1");
    stressed("-o two.h5 --threads 2");
    CHECK(content(folder / "one.h5") == content(folder / "two.h5"));
    (void)shell_in(folder.path(), steady + " timeout -s KILL 0.2 '" + build_tool().string() +
                                      "' stress shop.yaml --lengths \"5 d\" --replications 120 --quiet -o three.h5 "
                                      "--threads 1 || true");
    if (!fs::exists(folder / "three.h5")) stressed("-o three.h5 --resume");
    CHECK(content(folder / "one.h5") == content(folder / "three.h5"));
}

TEST_CASE("pandas reads a stress test", "[stress][output]") {
    const NetworkFolder folder;
    if (run_python(folder, "import h5py, pandas").status != 0) return skip("no h5py and pandas here");
    (void)folder.stressed("two_shops.yaml --lengths \"4 d, 12 d\"");
    const Ran ran = run_python(folder, R"(
import h5py, pandas
f = h5py.File('two_shops.stress.h5')
assert f.attrs['kind'] == 'stress' and f['stress'].attrs['at'] == 50.5
o = pandas.DataFrame(f['stress/outages'][:])
assert len(o) == 12 and o['exposure_index'].max() == 1
n = pandas.DataFrame(f['stress/nodes'][:]).set_index('node')
assert n.loc[b'near', 'time_to_survive'] == 5.5
units = dict(zip(f['stress/outages'].dtype.names, f['stress/outages'].attrs['units']))
assert units['revenue_at_risk'] == 'USD' and units['time_to_recover'] == 'd'
assert len(f['stress/frontier']) == 1
)");
    INFO(ran.output);
    CHECK(ran.status == 0);
}

TEST_CASE("stress refuses what it cannot do", "[stress]") {
    const NetworkFolder folder;
    const auto refused = [&](const std::string& options, const std::string& part) {
        const Called called = tool_in(folder.path(), "stress two_shops.yaml " + options, steady);
        INFO(called.err);
        CHECK(called.status == 2);
        CHECK(contains(unwrapped(called.err), part));
    };
    refused("--lengths 5", "'5' has no unit");
    refused("--lengths \"200 d\"", "would not end before the horizon");
    refused("--at \"3 d\"", "before the warm-up ends");
    refused("--nodes neer", "did you mean 'near'");
}

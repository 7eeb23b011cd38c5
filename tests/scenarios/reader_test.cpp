// One mistake at a time: where it is, what was found, what is expected, what was probably meant.
#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

Lines spoilt(std::string_view from, std::string_view to) { return mistakes_in(with(small, from, to)); }

}  // namespace

TEST_CASE("the small scenario that the others spoil is sound") { CHECK(mistakes_in(small) == Lines{}); }

TEST_CASE("an unknown policy is answered with the nearest and the list") {
    CHECK(spoilt("s_S: {s: 6, S: 16}", "s_s: {s: 6, S: 16}") ==
          Lines{"a.yaml:6:58: stores.shop.stock.dress.inventory: unknown policy 's_s'; did you mean 's_S'? Known: R_S, "
                "R_s_S, base_stock, forecast_up_to, min_max, newsvendor, none, r_Q, s_S, service_level, sterman"});
    CHECK(
        spoilt("{s_S: {s: 6, S: 16}}", "carousel") ==
        Lines{"a.yaml:6:57: stores.shop.stock.dress.inventory: unknown policy 'carousel'; expected one of: R_S, R_s_S, "
              "base_stock, forecast_up_to, min_max, newsvendor, none, r_Q, s_S, service_level, sterman"});
}

TEST_CASE("distributions and arrival processes are called what they are") {
    CHECK(spoilt("lead_time: 4 d", "lead_time: {gama: {mean: 4 d, sd: 1 d}}")
              .at(0)
              .find("suppliers.mill.lead_time: unknown distribution 'gama'; did you mean 'gamma'?") !=
          std::string::npos);
    CHECK(spoilt("{poisson: {rate", "{poison: {rate")
              .at(0)
              .find("customers.all.arrivals: unknown arrival process 'poison'; did you mean 'poisson'?") !=
          std::string::npos);
}

TEST_CASE("a choice is one word") {
    const Lines two = spoilt("{s_S: {s: 6, S: 16}}", "{s_S: {s: 6, S: 16}, base_stock: {S: 3}}");
    REQUIRE(two.size() == 1);
    CHECK(
        two[0].starts_with("a.yaml:6:57: stores.shop.stock.dress.inventory: found a map of 2 keys ('s_S', "
                           "'base_stock'); expected one policy, as a word or as {word: {its settings}}. Known: R_S"));
    CHECK(spoilt("{s_S: {s: 6, S: 16}}", "{}").at(0).find("found an empty map; expected one policy") !=
          std::string::npos);
    CHECK(spoilt("{s_S: {s: 6, S: 16}}", "[s_S]").at(0).find("found a list; expected one policy") != std::string::npos);
}

TEST_CASE("the settings of a word are checked") {
    CHECK(spoilt("{s: 6, S: 16}", "{s: 6}") ==
          Lines{"a.yaml:6:58: stores.shop.stock.dress.inventory.s_S: 'S' is missing: the level to order up to"});
    CHECK(spoilt("{s_S: {s: 6, S: 16}}", "s_S").size() == 2);
    CHECK(
        spoilt("{s: 6, S: 16}", "{s: 6, S: 16, Q: 3}") ==
        Lines{
            "a.yaml:6:77: stores.shop.stock.dress.inventory.s_S: unknown setting 'Q'; expected one of: S, review, s"});
    CHECK(spoilt("{s: 6, S: 16}", "{s: 6, S: 2}") ==
          Lines{"a.yaml:6:73: stores.shop.stock.dress.inventory.s_S.S: found '2'; it must not be below s, which is 6"});
    CHECK(spoilt("{s: 6, S: 16}", "12").at(0) ==
          "a.yaml:6:63: stores.shop.stock.dress.inventory.s_S: found '12'; expected a map with settings: S, review, s");
}

TEST_CASE("unknown settings and sections are answered with the valid ones") {
    CHECK(spoilt("holding: 25", "holdng: 25") ==
          Lines{"a.yaml:4:47: items.dress: unknown setting 'holdng'; did you mean 'holding'? Known: backorder_cost, "
                "bom, divisible, holding, lost_sale_cost, markdown, price, returns, substitutes, volume"});
    CHECK(spoilt("tiers: [gold, standard]\n", "tiers: [gold, standard]\nmoney: {opening_cash: 3}\n") ==
          Lines{"a.yaml:4:1: unknown setting 'money'; expected one of: backstock, customers, defaults, disruptions, "
                "expect, extends, finance, "
                "items, lanes, payments, plants, plugins, record, run, stores, suppliers, tiers, title"});
}

TEST_CASE("quantities carry their units and keep their bounds") {
    CHECK(spoilt("horizon: 30 d", "horizon: 30") ==
          Lines{"a.yaml:2:16: run.horizon: '30' has no unit; write 30 d (the units are us, ms, s, min, h, d, wk, yr)"});
    CHECK(spoilt("lead_time: 4 d", "lead_time: -4 d") ==
          Lines{"a.yaml:5:103: suppliers.mill.lead_time: found '-4 d'; it must be at least 0"});
    CHECK(spoilt("price: 89", "price: -89") ==
          Lines{"a.yaml:4:43: items.dress.price: found '-89'; it must be at least 0"});
    CHECK(spoilt("lead_time: 4 d", "lead_time: 4 d, capacity: 0 /d") ==
          Lines{"a.yaml:5:118: suppliers.mill.capacity: found '0 /d'; it must be greater than 0"});
    CHECK(spoilt("price: 89, ", "") ==
          Lines{"a.yaml:4:28: items.dress: 'price' is missing: what a customer pays for a unit"});
    CHECK(spoilt("initial: 12", "initial: [1, 2]").at(0).find("found a list; expected a single value") !=
          std::string::npos);
}

TEST_CASE("shares sum to 100 %") {
    CHECK(spoilt("standard: 70 %", "standard: 60 %") ==
          Lines{"a.yaml:7:91: customers.all.tier: the shares sum to 90 %; expected 100 %"});
    CHECK(spoilt("tier: {gold: 30 %, standard: 70 %}", "tier: gold") == Lines{});
    CHECK(spoilt("gold: 30 %", "silver: 30 %") ==
          Lines{"a.yaml:7:92: customers.all.tier: unknown tier 'silver'; expected one of: gold, standard"});
}

TEST_CASE("references are resolved through the names of the scenario") {
    CHECK(spoilt("store: shop", "store: shp") ==
          Lines{"a.yaml:7:26: customers.all.store: unknown store 'shp'; did you mean 'shop'? Known: shop"});
    CHECK(spoilt("buys: {dress: 1}", "buys: {dres: 1}") ==
          Lines{"a.yaml:7:74: customers.all.buys.dres: unknown item 'dres'; did you mean 'dress'? Known: belt, dress"});
    CHECK(
        spoilt("{s: 6, S: 16}}", "{s: 6, S: 16}}, sourcing: {single: mil}") ==
        Lines{"a.yaml:6:98: stores.shop.stock.dress.sourcing.single: unknown source 'mil'; did you mean 'mill'? Known: "
              "mill, shop"});
}

TEST_CASE("the run's times fit together") {
    CHECK(spoilt("warmup: 5 d", "warmup: 30 d") ==
          Lines{"a.yaml:2:30: run.warmup: found '30 d'; it must be shorter than the horizon, which includes it"});
    CHECK(spoilt("horizon: 30 d", "horizon: 20000 yr").at(0) ==
          "a.yaml:2:16: run.horizon: found '20000 yr'; it must be at most 10000 yr");
    CHECK(spoilt("horizon: 30 d, ", "") ==
          Lines{"a.yaml:2:6: run: 'horizon' is missing: how long is simulated, the warm-up included"});
    CHECK(spoilt("warmup: 5 d", "start: 2026-02-30").at(0).starts_with("a.yaml:2:29: run.start: '2026-02-30'"));
    CHECK(spoilt("warmup: 5 d", "currency: dollars") ==
          Lines{"a.yaml:2:32: run.currency: found 'dollars'; expected a three-letter code such as USD"});
    CHECK(spoilt("warmup: 5 d", "until: {kpi: profit}").at(0).find("run.until: 'half_width' is missing") !=
          std::string::npos);
}

TEST_CASE("the version is required and known") {
    CHECK(spoilt("backstock: 1", "backstock: 2") ==
          Lines{"a.yaml:1:12: backstock: found '2'; it must be 1, the version of the format that this program reads"});
    CHECK(spoilt("backstock: 1\n", "") == Lines{"a.yaml:1:1: 'backstock' is missing: the version of the format: 1"});
}

TEST_CASE("several mistakes come in one go, in the order of the file") {
    std::string text = with(small, "25 %/yr", "25 %");
    text = with(text, "s_S:", "s_s:");
    text = with(text, "warmup:", "warmpu:");
    text = with(text, "buys:", "boys:");
    const Lines lines = mistakes_in(text);
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].starts_with("a.yaml:2:22: run: unknown setting 'warmpu'; did you mean 'warmup'?"));
    CHECK(lines[1].starts_with("a.yaml:4:56: items.dress.holding: "));
    CHECK(lines[2].starts_with("a.yaml:6:58: stores.shop.stock.dress.inventory: unknown policy 's_s'"));
    CHECK(lines[3].starts_with("a.yaml:7:13: customers.all: 'buys' is missing"));
    CHECK(lines[4].starts_with("a.yaml:7:67: customers.all: unknown setting 'boys'; did you mean 'buys'?"));
}

TEST_CASE("a bare quantity is a constant, and a distribution keeps above zero") {
    CHECK(spoilt("lead_time: 4 d", "lead_time: {uniform: {min: 1 d, max: 2 d}}") == Lines{});
    CHECK(spoilt("buys: {dress: 1}", "buys: {dress: {poisson: {mean: 2}}}") == Lines{});
    CHECK(spoilt("buys: {dress: 1}", "buys: {dress: -1}") ==
          Lines{"a.yaml:7:81: customers.all.buys.dress: found '-1'; it must be at least 0"});
    CHECK(spoilt("{store: shop,", "{store: [],") ==
          Lines{"a.yaml:7:26: customers.all.store: expected the name of a store, or several, not an empty list"});
    CHECK(spoilt("buys: {dress: 1}", "buys: {dress: 0}") ==
          Lines{"a.yaml:7:81: customers.all.buys.dress: found '0'; it must be more than 0; leave the item out if "
                "nobody buys it"});
}

TEST_CASE("what must come out is stated for KPIs that exist") {
    const auto expecting = [](std::string_view what) {
        return mistakes_in(std::string(small) + "expect: " + std::string(what) + "\n");
    };
    CHECK(expecting("{fill_rate: 98 % ± 1 %, cost_per_period: 35.022, on_hand: {between: [3, 4]}, orders: {value: 3, "
                    "within: 1}}") == Lines{});
    CHECK(expecting("{fil_rate: 3}")
              .at(0)
              .starts_with("a.yaml:8:10: expect.fil_rate: unknown KPI 'fil_rate'; did you mean 'fill_rate'?"));
    CHECK(expecting("{on_hand: {between: [4, 3]}}") ==
          Lines{"a.yaml:8:29: expect.on_hand.between: found 4 before 3; expected the smaller value first"});
    CHECK(expecting("{on_hand: {within: 3}}")
              .at(0)
              .find("expected a value such as 35.022 ± 0.01, or {between: [a, b]}") != std::string::npos);
    CHECK(expecting("{wait_over_1d: 3 %}").at(0).find("record: {wait_over: [1 d]}") != std::string::npos);
}

TEST_CASE("a wrong parameter of a choice is told once") {
    const auto count = [](std::string_view from, std::string_view to) { return spoilt(from, to).size(); };
    for (const char* law :
         {"{gamma: {mean: 9, sd: 3 d}}", "{gamma: {mean: 9 d, sd: x}}", "{gamma: {mean: 9 d}}",
          "{gamma: {shape: -1, scale: 3 d}}", "{uniform: {min: 5 d, max: abc}}", "{uniform: {min: 5 d}}",
          "{uniform: {min: 5 d, max: 3 d}}", "{triangular: {min: 1 d, mode: x, max: 3 d}}",
          "{weibull: {shape: 2, mean: 3}}", "{weibull: {shape: x, mean: 3 d}}",
          "{discrete: {values: [1 d, 2], weights: [1, 2]}}", "{discrete: {values: [1 d, 2 d], weights: [1, x]}}",
          "{lognormal: {mean: 3 d, sd: 1}}", "{empirical: {values: [1 d, x]}}", "{empirical: {values: x}}"}) {
        INFO(law);
        CHECK(count("lead_time: 4 d", std::string("lead_time: ") + law) == 1);
    }
    for (const char* policy :
         {"{newsvendor: {demand: {normal: {mean: x, sd: 3}}, ratio: 0.9}}",
          "{newsvendor: {demand: {normal: {mean: 9, sd: 3}}, ratio: x}}",
          "{newsvendor: {demand: 9, underage: x, overage: 3}}", "{newsvendor: {demand: 9, underage: 3}}",
          "{s_S: {s: x, S: -5}}", "{s_S: {s: 6}}", "{s_S: {s: 6, S: 5}}"}) {
        INFO(policy);
        CHECK(count("{s_S: {s: 6, S: 16}}", policy) == 1);
    }
    for (const char* arrivals :
         {"{poisson: {rate: x}}", "{poisson: {rate: 6 /d, weekly: [1, 1, x, 1, 1, 1, 1]}}",
          "{poisson: {rate: 6 /d, weekly: [1, 1]}}", "{ar1: {every: 1 d, mean: 5, sd: x, correlation: 0.5}}",
          "{ar1: {every: 1 d, mean: 5, sd: 1, noise: 1, correlation: 0.5}}",
          "{population: {size: 100000000, every: 3 d}}", "{population: {size: 5, every: 3}}",
          "{renewal: {every: 0 d}}"}) {
        INFO(arrivals);
        CHECK(count("{poisson: {rate: 6 /d}}", arrivals) == 1);
    }
}

TEST_CASE("shares are summed where a name is unknown too") {
    const Lines lines = spoilt("{gold: 30 %, standard: 70 %}", "{gold: 30 %, standart: 60 %}");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].find("the shares sum to 90 %") != std::string::npos);
    CHECK(lines[1].find("unknown tier 'standart'; did you mean 'standard'?") != std::string::npos);
    CHECK(spoilt("{gold: 30 %, standard: 70 %}", "{gold: 30 %, standart: 70 %}").size() == 1);
    CHECK(spoilt("{gold: 30 %, standard: 70 %}", "{gold: 30 %, standard: x}").size() == 1);
}

TEST_CASE("extreme factors, trends and steps are refused") {
    const auto told = [](std::string_view arrivals) {
        const Lines lines = spoilt("{poisson: {rate: 6 /d}}", "{poisson: {rate: 6 /d, " + std::string(arrivals) + "}}");
        REQUIRE(lines.size() == 1);
        return lines.front();
    };
    CHECK(spoilt("{poisson: {rate: 6 /d}}", "{poisson: {rate: 6 /d, weekly: [1e308, 1e308, 1, 1, 1, 1, 1]}}").size() ==
          2);
    CHECK(told("weekly: [1, 1, 1, 1, 1, 1, -1]").find("it must be at least 0") != std::string::npos);
    CHECK(told("weekly: [0, 0, 0, 0, 0, 0, 0]").find("expected at least one factor greater than 0") !=
          std::string::npos);
    CHECK(told("monthly: [.nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]").find("numbers are finite") != std::string::npos);
    for (const char* trend : {"-100 %/yr", "-1e300 %/yr", "1001 %/yr", "1e9 %/yr", "1e300 %/yr"}) {
        INFO(trend);
        CHECK(told("trend: " + std::string(trend)).find(".trend: ") != std::string::npos);
    }
    CHECK(told("trend: .inf").find("'.inf'") != std::string::npos);
    CHECK(spoilt("{poisson: {rate: 6 /d}}", "{poisson: {rate: 6 /d, weekly: [1e-320, 0, 0, 0, 0, 0, 0]}}").size() == 1);
    CHECK(spoilt("{poisson: {rate: 6 /d}}", "{poisson: {rate: 6 /d, weekly: [1e-299, 0, 0, 0, 0, 0, 1e-299]}}") ==
          Lines{});
    CHECK(mistakes_in(std::string(small) + "record: {every: 1 h}\n") == Lines{});
    CHECK(mistakes_in(with(small, "warmup: 5 d", "period: 1 us") + "record: {every: 1 us}\n").size() == 2);
    const Lines every = mistakes_in(with(small, "warmup: 5 d", "period: 1 min") + "record: {every: 1 min}\n");
    REQUIRE(every.size() == 1);
    CHECK(every[0] ==
          "a.yaml:8:17: record.every: found '1 min'; expected a step that gives the horizon at most 20000 instants");
}

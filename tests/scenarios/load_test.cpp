// Whole files: what a scenario becomes.
#include "scenarios/load.hpp"

#include "scenarios/study.hpp"
#include "sim/engine/stream.hpp"
#include "sim/policy/backorder.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/sourcing.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/loading.hpp"

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view zheng_federgruen = R"(backstock: 1
title: (s, S) inventory, Poisson demand of 10 a day
run: {horizon: 20000 d, warmup: 100 d, replications: 8, seed: 1, accounting: period_end, period: 1 d}
items:
  widget: {price: 0, holding: 1 /d, backorder_cost: 9 /d}        # money per unit and day, charged at period end
suppliers:
  source: {sells: {widget: {cost: 0, order_cost: 64}}, lead_time: 0 d}
stores:
  shop:
    stock: {widget: {initial: 40, inventory: {s_S: {s: 6, S: 40, review: {every: 1 d, at: start}}}, sourcing: {single: source}}}
    backorder: allow
customers:
  demand: {store: shop, arrivals: {per_period: {every: 1 d, quantity: {poisson: {mean: 10}}}}, buys: {widget: 1}}
)";

void write(const std::filesystem::path& file, std::string_view text) { std::ofstream(file) << text; }

std::string file_text(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

Scenario load_file(const std::filesystem::path& file, const LoadOptions& options = {}) {
    Catalog catalog = builtin_catalog();
    return load_scenario(file.string(), catalog, options);
}

const StockPoint& point(const Model& model, std::string_view name) {
    for (const StockPoint& stock : model.stock) {
        if (model.stores[stock.store].name + "." + model.items[stock.item].name == name) return stock;
    }
    throw std::logic_error("no such stock point");
}

}  // namespace

TEST_CASE("the format's textbook example becomes the model it describes") {
    const Model model = loaded(zheng_federgruen).model;
    CHECK(model.name == "a");
    CHECK(model.run.title == "(s, S) inventory, Poisson demand of 10 a day");
    CHECK(model.run.horizon == Time::at(20000_d));
    CHECK(model.run.warmup == Time::at(100_d));
    CHECK(model.run.replications == 8);
    CHECK(model.run.accounting == Accounting::period_end);
    CHECK(model.run.start == "2026-01-05");
    CHECK(model.run.currency == "USD");
    REQUIRE(model.items.size() == 1);
    const Item& widget = model.items[Id<Item>(0)];
    CHECK(widget.key == name_key("widget"));
    CHECK(widget.holding.per_unit == 1.0);
    CHECK(widget.holding.on_value == 0.0);
    CHECK(widget.backorder_cost == 9.0);
    REQUIRE(model.offers.size() == 1);
    CHECK(model.offers[Id<Offer>(0)].order_cost == Money::of(64));
    CHECK(model.offers[Id<Offer>(0)].lead_time->sole_value() == 0.0);
    CHECK(std::isinf(model.suppliers[Id<Supplier>(0)].capacity));
    REQUIRE(model.stock.size() == 1);
    const StockPoint& stock = model.stock[Id<StockPoint>(0)];
    CHECK(stock.key == joined_key(name_key("shop"), name_key("widget")));
    CHECK(stock.initial == Quantity::units(40));
    CHECK(stock.review_every == 1_d);
    CHECK(stock.review_at == Phase::review);
    CHECK(stock.reorder_point == Quantity::units(6));
    CHECK(stock.links == 1);
    CHECK(model.links[stock.first_link].offer == Id<Offer>(0));
    CHECK(stock.backorder->answer({}).accepted);
    REQUIRE(model.segments.size() == 1);
    const Segment& demand = model.segments[Id<Segment>(0)];
    REQUIRE(demand.basket.always.size() == 1);
    CHECK(demand.basket.always[0].quantity == Quantity::units(1));
    CHECK(demand.basket.always[0].law == nullptr);
    CHECK(demand.tier_mix.empty());
    CHECK(model.tiers.size() == 1);
}

TEST_CASE("what is absent means what the format says") {
    const Model model = loaded(small).model;
    const StockPoint& dress = point(model, "shop.dress");
    CHECK_FALSE(dress.backorder->answer({}).accepted);
    CHECK(dress.promise->quantile() == 0.9);
    CHECK(dress.sourcing != nullptr);
    CHECK(dress.review_every == Duration::zero());
    const StockPoint& belt = point(model, "shop.belt");
    CHECK(belt.inventory == nullptr);
    CHECK(belt.links == 0);
    CHECK(belt.sourcing == nullptr);
    CHECK(model.stores[dress.store].fulfillment != nullptr);
    CHECK(model.stores[dress.store].payment != nullptr);
    const Segment& all = model.segments[Id<Segment>(0)];
    CHECK(all.tier_mix == std::vector<double>{0.3, 0.7});
    CHECK(all.transit == nullptr);
    CHECK(all.conduct.waiting_patience == nullptr);
    CHECK(all.conduct.quoted_patience == nullptr);
}

TEST_CASE("promises are expected at the promise policy's quantile") {
    const std::string random = with(small, "lead_time: 4 d", "lead_time: {exponential: {mean: 4 d}}");
    const Model at_90 = loaded(random).model;
    CHECK(at_90.links[point(at_90, "shop.dress").first_link].expected == Approx(4 * 86400e6 * std::log(10)));
    const Model none = loaded(with(random, "{shop: {", "{shop: {promise: none, ")).model;
    CHECK(none.links[point(none, "shop.dress").first_link].expected == Approx(4 * 86400e6));
}

TEST_CASE("stock points run downstream first, then by name") {
    const Model model = loaded(R"(backstock: 1
run: {horizon: 30 d}
items: {b: {price: 1}, a: {price: 1}}
suppliers: {mill: {sells: {a: {}, b: {}}}}
stores:
  alpha: {stock: {each: {inventory: {base_stock: {S: 9}}}}}
  zulu: {stock: {a: {inventory: {base_stock: {S: 4}}, sourcing: {single: mid}}}}
  mid: {stock: {each: {inventory: {base_stock: {S: 4}}, sourcing: {single: alpha}}}}
customers: {all: {store: zulu, arrivals: {poisson: {rate: 6 /d}}, buys: {a: 1}}}
lanes: {alpha -> mid: {transit: 3 d, cost_per_unit: 2}}
)")
                            .model;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < model.stock.size(); ++i) names.push_back(model.name_of(model.stock.id_at(i)));
    CHECK(names == Lines{"mid.b", "zulu.a", "alpha.b", "mid.a", "alpha.a"});
    const Link& link = model.links[point(model, "mid.a").first_link];
    CHECK(model.name_of(link.upstream) == "alpha.a");
    CHECK(model.name_of(link.buyer) == "mid.a");
    REQUIRE(link.lane);
    CHECK(model.lanes[link.lane].cost_per_unit == Money::of(2));
    CHECK(link.expected == Approx(3 * 86400e6));
    CHECK(model.stock_of(Id<Store>(2), Id<Item>(1)) == Id<StockPoint>::none());
}

TEST_CASE("defaults, stores and stock points override one another") {
    std::string text = with(small, "stores: {shop: {",
                            "defaults: {backorder: allow, promise: none}\nstores: {shop: {promise: {fixed: 3 d}, ");
    text = with(text, "belt: {initial: 3}", "belt: {initial: 3, backorder: refuse}");
    const Model model = loaded(text).model;
    CHECK(point(model, "shop.dress").backorder->answer({}).accepted);
    CHECK_FALSE(point(model, "shop.belt").backorder->answer({}).accepted);
    CHECK(point(model, "shop.dress").promise->promise(Time::zero(), Time::never()) == Time::at(3_d));
}

TEST_CASE("opening stock: goods under way arrive one a review period, the next at once") {
    const Model model =
        loaded(
            with(small, "initial: 12, inventory: {s_S: {s: 6, S: 16}}",
                 "initial: {on_hand: 12, inbound: [4, 0, 5]}, inventory: {s_S: {s: 6, S: 16, review: {every: 7 d}}}"))
            .model;
    REQUIRE(model.opening.size() == 2);
    CHECK(model.opening[0].due == Time::zero());
    CHECK(model.opening[0].quantity == Quantity::units(4));
    CHECK(model.opening[1].due == Time::at(14_d));
}

TEST_CASE("tiers and segments may have penalties of their own") {
    std::string text = with(small, "[gold, standard]", "[{gold: {backorder_cost: 2 /d}}, standard]");
    text = with(text, "buys:", "lost_sale_cost: 7, buys:");
    const Model model = loaded(text).model;
    CHECK(model.tiers[0].name == "gold");
    CHECK(model.tiers[0].penalty.backorder_cost == 2.0);
    CHECK(std::isnan(model.tiers[1].penalty.backorder_cost));
    CHECK(model.segments[Id<Segment>(0)].penalty.lost_sale_cost == 7.0);
}

TEST_CASE("more tiers than an order can tell apart are refused") {
    const auto tiers = [](int count) {
        std::string names = "[gold, standard";
        for (int i = 2; i < count; ++i) names += ", t" + std::to_string(i);
        return with(small, "[gold, standard]", names + "]");
    };
    CHECK(loaded(tiers(256)).model.tiers.size() == 256);
    const Lines mistakes = mistakes_in(tiers(257));
    REQUIRE(mistakes.size() == 1);
    CHECK(mistakes[0].rfind("a.yaml:3:", 0) == 0);
    CHECK(mistakes[0].find("found 257 tiers; there may be 256") != std::string::npos);
}

TEST_CASE("baskets may draw lines from weighted items") {
    const Model model =
        loaded(
            with(small, "buys: {dress: 1}",
                 "buys: {lines: {geometric: {mean: 2}}, from: {dress: 30 %, belt: 70 %}, belt: {poisson: {mean: 3}}}"))
            .model;
    const Basket& basket = model.segments[Id<Segment>(0)].basket;
    CHECK(basket.lines != nullptr);
    CHECK(basket.from.size() == 2);
    CHECK(basket.alias_share.size() == 2);
    REQUIRE(basket.always.size() == 1);
    CHECK(basket.always[0].law != nullptr);
}

TEST_CASE("drawn items may have units of their own") {
    const std::string drawn = "buys: {lines: 1, units: 2, from: {dress: 30 %, belt: 70 %}, units_of: {belt: 5}}";
    const Model model = loaded(with(small, "buys: {dress: 1}", drawn)).model;
    const Basket& basket = model.segments[Id<Segment>(0)].basket;
    REQUIRE(basket.from.size() == 2);
    for (std::size_t i = 0; i < 2; ++i)
        CHECK(basket.units_at(i)->sole_value() == (model.items[basket.from[i]].name == "belt" ? 5.0 : 2.0));
    const auto told = [&](const std::string& buys) { return mistakes_in(with(small, "buys: {dress: 1}", buys)); };
    CHECK(
        told("buys: {lines: 1, from: {dress: 1}, units_of: {belt: 5}}").at(0).find("it is not among those of 'from'") !=
        std::string::npos);
    CHECK(told("buys: {lines: 1, from: {dress: 1}, units_of: {dres: 5}}").at(0).find("did you mean 'dress'") !=
          std::string::npos);
    CHECK(told("buys: {dress: 1, units_of: {dress: 5}}").size() == 2);  // not drawn, and no lines are
    CHECK(told("buys: {lines: 1, from: {dress: 1}, units_of: {dress: {}}}").size() == 1);
}

TEST_CASE("a file extends another, and the command line has the last word") {
    const ScratchFolder folder;
    write(folder / "base.yaml", small);
    write(folder / "over.yaml",
          "extends: base.yaml\nrun: {horizon: 60 d}\nstores: {shop: {stock: {dress: {inventory: {s_S: {S: 30}}, "
          "initial: ~}}}}\n");
    const Scenario scenario = load_file(
        folder / "over.yaml", {.sets = {"run.seed=7", "stores.shop.stock.dress.inventory.s_S.s=9"}, .load_plugin = {}});
    CHECK(scenario.model.name == "over");
    CHECK(scenario.model.run.horizon == Time::at(60_d));
    CHECK(scenario.model.run.warmup == Time::at(5_d));
    CHECK(scenario.model.run.seed == 7);
    const StockPoint& dress = point(scenario.model, "shop.dress");
    CHECK(dress.reorder_point == Quantity::units(9));
    CHECK(dress.inventory->order({.position = Quantity::zero()}) == Quantity::units(30));
    CHECK(dress.initial == Quantity::zero());

    const Model other =
        load_file(folder / "base.yaml",
                  {.sets = {"stores.shop.stock.dress.inventory={base_stock: {S: 5}}"}, .load_plugin = {}})
            .model;
    CHECK(point(other, "shop.dress").inventory->order({.position = Quantity::zero()}) == Quantity::units(5));
}

TEST_CASE("a mistake in --set is located in it") {
    CHECK(mistakes_in(small, {.sets = {"run.horizon=2"}, .load_plugin = {}}) ==
          Lines{"--set:1:13: run.horizon: '2' has no unit; write 2 d (the units are us, ms, s, min, h, d, wk, yr)"});
}

TEST_CASE("the resolved text loads to the same") {
    const Scenario first = loaded(zheng_federgruen, {.sets = {"run.seed=99"}, .load_plugin = {}});
    const Scenario again = loaded(first.resolved_yaml);
    CHECK(again.model.run.seed == 99);
    CHECK(again.resolved_yaml == first.resolved_yaml);
    CHECK(point(again.model, "shop.widget").reorder_point == Quantity::units(6));
}

TEST_CASE("items, offers and stock come from tables, with any setting as a column") {
    const ScratchFolder folder;
    write(folder / "items.csv", "name,price,holding\nA.12,4.50,25 %/yr\nB,3,\nC,2,\n");
    write(folder / "sells.csv", "item;cost\nA.12;2\nB;1\nC;1\n");
    write(folder / "stock.csv", "item,initial,inventory.s_S.s,inventory.s_S.S\nA.12,5,1,8\nB,6,,\n");
    write(folder / "shop.yaml", R"(backstock: 1
run: {horizon: 30 d}
items: {table: items.csv, B: {holding: 1 /d}}
suppliers: {mill: {sells: {table: sells.csv}}}
stores: {shop: {stock: {table: stock.csv, each: {inventory: {s_S: {s: 2, S: 3, review: {every: 1 d}}}}, C: {initial: 9}}}}
customers: {all: {store: shop, arrivals: {poisson: {rate: 6 /d}}, buys: {"A.12": 1}}}
record: {timeline: [shop.A.12]}
)");
    const Scenario scenario = load_file(folder / "shop.yaml");
    const Model& model = scenario.model;
    REQUIRE(model.stock.size() == 3);
    CHECK(model.items[Id<Item>(0)].price == Money::of(4.5));
    CHECK(model.items[Id<Item>(1)].holding.per_unit == 1.0);
    CHECK(point(model, "shop.A.12").initial == Quantity::units(5));
    CHECK(point(model, "shop.A.12").reorder_point == Quantity::units(1));
    CHECK(point(model, "shop.A.12").review_every == 1_d);
    CHECK(point(model, "shop.B").reorder_point == Quantity::units(2));
    CHECK(point(model, "shop.C").initial == Quantity::units(9));
    CHECK(point(model, "shop.B").inventory == point(model, "shop.C").inventory);  // made once for all who inherit it
    CHECK(model.record.timelines.size() == 1);
    const Scenario again = loaded(scenario.resolved_yaml, {}, "/elsewhere/shop.yaml");
    CHECK(again.model.stock.size() == 3);

    write(folder / "stock.csv", "item,initial,inventory.s_S.s,invntory\nA.12,5,1,8\nD,6,x,\nA.12,1,1,1\n");
    Lines lines;
    try {
        load_file(folder / "shop.yaml");
    } catch (const BadInput& bad) {
        for (const Problem& problem : bad.problems())
            lines.push_back(problem.text().substr(folder.path().string().size() + 1));
    }
    REQUIRE(lines.size() >= 3);
    CHECK(lines[0].starts_with(
        "stock.csv:2: stores.shop.stock.\"A.12\": unknown setting 'invntory'; did you mean 'inventory'?"));
    CHECK(lines[1].starts_with("stock.csv:3: stores.shop.stock.D"));
    CHECK(lines.back().find("'A.12' has a row already, in line 2") != std::string::npos);
}

TEST_CASE("names are not reported as unknown where a table of them can't be read") {
    const Lines lines = mistakes_in(
        with(small, "items: {belt: {price: 20}, dress: {price: 89, holding: 25 %/yr}}", "items: {table: nowhere.csv}"));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].starts_with("a.yaml:4:16: items.table: "));
}

TEST_CASE("the design's whole example is accepted") {
    Catalog catalog = builtin_catalog();
    const std::filesystem::path file = repository_root() / "tests/scenarios/fixtures/boutique_in_full.yaml";
    const Scenario scenario = load_scenario(file.string(), catalog);
    CHECK(scenario.model.suppliers.size() == 2);
    CHECK(scenario.model.disruptions.size() == 1);
    CHECK(scenario.model.processors.size() == 1);
    CHECK(scenario.model.run.opening_cash == Money::of(20'000));
}

TEST_CASE("plugins are loaded before anything else is read") {
    std::vector<std::string> asked;
    const std::string text = std::string(small) + "plugins: [mine.so, other.so]\n";
    const LoadOptions options{.sets = {}, .load_plugin = [&asked](const std::string& file) {
                                  asked.push_back(file);
                                  if (file == "other.so") throw std::runtime_error("other.so has the wrong stamp");
                              }};
    CHECK(mistakes_in(text, options) == Lines{"a.yaml:8:20: plugins: other.so has the wrong stamp"});
    CHECK(asked == Lines{"mine.so", "other.so"});
}

TEST_CASE("every scenario of the gallery loads") {
    std::size_t loaded_ones = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(repository_root() / "scenarios")) {
        if (entry.path().extension() != ".yaml" || is_study(entry.path().string()) ||
            file_text(entry.path()).find("\nplugins:") != std::string::npos)
            continue;
        INFO(entry.path());
        CHECK_NOTHROW(load_file(entry.path()));
        ++loaded_ones;
    }
    CHECK(loaded_ones > 0);
}

TEST_CASE("whatever happens to a file, loading ends with a scenario or with located mistakes") {
    std::mt19937 random(5);
    Catalog catalog = builtin_catalog();
    std::vector<std::string> texts{std::string(small), std::string(zheng_federgruen)};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(repository_root() / "scenarios")) {
        if (entry.path().extension() == ".yaml" && file_text(entry.path()).find("table:") == std::string::npos)
            texts.push_back(file_text(entry.path()));
    }
    const std::vector<std::string> pieces{"1e300", "-1", "0",  "~",    "{}",    "[]", "1e-9", "99999999999999999999",
                                          "nan",   " d", " %", "each", "table", "x",  "\n",   ": ",
                                          "{",     "}"};
    int sound = 0;
    int bad = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string text = texts[random() % texts.size()];
        for (auto change = random() % 3 + 1; change > 0; --change) {
            const std::size_t at = random() % text.size();
            std::size_t end = at;
            while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_'))
                ++end;
            text.replace(at, end - at, pieces[random() % pieces.size()]);
        }
        try {
            load_scenario_text(text, "a.yaml", catalog);
            ++sound;
        } catch (const BadInput& mistakes) {
            CHECK_FALSE(mistakes.problems().empty());
            ++bad;
        } catch (const std::exception& other) {
            FAIL("loading ended with: " << other.what() << "\n" << text);
        }
    }
    CHECK(sound > 100);
    CHECK(bad > 1000);
}

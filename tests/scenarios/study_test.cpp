#include "scenarios/study.hpp"

#include "scenarios/path.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/loading.hpp"

#include <algorithm>
#include <fstream>
#include <map>

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

// A folder with the small scenario in shop.yaml, and what a test puts beside it.
class StudyFolder : public ScratchFolder {
public:
    StudyFolder() { write("shop.yaml", std::string(small)); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(*this / name) << text; }

    Study study(const std::string& text, const LoadOptions& options = {}) {
        write("study.yaml", text);
        return load_study((*this / "study.yaml").string(), catalog_, options);
    }
    // What is wrong with a study or its cells, without the folder's name.
    Lines mistakes(const std::string& text) {
        Lines lines;
        try {
            Study loaded = study(text);
            check_cells(loaded, 2);
        } catch (const BadInput& bad) {
            for (const Problem& problem : bad.problems()) {
                std::string line = problem.text();
                if (const std::size_t known = line.find(" Known: "); known != std::string::npos) line.erase(known);
                const std::string folder = path().string() + "/";
                for (std::size_t at = line.find(folder); at != std::string::npos; at = line.find(folder))
                    line.erase(at, folder.size());
                lines.push_back(line);
            }
        }
        return lines;
    }
    Catalog& catalog() { return catalog_; }

private:
    Catalog catalog_ = builtin_catalog();
};

const std::string two_by_two = R"(backstock-study: 1
base: shop.yaml
variants:
  small: {stores.shop.stock.dress.inventory.s_S.S: 16}
  large: {stores.shop.stock.dress.inventory.s_S.S: 40}
factors:
  customers.all.arrivals.poisson.rate: [4 /d, 6 /d, 8 /d]
compare: {baseline: small, kpis: [profit, fill_rate]}
)";

}  // namespace

TEST_CASE("the cells of a study are its variants at every setting, each a scenario of its own") {
    StudyFolder folder;
    Study study = folder.study(two_by_two);
    const StudyCommon common = check_cells(study, 2);
    CHECK(study.name == "study");
    CHECK(study.cells() == 6);
    CHECK(study.settings() == 3);
    CHECK(study.cell_name(0) == "large, rate=4 /d");
    CHECK(study.cell_name(5) == "small, rate=8 /d");
    CHECK(study.families() == std::vector<std::vector<std::size_t>>{{0, 1}, {2, 3}, {4, 5}});
    CHECK(study.baseline_in({2, 3}) == 1);
    CHECK(common.run.replications == 100);
    const Scenario cell = study.scenario(2);
    CHECK(cell.model.name == "large, rate=6 /d");
    CHECK(cell.resolved_yaml.find("S: 40") != std::string::npos);
    CHECK(cell.resolved_yaml.find("rate: 6 /d") != std::string::npos);
    CHECK(study.scenario(1).resolved_yaml.find("S: 16") != std::string::npos);
}

TEST_CASE("the order of maps in a study changes nothing") {
    StudyFolder folder;
    const std::string turned = R"(backstock-study: 1
compare: {kpis: [profit, fill_rate], baseline: small}
factors: {customers.all.arrivals.poisson.rate: [4 /d, 6 /d, 8 /d]}
variants: {large: {stores.shop.stock.dress.inventory.s_S.S: 40}, small: {stores.shop.stock.dress.inventory.s_S.S: 16}}
base: shop.yaml
)";
    const std::string one = folder.study(two_by_two).resolved_yaml();
    CHECK(folder.study(turned).resolved_yaml() == one);
}

TEST_CASE("a resolved study is the same study without its files") {
    StudyFolder folder;
    folder.write("other.yaml", "extends: shop.yaml\nrun: {warmup: 6 d}\n");
    folder.write("sizes.csv", "item,price\nbelt,30\n");
    const Study study = folder.study(R"(backstock-study: 1
title: "What if: 2"
base: shop.yaml
set: {run.replications: 7}
variants:
  a: {}
  b: {extends: other.yaml, items.table: sizes.csv, items.belt: ~}
factors: {items.dress.price: [80, 90]}
compare: {baseline: a, level: 90 %}
keep: kpis
)");
    const std::string text = study.resolved_yaml();
    INFO(text);
    const Study again = load_study_text(text, "elsewhere/study.yaml", folder.catalog());
    CHECK(again.resolved_yaml() == text);
    CHECK(again.level == 0.9);
    CHECK(again.keep == Keep::kpis);
    for (std::size_t cell = 0; cell < study.cells(); ++cell)
        CHECK(again.scenario(cell).resolved_yaml == study.scenario(cell).resolved_yaml);
    CHECK(study.scenario(0).model.run.replications == 7);
    CHECK(study.scenario(1).model.run.warmup == Time::at(6_d));
}

TEST_CASE("--set changes the base, beneath the variants") {
    StudyFolder folder;
    const Study study =
        folder.study(two_by_two, {.sets = {"stores.shop.stock.dress.inventory.s_S.S=99", "run.seed=5"}});
    CHECK(study.scenario(0).resolved_yaml.find("S: 40") != std::string::npos);
    CHECK(study.scenario(0).model.run.seed == 5);
}

TEST_CASE("without variants the levels are compared with one another, against the first") {
    StudyFolder folder;
    Study study = folder.study("backstock-study: 1\nbase: shop.yaml\nfactors: {items.dress.price: [80, 90, 100]}\n");
    check_cells(study, 1);
    CHECK(study.families() == std::vector<std::vector<std::size_t>>{{0, 1, 2}});
    CHECK(study.cell_name(1) == "price=90");
    CHECK(study.baseline_in({0, 1, 2}) == 0);
    CHECK(study.kpis.front() == "profit");
}

TEST_CASE("levels that differ in one number are called by it, factors that end alike by more of their path") {
    StudyFolder folder;
    const Study study = folder.study(R"(backstock-study: 1
base: shop.yaml
factors:
  suppliers.mill.lead_time: [{gamma: {mean: 4 d, cv: 0.5}}, 2 d]
  customers.all.patience.waiting: [{exponential: {mean: 5 d}}, {exponential: {mean: 9 d}}]
  items.belt.price: [20, 21]
  items.dress.price: [80, 90]
)");
    CHECK(study.cell_name(0) == "waiting=5 d, belt.price=20, dress.price=80, lead_time={gamma: {mean: 4 d, cv: 0.5}}");
}

TEST_CASE("the baseline is the variant that changes nothing, unless the study says otherwise") {
    StudyFolder folder;
    const Study study =
        folder.study("backstock-study: 1\nbase: shop.yaml\nvariants: {a: {items.belt.price: 9}, z: {}}\n");
    CHECK(study.baseline == "z");
    CHECK(folder.mistakes("backstock-study: 1\nbase: shop.yaml\n"
                          "variants: {a: {items.belt.price: 9}, z: {items.belt.price: 10}}\n") ==
          Lines{"study.yaml:1:1: compare: 'baseline' is missing: the variant that the others are measured against"});
}

TEST_CASE("a scenario in place of a study, and the other way round, is one mistake") {
    StudyFolder folder;
    CHECK(folder.mistakes(std::string(small)) ==
          Lines{"study.yaml:1:12: this is a scenario, not a study: it is run by backstock run; "
                "a study names it as its base"});
    try {
        load_scenario_text("backstock-study: 1\nbase: shop.yaml\n", "study.yaml", folder.catalog());
        FAIL("loaded");
    } catch (const BadInput& bad) {
        CHECK(std::string(bad.what()) ==
              "study.yaml:1:18: this is a study, not a scenario: it is run by backstock study, "
              "and its base by backstock run");
    }
}

TEST_CASE("every mistake of a study is told at once, with its place") {
    StudyFolder folder;
    CHECK(folder.mistakes(R"(backstock-study: 2
base: shop.yaml
variants:
  model: {items.belt.price: 9}
  b: [1]
  c: {items..x: 1}
factors:
  items.dress.price: {from: 1, to: 2}
  items.belt.price: [5, 5]
colour: red
compare: {level: 3}
)") == Lines{"study.yaml:1:1: compare: 'baseline' is missing: the variant that the others are measured against",
             "study.yaml:1:18: backstock-study: found '2'; it must be 1, the version of the format that this program "
             "reads",
             "study.yaml:4:3: variants.model: this name is taken in the results file; choose another",
             "study.yaml:5:6: variants.b: found a list; expected a map of dotted paths and values",
             "study.yaml:6:7: variants.c: 'items..x': a name is missing: a path is names with dots between, such as "
             "items.dress.price",
             "study.yaml:9:25: factors.\"items.belt.price\": the level 5 is listed twice",
             "study.yaml:10:1: unknown setting 'colour'; expected one of: backstock-study, base, compare, design, "
             "expect, factors, keep, optimize, set, stress, title, variants",
             "study.yaml:11:18: compare.level: expected a share such as 30 % or 0.3, not '3'; write 3 %"});
}

TEST_CASE("a wrong path or value names the study's line, a mistake in the base the base's") {
    StudyFolder folder;
    folder.write("shop.yaml", with(small, "run: {horizon: 30 d,", "run: {horizon: 30,"));
    CHECK(folder.mistakes(R"(backstock-study: 1
base: shop.yaml
variants:
  a: {}
  b: {stores.shp.stock.dress.inventory: none}
  c: {stores.shop.stock.dress.inventory: {s_s: {s: 1, S: 2}}}
  d: {stores.shop.stok.dress.inventory: none}
compare: {baseline: a}
)") == Lines{"shop.yaml:2:16: run.horizon: '30' has no unit; write 30 d (the units are us, ms, s, min, h, d, wk, yr)",
             "study.yaml:5:7: stores.shp.stock.dress.inventory: there is no 'shp' in stores; did you mean 'shop'?",
             "study.yaml:6:43: stores.shop.stock.dress.inventory: unknown policy 's_s'; did you mean 's_S'?",
             "study.yaml:7:7: stores.shop: unknown setting 'stok'; did you mean 'stock'?"});
}

TEST_CASE("what only some cells make of the base is told with the first of them") {
    StudyFolder folder;
    const Lines lines = folder.mistakes(R"(backstock-study: 1
base: shop.yaml
variants:
  a: {}
  b: {items.dress: ~, items.gown: {price: 80}}
  c: {items.dress: ~, items.gown: {price: 90}}
)");
    REQUIRE(!lines.empty());
    for (const std::string& line : lines) {
        INFO(line);
        CHECK(line.starts_with("shop.yaml:"));
        CHECK(line.find("(as 'b' has it)") != std::string::npos);
    }
}

TEST_CASE("what is compared must be comparable") {
    StudyFolder folder;
    CHECK(folder.mistakes(R"(backstock-study: 1
base: shop.yaml
variants:
  a: {}
  b: {run.seed: 7}
  c: {run.warmup: 6 d}
compare: {baseline: a}
)") == Lines{"study.yaml:5:3: run.seed: found 7 in 'b', but 1 in 'a'; a comparison needs the same",
             "study.yaml:6:3: run.warmup: found 6 d in 'c', but 5 d in 'a'; a comparison needs the same"});
    CHECK(folder.mistakes(
              "backstock-study: 1\nbase: shop.yaml\nvariants: {a: {}}\ncompare: {kpis: [profits, profit, profit]}\n") ==
          Lines{"study.yaml:4:17: compare.kpis: 'profit' is listed twice",
                "study.yaml:4:17: compare.kpis: unknown KPI 'profits'; did you mean 'profit'?"});
    CHECK(folder.mistakes("backstock-study: 1\nbase: shop.yaml\nvariants: {a: {}, b: {}}\ncompare: {baseline: c}\n") ==
          Lines{"study.yaml:4:21: compare.baseline: unknown variant 'c'; expected one of: a, b"});
}

TEST_CASE("a base that is not there is told where it is named") {
    StudyFolder folder;
    CHECK(folder.mistakes("backstock-study: 1\nbase: shp.yaml\n") ==
          Lines{"study.yaml:2:7: base: there is no file 'shp.yaml'"});
    CHECK(folder.mistakes("backstock-study: 1\nvariants: {a: {}}\n") ==
          Lines{"study.yaml:1:1: 'base' is missing: the scenario that the variants change"});
}

TEST_CASE("scenario files make a study, the first the baseline") {
    StudyFolder folder;
    folder.write("backup.yaml", "extends: shop.yaml\nstores: {shop: {backorder: allow}}\n");
    Study study =
        study_of_scenarios({(folder / "shop.yaml").string(), (folder / "backup.yaml").string()}, folder.catalog());
    check_cells(study, 1);
    CHECK(study.baseline == "shop");
    CHECK(study.variants.front().name == "backup");
    CHECK(study.scenario(0).resolved_yaml.find("backorder: allow") != std::string::npos);
    CHECK(load_study_text(study.resolved_yaml(), "s.yaml", folder.catalog()).resolved_yaml() == study.resolved_yaml());
}

TEST_CASE("what a study must come to names cells, differences of cells and what is found") {
    StudyFolder folder;
    const std::string shop =
        "backstock-study: 1\nbase: shop.yaml\nvariants: {a: {}, a - b: {}, c: {}}\n"
        "compare: {baseline: a}\n";
    CHECK(folder.mistakes(shop + "expect: {profit: {d: 3, a - b - d: 4, best: 3, c: many}, best: [a]}\n") ==
          Lines{"study.yaml:5:51: expect.profit.c: 'many' is not a number"});
    CHECK(folder.mistakes(shop + "expect: {profit: {d: 3, a - d: 4, best: 3}, best: [a]}\n") ==
          Lines{"study.yaml:5:19: expect.profit: there is no cell 'd'; expected one of: a, a - b, c",
                "study.yaml:5:25: expect.profit: there is no cell 'd'; expected one of: a, a - b, c",
                "study.yaml:5:35: expect.profit: there is no cell 'best'; expected one of: a, a - b, c",
                "study.yaml:5:51: expect.best: nothing is searched; it needs an optimize section"});
    CHECK(folder.mistakes(shop + "expect: {profits: {a: 3}, wait_over: {a: 1}, wait_over_2d: {a: 1}}\n").size() == 3);

    const Study study = folder.study(shop + "expect: {profit: {a - b: 1, c - a: {between: [0, 2]}}}\n");
    REQUIRE(study.expect.size() == 2);
    CHECK(study.expect[0].cell == "a - b");  // a cell of that name goes before a difference
    CHECK(study.expect[0].without.empty());
    CHECK(study.expect[1].cell == "c");
    CHECK(study.expect[1].without == "a");
    CHECK(study.expect[1].stated.most == 2);
    Study again = load_study_text(study.resolved_yaml(), "s.yaml", folder.catalog());
    CHECK(again.expect.size() == 2);
}

TEST_CASE("until is read with its checks") {
    const std::string rule =
        "run: {horizon: 30 d, warmup: 5 d, until: {kpi: fill_rate, half_width: 1 %, at_most: 500}}";
    const Scenario scenario = loaded(with(small, "run: {horizon: 30 d, warmup: 5 d}", rule));
    REQUIRE(scenario.rule.until);
    CHECK(scenario.rule.until->kpi == "fill_rate");
    CHECK(scenario.rule.until->share_of_mean);
    CHECK(scenario.rule.until->half_width == 0.01);
    CHECK(scenario.rule.until->at_least == 100);
    CHECK(scenario.model.run.replications == 500);
    const auto mistakes = [&](const std::string& run) {
        return mistakes_in(with(small, "run: {horizon: 30 d, warmup: 5 d}", "run: {horizon: 30 d, " + run + "}"));
    };
    CHECK(mistakes("replications: 5, until: {kpi: profit, half_width: 5}") ==
          Lines{"a.yaml:2:46: run.until: found replications and until; expected one of them"});
    CHECK(mistakes("until: {kpi: proft, half_width: -5, at_least: 9, at_most: 8}").size() == 3);
    CHECK(
        mistakes("until: {kpi: wait_over_3d, half_width: 5 %}") ==
        Lines{"a.yaml:2:6: run: until waits for wait_over_3d, which is not recorded; add record: {wait_over: [...]}"});
    CHECK(loaded(with(small, "warmup: 5 d", "warmup: auto")).rule.auto_warmup);
}

TEST_CASE("mistakes of a study are told at once, whatever they are about") {
    StudyFolder folder;
    CHECK(folder.mistakes(R"(backstock-study: 1
base: shop.yaml
variants:
  a: {stores.shopp.stock.dress.initial: 3}
  b: 5
factors:
  stores.shop.x: []
compare: {baseline: zzz, kpis: [profits]}
)") == Lines{"study.yaml:4:7: stores.shopp.stock.dress.initial: there is no 'shopp' in stores; did you mean 'shop'?",
             "study.yaml:5:6: variants.b: found '5'; expected a map of dotted paths and values",
             "study.yaml:7:18: factors.\"stores.shop.x\": found no levels; expected a list of levels, such as [40, 60, "
             "80], or a range, such as {from: 40, to: 80}",
             "study.yaml:8:21: compare.baseline: unknown variant 'zzz'; expected one of: a, b",
             "study.yaml:8:32: compare.kpis: unknown KPI 'profits'; did you mean 'profit'?"});
}

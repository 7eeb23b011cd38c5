#include "scenarios/study_design.hpp"

#include "scenarios/study.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/loading.hpp"

#include <algorithm>
#include <fstream>
#include <set>

using namespace backstock;
using namespace backstock::testing;

namespace {

class DesignFolder : public ScratchFolder {
public:
    DesignFolder() { std::ofstream(*this / "shop.yaml") << small; }

    Study study(const std::string& rest, StudyUse use = StudyUse::cells) {
        std::ofstream(*this / "study.yaml") << "backstock-study: 1\nbase: shop.yaml\n" << rest;
        return load_study((*this / "study.yaml").string(), catalog_, {}, use);
    }
    std::string mistakes(const std::string& rest, StudyUse use = StudyUse::cells) {
        try {
            (void)study(rest, use);
        } catch (const BadInput& bad) {
            return bad.what();
        }
        return {};
    }

private:
    Catalog catalog_ = builtin_catalog();
};

const std::string two = R"(factors:
  stores.shop.stock.dress.inventory.s_S.S: {from: 10, to: 40, whole: true}
  suppliers.mill.lead_time: {from: 2 d, to: 2 wk}
)";

std::set<std::string> levels_of(const Study& study, std::size_t factor) {
    return {study.factors[factor].texts.begin(), study.factors[factor].texts.end()};
}

FactorRange range_of(const std::string& text) {
    Problems problems;
    SourceFiles files;
    const std::optional<Node> node = parse_document(text, {files.add("a"), 1, 1}, problems);
    std::optional<FactorRange> range = FactorRange::read(*node, "x", problems);
    REQUIRE(range);
    return *range;
}

}  // namespace

TEST_CASE("ranges give values that a person would write", "[design]") {
    const FactorRange days = range_of("{from: 2 d, to: 14 d}");
    CHECK(days.text(days.value(0)) == "2 d");
    CHECK(days.text(days.value(0.25)) == "5 d");
    CHECK(days.text(days.value(0.123456)) == "3.48 d");
    const FactorRange mixed = range_of("{from: 12 h, to: 2 wk}");
    CHECK(mixed.text(mixed.value(0)) == "0.5 d");
    CHECK(mixed.text(mixed.value(1)) == "14 d");
    const FactorRange whole = range_of("{from: 10, to: 13, whole: true}");
    CHECK(whole.value(0) == 10);
    CHECK(whole.value(0.2499) == 10);
    CHECK(whole.value(0.25) == 11);
    CHECK(whole.value(0.9999) == 13);
    CHECK(whole.steps() == 4);
    const FactorRange log = range_of("{from: 1 /d, to: 100 /d, log: true}");
    CHECK(log.text(log.value(0.5)) == "10 /d");
    CHECK(log.share_of(10) == Approx(0.5));
    CHECK(whole.share_of(10) == 0);
    CHECK(whole.share_of(13) == 1);
    CHECK(days.share_of(5) == Approx(0.25));
    CHECK(range_of("{from: 5 %, to: 10 %}").text(7.5) == "7.5 %");
}

TEST_CASE("a Latin hypercube makes a cell of each of its points", "[design]") {
    DesignFolder folder;
    const Study study = folder.study(two + "design: {latin_hypercube: {points: 15}}\n");
    CHECK(study.settings() == 15);
    CHECK(study.unit_points().size() == 15);
    for (std::size_t cell = 0; cell < 15; ++cell) {
        const auto S = study.scenario(cell).model.stock.size();
        CHECK(S > 0);
        CHECK(study.cell_name(cell).substr(0, 2) == "#" + std::to_string(cell + 1).substr(0, 1));
    }
}

// A line is fitted through these: of values that were rounded, the places they were rounded to.
TEST_CASE("points of a box lie where their values do", "[design]") {
    const FactorRange whole = range_of("{from: 20, to: 22, whole: true}");
    const FactorRange days = range_of("{from: 1 d, to: 1001 d}");
    for (const DesignKind kind : {DesignKind::latin_hypercube, DesignKind::sobol}) {
        const DesignPoints points = points_of({.kind = kind, .points = 16}, {{0, &whole}, {0, &days}, {4, nullptr}});
        std::set<double> places;
        for (std::size_t s = 0; s < 16; ++s) {
            places.insert(points.unit[s][0]);
            CHECK(points.unit[s][1] == Approx((points.values[1][points.settings[s][1]] - 1) / 1000).epsilon(1e-12));
            CHECK(points.unit[s][2] == (static_cast<double>(points.settings[s][2]) + 0.5) / 4);
        }
        CHECK(places == std::set<double>{0, 0.5, 1});
    }
}

TEST_CASE("a grid takes evenly spaced values of ranges, with lists as they are", "[design]") {
    DesignFolder folder;
    const Study study =
        folder.study(two + "  customers.all.arrivals.poisson.rate: [4 /d, 6 /d]\ndesign: {grid: {levels: 3}}\n");
    CHECK(study.settings() == 18);
    CHECK(levels_of(study, 0) == std::set<std::string>{"4 /d", "6 /d"});
    CHECK(levels_of(study, 1) == std::set<std::string>{"10", "25", "40"});
    CHECK(levels_of(study, 2) == std::set<std::string>{"2 d", "8 d", "14 d"});
    CHECK(study.cell_name(0) == "rate=4 /d, S=10, lead_time=2 d");
}

TEST_CASE("one at a time is the scenario as it is and each factor moved alone", "[design]") {
    DesignFolder folder;
    const Study study = folder.study(two + "design: one_at_a_time\n");
    REQUIRE(study.settings() == 5);
    std::vector<std::string> names;
    for (std::size_t cell = 0; cell < 5; ++cell) names.push_back(study.cell_name(cell));
    CHECK(names == std::vector<std::string>{"as it is", "S=10", "S=40", "lead_time=2 d", "lead_time=14 d"});
    CHECK(study.level_texts(1) == std::vector<std::string>{"10", "as it is"});
}

TEST_CASE("a designed study written out is the same study", "[design]") {
    DesignFolder folder;
    for (const char* design :
         {"{latin_hypercube: {points: 7, seed: 3}}", "{sobol_indices: {rows: 4}}", "one_at_a_time"}) {
        const Study study = folder.study(two + "design: " + design + "\n");
        Catalog catalog = builtin_catalog();
        const Study again = load_study_text(study.resolved_yaml(), "study.yaml", catalog);
        REQUIRE(again.cells() == study.cells());
        for (std::size_t cell = 0; cell < study.cells(); ++cell) {
            CHECK(again.cell_name(cell) == study.cell_name(cell));
            CHECK(again.scenario(cell).resolved_yaml == study.scenario(cell).resolved_yaml);
        }
    }
}

TEST_CASE("a search sets the design aside and leaves ranges open", "[design]") {
    DesignFolder folder;
    const Study study = folder.study(two + "design: one_at_a_time\noptimize: {maximize: profit}\n", StudyUse::search);
    CHECK(study.cells() == 1);
    REQUIRE(study.search);
    CHECK(study.search->maximize);
    CHECK(study.factors[0].range->steps() == 31);
}

TEST_CASE("mistakes in designs and searches are located", "[design]") {
    DesignFolder folder;
    const auto has = [](const std::string& text, const std::string& part) {
        INFO(text);
        CHECK(text.find(part) != std::string::npos);
    };
    has(folder.mistakes(two),
        "study.yaml:4:3: factors.\"stores.shop.stock.dress.inventory.s_S.S\": a range needs a design");
    has(folder.mistakes(two + "design: latin_hypercube\n"), "latin_hypercube needs its number of points");
    has(folder.mistakes(two + "design: {sobol: {points: 4}, latin_hypercube: {points: 4}}\n"), "expected one design");
    has(folder.mistakes(two + "design: latin_cube\n"), "latin_hypercube");
    has(folder.mistakes("factors: {run.seed: {from: 5, to: 5}}\ndesign: grid\n"), "'from' must be less than 'to'");
    has(folder.mistakes("factors: {run.seed: {from: 5 d, to: 6 /d}}\ndesign: grid\n"), "the ends have different units");
    has(folder.mistakes("factors: {run.seed: {from: 0.5, to: 6, whole: true}}\ndesign: grid\n"), "whole numbers");
    has(folder.mistakes("factors: {run.seed: {from: 0, to: 6, log: true}}\ndesign: grid\n"), "above 0");
    has(folder.mistakes("factors: {run.seed: {from: 0, til: 6}}\ndesign: grid\n"), "unknown key 'til'");
    has(folder.mistakes("design: grid\n"), "there are no factors");
    has(folder.mistakes("factors: {run.seed: {from: 0, to: 9}}\ndesign: {grid: {levels: 1}}\n"), "levels");
    const StudyUse search = StudyUse::search;
    has(folder.mistakes("optimize: {minimize: cost_per_perio}\n", search), "did you mean 'cost_per_period'");
    has(folder.mistakes("optimize: {}\n", search), "expected either minimize or maximize");
    has(folder.mistakes("optimize: {minimize: profit, maximize: profit}\n", search), "either minimize or maximize");
    has(folder.mistakes("optimize: {maximize: profit, constraints: [fill_rat >= 95 %]}\n", search),
        "did you mean 'fill_rate'");
    has(folder.mistakes("optimize: {maximize: profit, constraints: [fill_rate]}\n", search), "fill_rate >= 95 %");
}

TEST_CASE("constraints say their limit and tolerance", "[design]") {
    const ParsedConstraint service = parse_constraint("fill_rate >= 95 % ± 0.5 %");
    REQUIRE(service.constraint);
    CHECK(service.constraint->at_least);
    CHECK(service.constraint->limit == Approx(0.95));
    CHECK(service.constraint->tolerance == Approx(0.005));
    const ParsedConstraint stock = parse_constraint("on_hand <= 500");
    REQUIRE(stock.constraint);
    CHECK_FALSE(stock.constraint->at_least);
    CHECK(stock.constraint->limit == 500);
    CHECK(stock.constraint->tolerance == Approx(5));
}

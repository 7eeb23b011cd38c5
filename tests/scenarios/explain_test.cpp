#include "scenarios/explain.hpp"

#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

const std::vector<ExplainedKpi> kpis{{"fill_rate", "1", "units served from stock at once ÷ units demanded"}};

std::string explained(std::string_view word) { return explain(word, builtin_catalog(), kpis).value_or("nothing"); }

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("without a word the overview names sections, families and KPIs") {
    const std::string text = explained("");
    for (const char* part : {"  stores ", "  customers ", "  inventory ", "base_stock", "gamma", "fill_rate"}) {
        INFO(part);
        CHECK(has(text, part));
    }
}

TEST_CASE("policies, sections, families, settings and KPIs are explained") {
    CHECK(has(explained("s_S"), "s_S (inventory policy)\n  Orders up to S"));
    CHECK(has(explained("s_S"), "quantity, required"));
    CHECK(has(explained("min_max"), "Another name for the mechanism of s_S"));
    CHECK(has(explained("poisson"), "poisson (distribution)"));
    CHECK(has(explained("poisson"), "poisson (arrival process)"));
    CHECK(has(explained("gamma"), "(in the unit of what is drawn)"));
    CHECK(has(explained("run"), "horizon"));
    CHECK(has(explained("run"), "default 100"));
    CHECK(has(explained("sourcing"), "cheapest"));
    CHECK(has(explained("initial"), "stores.<store>.stock.<item>.initial"));
    CHECK(has(explained("fill_rate"), "units served from stock at once"));
    for (const char* part :
         {"preset of a payment processor", "as of 2026", "Sources: ", "default 2.9 %", "default 0.3"}) {
        INFO(part);
        CHECK(has(explained("stripe_us"), part));
    }
}

TEST_CASE("an unknown word is answered with the nearest") {
    CHECK(explained("gama") == "nothing");
    CHECK(unknown_word("gama", builtin_catalog(), kpis) == "unknown word 'gama'; did you mean 'gamma'?");
    CHECK(unknown_word("zzzzzz", builtin_catalog(), kpis) == "unknown word 'zzzzzz'; `explain` alone lists them all");
}

#include "scenarios/describe.hpp"

#include "tests/catch.hpp"
#include "tests/scenarios/loading.hpp"

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("merging knows which paths are choices") {
    const Catalog catalog = builtin_catalog();
    const LanguageChoices choices(catalog);
    const auto is = [&](Path path) { return choices.is_choice(path); };
    CHECK(is({"stores", "shop", "stock", "dress", "inventory"}));
    CHECK(is({"stores", "shop", "stock", "each", "inventory"}));
    CHECK(is({"stores", "shop", "backorder"}));
    CHECK(is({"defaults", "payment"}));
    CHECK(is({"suppliers", "mill", "lead_time"}));
    CHECK(is({"suppliers", "mill", "sells", "dress", "lead_time"}));
    CHECK(is({"customers", "all", "arrivals"}));
    CHECK(is({"customers", "all", "arrivals", "per_period", "quantity"}));
    CHECK(is({"customers", "all", "patience", "quoted"}));
    CHECK(is({"customers", "all", "buys", "dress"}));
    CHECK(is({"lanes", "a -> b", "transit"}));
    CHECK_FALSE(is({}));
    CHECK_FALSE(is({"run"}));
    CHECK_FALSE(is({"run", "horizon"}));
    CHECK_FALSE(is({"stores", "shop", "stock", "dress"}));
    CHECK_FALSE(is({"stores", "shop", "stock", "dress", "inventory", "s_S"}));
    CHECK_FALSE(is({"stores", "shop", "stock", "dress", "inventory", "s_S", "review"}));
    CHECK_FALSE(is({"nothing", "like", "it"}));
}

TEST_CASE("every setting and every word has a sentence") {
    const Catalog catalog = builtin_catalog();
    const std::function<void(const Description&, const std::string&)> check = [&](const Description& description,
                                                                                  const std::string& path) {
        for (const Description::Setting& setting : description.settings) {
            INFO(path << "." << setting.key);
            CHECK_FALSE(setting.doc.empty());
            for (const Description& body : setting.body) check(body, path + "." + setting.key);
        }
    };
    check(describe_scenario(), "");
    for (const std::string& family : catalog.families()) {
        for (const std::string& word : catalog.words(family))
            check(describe_word(*catalog.find(family, word)), family + "." + word);
    }
}

// Every word of the catalog: documented, described without values, and made of nothing without harm.
#include "policies/builtin.hpp"

#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <set>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("the catalog has every word of the format that this version knows", "[policies]") {
    const std::map<std::string, std::vector<std::string>> expected = {
        {"distribution",
         {"bernoulli", "binomial", "constant", "discrete", "empirical", "erlang", "exponential", "gamma", "geometric",
          "lognormal", "negative_binomial", "normal", "poisson", "triangular", "uniform", "weibull"}},
        {"arrivals", {"ar1", "per_period", "poisson", "population", "renewal", "trace"}},
        {"forecast",
         {"croston", "exponential_smoothing", "holt", "holt_winters", "known", "moving_average", "naive", "sba",
          "tsb"}},
        {"inventory",
         {"R_S", "R_s_S", "base_stock", "forecast_up_to", "min_max", "newsvendor", "none", "r_Q", "s_S",
          "service_level", "sterman"}},
        {"sourcing",
         {"base_surge", "cheapest", "dual_index", "fastest", "primary_backup", "reserved_capacity", "single", "split",
          "spread"}},
        {"backorder", {"allow", "preorder", "refuse", "when_promised"}},
        {"promise", {"fixed", "none", "quantile"}},
        {"payment", {"crowdfund", "in_full", "installments", "on_shipment", "partial_charge", "pre_authorize"}},
        {"prioritization", {"fair_share", "fifo", "rank", "weighted"}},
        {"fulfillment", {"as_available", "complete", "consolidate", "drop_ship"}},
        {"notification", {"none", "updates"}},
        {"regulation", {"eu_consumer_rights", "ftc_mail_order", "none"}},
        {"clock", {"markov", "random", "scheduled", "threat", "trace"}},
        {"recovery", {"exponential", "profile", "ramp", "step"}},
    };
    const Report report;
    CHECK(report.catalog.families().size() == expected.size());
    for (const auto& [family, words] : expected) CHECK(report.catalog.words(family) == words);
}

TEST_CASE("every word has a sentence, and an alias names its mechanism", "[policies]") {
    const Report report;
    for (const std::string& family : report.catalog.families()) {
        for (const std::string& word : report.catalog.words(family)) {
            INFO(family << " " << word);
            const Entry& entry = *report.catalog.find(family, word);
            CHECK(entry.doc.size() > 10);
            CHECK(entry.doc.back() == '.');
            CHECK(entry.origin == "built in");
            if (!entry.alias_of.empty()) CHECK(report.catalog.find(family, entry.alias_of) != nullptr);
        }
    }
}

TEST_CASE("describing a word records no mistake", "[policies]") {
    Report report;
    report.describing = true;
    const Given nothing;
    for (const std::string& family : report.catalog.families()) {
        for (const std::string& word : report.catalog.words(family)) {
            INFO(family << " " << word);
            SettingsStub settings(nothing, report);
            CHECK_NOTHROW(report.catalog.find(family, word)->make(settings));
            CHECK(report.mistakes.empty());
        }
    }
}

TEST_CASE("a word without its required settings records mistakes and harms nothing", "[policies]") {
    // Words that need nothing.
    const std::set<std::string> free = {
        "naive",    "none",           "cheapest",          "fastest",      "allow",         "refuse",
        "in_full",  "quantile",       "on_shipment",       "fifo",         "as_available",  "step",
        "complete", "drop_ship",      "updates",           "installments", "pre_authorize", "fair_share",
        "ftc_mail_order", "eu_consumer_rights"};
    const Given nothing;
    for (const Dimension dimension : {Dimension::number, Dimension::duration, Dimension::quantity}) {
        const Report words;
        for (const std::string& family : words.catalog.families()) {
            for (const std::string& word : words.catalog.words(family)) {
                INFO(family << " " << word);
                Report report;
                SettingsStub settings(nothing, report, dimension);
                CHECK_NOTHROW(report.catalog.find(family, word)->make(settings));
                CHECK(report.mistakes.empty() == (free.count(word) == 1));
            }
        }
    }
}

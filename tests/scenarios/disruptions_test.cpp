// The section `disruptions`: what it strikes, and what is refused, each with its place.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

using namespace backstock;

namespace {

std::string scenario(const std::string& disruptions) {
    return fmt::format(
        "backstock: 1\nrun: {{horizon: 30 d, replications: 1}}\nitems: {{dress: {{price: 10}}}}\n"
        "suppliers: {{mill: {{region: north, sells: {{dress: {{}}}}, capacity: 9 /d}}, atelier: {{region: north, "
        "sells: {{dress: {{}}}}}}}}\n"
        "stores: {{shop: {{region: south, stock: {{dress: {{initial: 4, inventory: {{base_stock: 4}}, sourcing: "
        "{{single: mill}}}}}}}}}}\n"
        "lanes: {{mill -> shop: {{transit: 1 d}}}}\n"
        "customers: {{people: {{store: shop, arrivals: {{poisson: 1 /d}}, buys: {{dress: 1}}}}}}\n"
        "disruptions: {{{}}}\n",
        disruptions);
}

Model model_of(const std::string& disruptions) {
    Catalog catalog;
    add_builtin(catalog);
    return std::move(load_scenario_text(scenario(disruptions), "d.yaml", catalog).model);
}

std::string mistakes_in(const std::string& disruptions) {
    try {
        model_of(disruptions);
    } catch (const BadInput& wrong) {
        return wrong.what();
    }
    return "";
}

bool mentions(const std::string& text, const std::string& part) {
    INFO(text);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

const std::string once = "when: {scheduled: [{from: 2026-01-10, for: 2 d}]}";

}  // namespace

TEST_CASE("disruptions: what they strike, by name, region, item and lane", "[scenarios][disruptions]") {
    const Model model = model_of("a: {strikes: {region: north}, lead_time: 2, " + once +
                                 "}, b: {strikes: {stores: shop, stock: [shop.dress, mill.dress], lane: mill->shop}, "
                                 "capacity: 0 %, demand: 150 %, " +
                                 once + ", spreads: {to: network}}");
    REQUIRE(model.disruptions.size() == 2);
    const Disruption& a = model.disruptions[Id<Disruption>(0)];
    CHECK(model.strikes[a.first_strike].targets == std::vector<Target>{Id<Supplier>(0), Id<Supplier>(1)});
    CHECK(a.effect(Effect::lead_time) == 2);
    const Disruption& b = model.disruptions[Id<Disruption>(1)];
    CHECK(model.strikes[b.first_strike].targets.size() == 5);  // and the customers of the struck store
    CHECK(b.strikes == 1);
    CHECK(model.strikes_on(Id<Offer>(1)).size() == 2);
    CHECK(model.strikes_on(Id<Segment>(0)).size() == 1);
}

TEST_CASE("disruptions: what is refused", "[scenarios][disruptions]") {
    mentions(mistakes_in("a: {capacity: 0 %, " + once + "}"), "'strikes' is missing");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, capacity: 0 %}"), "'when' is missing");
    mentions(mistakes_in("a: {strikes: {supplier: mil}, capacity: 0 %, " + once + "}"), "mill");
    mentions(mistakes_in("a: {strikes: {region: nort}, capacity: 0 %, " + once + "}"), "did you mean 'north'");
    mentions(mistakes_in("a: {strikes: {lane: shop -> mill}, capacity: 0 %, " + once + "}"), "unknown lane");
    mentions(mistakes_in("a: {strikes: {stock: shop.shoe}, capacity: 0 %, " + once + "}"), "unknown stock");
    mentions(mistakes_in("a: {strikes: {demand: crowd}, demand: 200 %, " + once + "}"), "unknown segment");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, " + once + "}"), "it changes nothing");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, demand: 200 %, " + once + "}"), "acts on customers");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, destroys: 10 %, " + once + "}"), "acts on stock at own sites");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, capacity: 0 %, when: {randon: {}}}"), "did you mean 'random'");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, capacity: 0 %, " + once + ", spreads: {to: [depot]}}"),
             "depot");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, capacity: 0 %, when: {scheduled: [{from: 3 d}]}}"),
             "expected either for or until");
    mentions(
        mistakes_in(
            "a: {strikes: {supplier: mill}, capacity: 0 %, when: {markov: {every: 1 us, fail: 1 %, recover: 9 %}}}"),
        "must be at least 1 s");
    mentions(mistakes_in("a: {strikes: {supplier: mill}, capacity: 0 %, when: {threat: {every: 1 d, levels: {calm: "
                         "{to: {wat: 5 %}}}}}}"),
             "there is no level 'wat'");
    mentions(
        mistakes_in("a: {strikes: {supplier: mill}, capacity: 0 %, recovery: {profile: [[0 d, 50 %], [3 d, 20 %]]}, " +
                    once + "}"),
        "restore 100 %");
}

TEST_CASE("disruptions: capacity in part needs something that can be slowed down", "[scenarios][disruptions]") {
    const std::string wants = "that could be slowed";
    CHECK(mistakes_in("a: {strikes: {supplier: mill}, capacity: 30 %, recovery: {ramp: 3 d}, " + once + "}").empty());
    mentions(mistakes_in("a: {strikes: {supplier: atelier}, capacity: 30 %, " + once + "}"), wants);
    mentions(mistakes_in("a: {strikes: {region: north}, capacity: 0 %, recovery: {ramp: 3 d}, " + once + "}"), wants);
    mentions(mistakes_in("a: {strikes: {store: shop}, capacity: 0 %, recovery: {exponential: 3 d}, " + once + "}"),
             wants);
    mentions(mistakes_in("a: {strikes: {lane: mill -> shop}, capacity: 50 %, " + once + "}"), wants);
    mentions(
        mistakes_in("a: {strikes: {store: shop}, capacity: 0 %, recovery: {profile: [[0 d, 10 %], [3 d, 100 %]]}, " +
                    once + "}"),
        wants);
    CHECK(mistakes_in("a: {strikes: {store: shop}, capacity: 0 %, recovery: {profile: [[0 d, 0 %], [3 d, 100 %]]}, " +
                      once + "}")
              .empty());
    CHECK(mistakes_in("a: {strikes: {supplier: atelier}, lead_time: 2, recovery: {ramp: 3 d}, " + once + "}").empty());
}

// Who is bought from.
#include "sim/engine/stream.hpp"
#include "sim/policy/sourcing.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

namespace {

std::vector<Part> divided(const SourcingPolicy& policy, Quantity quantity, const std::vector<SourceView>& sources) {
    std::vector<Part> parts;
    SourcingMemory memory;
    policy.divide({.now = {}, .wanted = quantity, .position = {}, .net = {}, .sources = sources, .pipeline = {}},
                  memory, parts);
    return parts;
}

Quantity total(const std::vector<Part>& parts) {
    Quantity sum;
    for (const Part& part : parts) sum += part.quantity;
    return sum;
}

Given shares(const char* by) { return Given().share("shares", {{0, 0.6}, {1, 0.3}, {2, 0.1}}).set("by", by); }

// Buys n times; purchases are rounded up to the source's multiple, as the flows do.
std::vector<SourceView> after_buying(const SourcingPolicy& policy, int n, std::vector<SourceView> sources) {
    Stream stream = Streams(5, 1).at(1, "quantity");
    for (int i = 0; i < n; ++i) {
        const auto quantity = Quantity::units(1 + static_cast<std::int64_t>(stream() % 40));
        const std::vector<Part> parts = divided(policy, quantity, sources);
        REQUIRE(total(parts) == quantity);
        for (const Part& part : parts) {
            REQUIRE(part.quantity > Quantity::zero());
            REQUIRE(part.quantity.is_whole());
            SourceView& source = sources[part.source];
            const std::int64_t multiple = std::max<std::int64_t>(1, source.multiple.whole_units());
            source.ordered += Quantity::units((part.quantity.whole_units() + multiple - 1) / multiple * multiple);
        }
    }
    return sources;
}

}  // namespace

TEST_CASE("single buys everything from one source", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>("single", Given().set("source", std::uint32_t{2}));
    REQUIRE(policy);
    CHECK(policy->sources() == std::vector<std::uint32_t>{2});
    const auto parts = divided(*policy, Quantity::units(9), std::vector<SourceView>(1));
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].source == 0);
    CHECK(parts[0].quantity == Quantity::units(9));
}

TEST_CASE("a split by orders gives each order to the source furthest below its share", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>("split", Given().share("shares", {{0, 0.7}, {2, 0.3}}));
    REQUIRE(policy);
    CHECK(policy->sources() == std::vector<std::uint32_t>{0, 2});
    std::vector<SourceView> sources(2);
    // Orders of 10: after them the first source should have 7, 14, 21, 28 and the second 3, 6, 9, 12.
    const std::vector<std::uint32_t> expected = {0, 1, 0, 0};
    for (const std::uint32_t source : expected) {
        const auto parts = divided(*policy, Quantity::units(10), sources);
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].source == source);
        sources[parts[0].source].ordered += parts[0].quantity;
    }
}

TEST_CASE("split shares are met in the long run, whatever the lots", "[policies][sourcing]") {
    for (const char* by : {"orders", "units"}) {
        for (const std::int64_t multiple : {1, 12}) {
            INFO(by << ", multiple " << multiple);
            const auto policy = make<SourcingPolicy>("split", shares(by));
            REQUIRE(policy);
            std::vector<SourceView> sources(3);
            sources[2].multiple = Quantity::units(multiple);
            sources = after_buying(*policy, 2000, sources);
            double all = 0;
            for (const SourceView& source : sources) all += source.ordered.in_units();
            CHECK(sources[0].ordered.in_units() / all == Approx(0.6).margin(0.002));
            CHECK(sources[1].ordered.in_units() / all == Approx(0.3).margin(0.002));
            CHECK(sources[2].ordered.in_units() / all == Approx(0.1).margin(0.002));
        }
    }
}

TEST_CASE("a split by units divides each order", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>("split", shares("units"));
    REQUIRE(policy);
    const auto parts = divided(*policy, Quantity::units(20), std::vector<SourceView>(3));
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].quantity == Quantity::units(12));
    CHECK(parts[1].quantity == Quantity::units(6));
    CHECK(parts[2].quantity == Quantity::units(2));
    const auto litres = divided(*policy, Quantity::of(0.5), std::vector<SourceView>(3));
    REQUIRE(litres.size() == 3);
    CHECK(litres[1].quantity == Quantity::of(0.15));
    CHECK(total(litres) == Quantity::of(0.5));
}

TEST_CASE("cheapest and fastest take the first of the best", "[policies][sourcing]") {
    std::vector<SourceView> sources(3);
    sources[0] = {Money::of(5), 300, {}, {}, {}};
    sources[1] = {Money::of(4), 200, {}, {}, {}};
    sources[2] = {Money::of(4), 100, {}, {}, {}};
    const auto cheapest = make<SourcingPolicy>("cheapest", Given());
    const auto fastest = make<SourcingPolicy>("fastest", Given());
    REQUIRE(cheapest);
    REQUIRE(fastest);
    CHECK(divided(*cheapest, Quantity::units(3), sources).at(0).source == 1);
    CHECK(divided(*fastest, Quantity::units(3), sources).at(0).source == 2);
    CHECK(cheapest->sources().empty());
}

TEST_CASE("the sources to choose from are in name order and named once", "[policies][sourcing]") {
    const auto policy =
        make<SourcingPolicy>("cheapest", Given().list("among", {std::uint32_t{2}, std::uint32_t{0}, std::uint32_t{2}}));
    REQUIRE(policy);
    CHECK(policy->sources() == std::vector<std::uint32_t>{0, 2});
}

// Sources that stand by: a backup, an express source, a surge source, reserved capacity, and mean-variance shares.
#include "sim/policy/sourcing.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

constexpr Time day(std::int64_t n) { return Time::at(1_d * n); }

// A purchase of `wanted` units at the end of day `now`, as divided between two sources.
struct Purchasing {
    std::vector<SourceView> sources = std::vector<SourceView>(2);
    std::vector<Expected> pipeline = {};
    Quantity position = {};
    Quantity net = {};
    SourcingMemory memory = {};

    std::vector<std::int64_t> units(const SourcingPolicy& policy, std::int64_t now, std::int64_t wanted) {
        std::vector<Part> parts;
        policy.divide({.now = day(now),
                       .wanted = Quantity::units(wanted),
                       .position = position,
                       .net = net,
                       .sources = sources,
                       .pipeline = pipeline},
                      memory, parts);
        std::vector<std::int64_t> by_source(sources.size(), 0);
        for (const Part& part : parts) {
            CHECK(part.quantity > Quantity::zero());
            by_source[part.source] += part.quantity.whole_units();
        }
        return by_source;
    }
};

using Units = std::vector<std::int64_t>;

Given primary_backup() { return Given().set("primary", std::uint32_t{4}).set("backup", std::uint32_t{1}); }

}  // namespace

TEST_CASE("a backup is bought from while the primary is known to be down", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>("primary_backup", primary_backup().set("after", 2_d));
    REQUIRE(policy);
    CHECK(policy->sources() == std::vector<std::uint32_t>{4, 1});
    Purchasing buying;
    CHECK(buying.units(*policy, 5, 10) == Units{10, 0});
    buying.sources[0].down_since = day(4);
    CHECK(buying.units(*policy, 5, 10) == Units{10, 0});  // not yet for two days
    CHECK(buying.units(*policy, 6, 10) == Units{0, 10});
    buying.sources[1].down_since = day(5);
    CHECK(buying.units(*policy, 6, 10) == Units{10, 0});  // both are down: the purchase queues at the primary
    buying.sources[0].down_since = buying.sources[1].down_since = Time::never();
    CHECK(buying.units(*policy, 9, 10) == Units{10, 0});
}

TEST_CASE("a backup's volume grows over its ramp to its share", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>("primary_backup", primary_backup().set("ramp", 10_d).set("share", 0.8));
    REQUIRE(policy);
    Purchasing buying;
    buying.sources[0].down_since = day(10);
    CHECK(buying.units(*policy, 10, 100) == Units{100, 0});
    CHECK(buying.units(*policy, 15, 100) == Units{60, 40});
    CHECK(buying.units(*policy, 20, 100) == Units{20, 80});
    CHECK(buying.units(*policy, 90, 100) == Units{20, 80});
    CHECK(buying.units(*policy, 15, 7) == Units{5, 2});  // 2.8 units: those that it can make whole
}

TEST_CASE("a warning is enough where the policy says so", "[policies][sourcing]") {
    const auto careful = make<SourcingPolicy>("primary_backup", primary_backup().set("on_warning", true));
    const auto stolid = make<SourcingPolicy>("primary_backup", primary_backup());
    Purchasing buying;
    buying.sources[0].warned_since = day(3);
    CHECK(buying.units(*careful, 4, 6) == Units{0, 6});
    CHECK(buying.units(*stolid, 4, 6) == Units{6, 0});
}

TEST_CASE("the dual index expedites what would come too late", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>(
        "dual_index",
        Given().set("regular", std::uint32_t{0}).set("express", std::uint32_t{1}).set("delta", Quantity::units(3)));
    REQUIRE(policy);
    CHECK(policy->needs_pipeline());
    // S = 7, express level 4. On hand 2, and 1 more within the express lead time of a day, 2 later: position 5.
    Purchasing buying;
    buying.sources[1].expected = static_cast<double>((1_d).us());
    buying.net = Quantity::units(2);
    buying.pipeline = {{day(11), Quantity::units(1)}, {day(12), Quantity::units(2)}};
    buying.position = Quantity::units(5);
    CHECK(buying.units(*policy, 10, 2) == Units{1, 1});
    // The late two do not count for the express position, and enough is in time on the day after.
    buying.pipeline = {{day(11), Quantity::units(3)}};
    CHECK(buying.units(*policy, 10, 2) == Units{2, 0});
}

TEST_CASE("base and surge: a constant amount, and the rest", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>(
        "base_surge",
        Given().set("base", std::uint32_t{0}).set("surge", std::uint32_t{1}).set("amount", Quantity::units(30)));
    REQUIRE(policy);
    CHECK(policy->commits());
    Purchasing buying;
    CHECK(buying.units(*policy, 1, 45) == Units{30, 15});
    CHECK(buying.units(*policy, 2, 30) == Units{30, 0});
    CHECK(buying.units(*policy, 3, 0) == Units{30, 0});
}

TEST_CASE("reserved capacity is called in an outage, up to its volume in each window", "[policies][sourcing]") {
    const auto policy = make<SourcingPolicy>("reserved_capacity", Given()
                                                                      .set("primary", std::uint32_t{0})
                                                                      .set("reserve", std::uint32_t{1})
                                                                      .set("volume", Quantity::units(50))
                                                                      .set("every", 7_d)
                                                                      .set("fee", Money::of(0.7)));
    REQUIRE(policy);
    CHECK(policy->fee_per_day() == Approx(5.0));
    CHECK(policy->remembers());
    Purchasing buying;
    CHECK(buying.units(*policy, 1, 40) == Units{40, 0});
    buying.sources[0].down_since = day(2);
    CHECK(buying.units(*policy, 2, 40) == Units{0, 40});
    CHECK(buying.units(*policy, 3, 40) == Units{30, 10});
    CHECK(buying.units(*policy, 6, 5) == Units{5, 0});
    CHECK(buying.units(*policy, 7, 60) == Units{10, 50});  // a new window
}

TEST_CASE("mean-variance shares: the marginal prices of all sources in use agree", "[policies][sourcing]") {
    const Given given = Given()
                            .set("risk", 10.0)
                            .list("among", {std::uint32_t{0}, std::uint32_t{1}})
                            .share("variance", {{0, 0.5}, {1, 0.1}});
    const auto policy = make<SourcingPolicy>("spread", given);
    REQUIRE(policy);
    Purchasing buying;
    buying.sources[0].unit_cost = Money::of(10);
    buying.sources[1].unit_cost = Money::of(12);
    // 10 + 10 w = 12 + 2 (1 - w): w = 1/3.
    CHECK(buying.units(*policy, 1, 900) == Units{300, 600});
    // Without variance on the dear source it takes what the cheap one's risk makes dearer: 10 + 10 w = 12.
    const auto riskless = make<SourcingPolicy>("spread", Given()
                                                             .set("risk", 10.0)
                                                             .list("among", {std::uint32_t{0}, std::uint32_t{1}})
                                                             .share("variance", {{0, 0.5}, {1, 0.0}}));
    CHECK(buying.units(*riskless, 1, 1000) == Units{200, 800});
    // Without regard for risk: from the cheapest alone.
    const auto bold =
        make<SourcingPolicy>("spread", Given().set("risk", 0.0).list("among", {std::uint32_t{0}, std::uint32_t{1}}));
    CHECK(buying.units(*bold, 1, 1000) == Units{1000, 0});
}

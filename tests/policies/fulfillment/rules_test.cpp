// When goods leave, and what it takes.
#include "sim/policy/fulfillment.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("as_available ships at once, complete whole, consolidate up to its limit", "[policies][fulfillment]") {
    const ReadyView part{.now = Time::at(5_d), .since = Time::at(3_d), .whole = false};
    const ReadyView whole{.now = Time::at(5_d), .since = Time::at(3_d), .whole = true};
    const auto at_once = make<FulfillmentPolicy>("as_available", Given());
    const auto complete = make<FulfillmentPolicy>("complete", Given());
    const auto consolidate = make<FulfillmentPolicy>("consolidate", Given().set("limit", 4_d));
    REQUIRE(at_once);
    REQUIRE(complete);
    REQUIRE(consolidate);
    CHECK(at_once->at_once());
    CHECK_FALSE(complete->at_once());
    CHECK_FALSE(consolidate->at_once());
    CHECK(complete->leaves(part) == Time::never());
    CHECK(complete->leaves(whole) == part.now);
    CHECK(consolidate->leaves(part) == Time::at(7_d));
    CHECK(consolidate->leaves(whole) == part.now);
    CHECK(complete->ships_whole());
    CHECK_FALSE(consolidate->ships_whole());
    CHECK(make<FulfillmentPolicy>("drop_ship", Given())->drop_ships());
    CHECK(make<FulfillmentPolicy>("consolidate", Given()) == nullptr);
}

TEST_CASE("terms of all fulfillments", "[policies][fulfillment]") {
    const auto policy = make<FulfillmentPolicy>("complete", Given()
                                                                .set("capacity", Rate{80})
                                                                .set("capacity_counts", "parcels")
                                                                .set("cost_per_order", Money::of(1))
                                                                .set("cost_per_line", Money::of(0.5))
                                                                .set("cost_per_shipment", Money::of(4)));
    REQUIRE(policy);
    CHECK(policy->capacity() == 80);
    CHECK(policy->counts_parcels());
    CHECK(policy->cost_per_order() == Money::of(1));
    CHECK(policy->cost_per_line() == Money::of(0.5));
    CHECK(policy->cost_per_shipment() == Money::of(4));
    CHECK(std::isinf(make<FulfillmentPolicy>("as_available", Given())->capacity()));
    CHECK(make<FulfillmentPolicy>("as_available", Given().set("capacity", Rate{0.0})) == nullptr);
    CHECK(make<FulfillmentPolicy>("as_available", Given().set("capacity", Rate{0.1, true})) == nullptr);
}

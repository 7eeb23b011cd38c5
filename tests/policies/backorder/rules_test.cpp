// Whether a shop takes orders for what it does not have, what it promises, when it is paid, who is served first.
#include "sim/policy/backorder.hpp"
#include "sim/policy/fulfillment.hpp"
#include "sim/policy/prioritization.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

const Time now = Time::at(100_d);

BackorderView view(std::int64_t wanted, std::int64_t waiting, Time predicted) {
    return {now, Quantity::units(wanted), Quantity::units(waiting), predicted};
}

}  // namespace

TEST_CASE("refuse takes no backorders", "[policies][backorder]") {
    const auto policy = make<BackorderPolicy>("refuse", Given());
    REQUIRE(policy);
    const BackorderAnswer answer = policy->answer(view(1, 0, now));
    CHECK_FALSE(answer.accepted);
    CHECK(answer.why == LossCause::out_of_stock);
}

TEST_CASE("allow takes backorders within its limits", "[policies][backorder]") {
    const auto any = make<BackorderPolicy>("allow", Given());
    REQUIRE(any);
    CHECK(any->answer(view(1'000'000, 1'000'000, Time::never())).accepted);

    const auto capped =
        make<BackorderPolicy>("allow", Given().set("longest", 30_d).set("at_most", Quantity::units(100)));
    REQUIRE(capped);
    CHECK(capped->answer(view(10, 90, now + 30_d)).accepted);
    CHECK_FALSE(capped->answer(view(10, 91, now)).accepted);
    CHECK_FALSE(capped->answer(view(10, 0, now + 30_d + 1_us)).accepted);
    CHECK_FALSE(capped->answer(view(10, 0, Time::never())).accepted);
    CHECK(capped->answer(view(10, 91, now)).why == LossCause::capped);
}

TEST_CASE("when_promised takes backorders only when supply is predicted in time", "[policies][backorder]") {
    const auto policy = make<BackorderPolicy>("when_promised", Given().set("within", 14_d));
    REQUIRE(policy);
    CHECK(policy->answer(view(1, 0, now + 14_d)).accepted);
    CHECK_FALSE(policy->answer(view(1, 0, now + 14_d + 1_us)).accepted);
    CHECK(policy->answer(view(1, 0, now + 15_d)).why == LossCause::capped);
    CHECK_FALSE(policy->answer(view(1, 0, Time::never())).accepted);
    CHECK(policy->answer(view(1, 0, Time::never())).why == LossCause::out_of_stock);
}

TEST_CASE("promises come from the prediction, from a fixed time, or not at all", "[policies][promise]") {
    const auto quantile = make<PromisePolicy>("quantile", Given());
    const auto fixed = make<PromisePolicy>("fixed", Given().set("after", 5_d));
    const auto none = make<PromisePolicy>("none", Given());
    REQUIRE(quantile);
    REQUIRE(fixed);
    REQUIRE(none);
    CHECK(quantile->quantile() == 0.9);
    CHECK(quantile->promise(now, now + 9_d) == now + 9_d);
    CHECK(fixed->promise(now, now + 9_d) == now + 5_d);
    CHECK(fixed->quantile() == 0);
    CHECK(none->promise(now, now + 9_d) == Time::never());
    CHECK_FALSE(make<PromisePolicy>("quantile", Given().set("p", 1.0)));
    CHECK_FALSE(make<PromisePolicy>("quantile", Given().set("p", 0.0)));
}

TEST_CASE("fifo serves by the time of placing", "[policies][prioritization]") {
    const auto fifo = make<PrioritizationPolicy>("fifo", Given());
    REQUIRE(fifo);
    const WaitingView early{.placed = now, .tier = 3};
    const WaitingView late{.placed = now + 1_us, .tier = 0};
    CHECK(fifo->before(early, late));
    CHECK_FALSE(fifo->before(late, early));
    CHECK_FALSE(fifo->before(early, early));
}

TEST_CASE("as_available has a handling time and costs", "[policies][fulfillment]") {
    Given given;
    given.choose("handling", "constant", Given().set("value", 6_h)).set("cost_per_shipment", Money::of(4.5));
    const auto policy = make<FulfillmentPolicy>("as_available", given);
    REQUIRE(policy);
    REQUIRE(policy->handling() != nullptr);
    CHECK(policy->handling()->sole_value() == static_cast<double>((6_h).us()));
    CHECK(policy->cost_per_shipment() == Money::of(4.5));
    CHECK(policy->cost_per_line() == Money::zero());
    CHECK(make<FulfillmentPolicy>("as_available", Given())->handling() == nullptr);
}

// The rules of late orders, date by date. Days count from the order.
#include "sim/policy/regulation.hpp"

#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

namespace backstock::testing {
namespace {

Time day(int n) { return Time::at(1_d * n); }

DelayView late(int now, int due, int first_due, Time predicted, int stage) {
    return {.now = day(now), .due = day(due), .first_due = day(first_due), .predicted = predicted, .stage = stage};
}

}  // namespace

TEST_CASE("mail order: the clock runs to the promise, or 30 days", "[policies]") {
    const auto rule = make<RegulationPolicy>("ftc_mail_order", {});
    REQUIRE(rule);
    CHECK(rule->first(day(2), Time::never(), 3_d).due == day(32));
    CHECK(rule->first(day(2), day(9), 3_d).due == day(9));
    CHECK(rule->first(day(2), day(9), 3_d).look == day(8));
    CHECK(rule->first(day(2), Time::at(2_d + 6_h), 3_d).look == day(2));  // no time for a notice before
    CHECK(rule->withdrawal() == Duration::zero());
}

TEST_CASE("mail order: no notice while the date can be kept", "[policies]") {
    const auto rule = make<RegulationPolicy>("ftc_mail_order", {});
    const DelayRuling ruling = rule->rule(late(29, 30, 30, day(30), 0));
    CHECK_FALSE(ruling.tells);
    CHECK(ruling.ends == 0);
    CHECK(ruling.stage == 0);
    CHECK(ruling.next.look == day(30));
    CHECK(ruling.next.due == day(30));
}

TEST_CASE("mail order: a first delay of at most 30 days takes silence for consent", "[policies]") {
    const auto rule = make<RegulationPolicy>("ftc_mail_order", Given().set("cancels", 0.1).set("consents", 0.3));
    const DelayRuling near = rule->rule(late(29, 30, 30, day(60), 0));
    CHECK(near.tells);
    CHECK(near.ends == 0.1);
    CHECK(near.ends_at == day(29));
    CHECK(near.next.due == day(60));
    CHECK(near.next.look == day(59));
    CHECK(near.stage == 1);
    const DelayRuling far = rule->rule(late(29, 30, 30, Time::at(60_d + 1_us), 0));
    CHECK(far.tells);
    CHECK(far.ends == 0.7);
    CHECK(far.ends_at == day(60));  // the goods may still come within 30 days
}

TEST_CASE("mail order: without a date, and ever after, only a yes is consent", "[policies]") {
    const auto rule = make<RegulationPolicy>("ftc_mail_order", Given().set("cancels", 0.1).set("consents", 0.3));
    const DelayRuling indefinite = rule->rule(late(29, 30, 30, Time::never(), 0));
    CHECK(indefinite.ends == 0.7);
    CHECK(indefinite.ends_at == day(60));
    CHECK(indefinite.next.look == Time::never());  // a yes to it needs no further notice
    const DelayRuling second = rule->rule(late(39, 40, 30, day(45), 1));
    CHECK(second.tells);
    CHECK(second.ends == 0.7);
    CHECK(second.ends_at == day(40));
    CHECK(second.next.due == day(45));
    CHECK(second.stage == 2);
    // On its date itself a prediction for this very instant is no date.
    CHECK(rule->rule(late(30, 30, 30, day(30), 0)).next.look == Time::never());
}

TEST_CASE("consumer rights: an additional time, then the contract can be ended", "[policies]") {
    const auto rule =
        make<RegulationPolicy>("eu_consumer_rights", Given().set("additional", 10_d).set("terminates", 0.4));
    REQUIRE(rule);
    CHECK(rule->first(day(2), Time::never(), 3_d).due == day(32));
    CHECK(rule->first(day(2), day(9), 3_d).due == day(12));  // the quoted delivery
    const DelayRuling first = rule->rule(late(12, 12, 12, day(20), 0));
    CHECK(first.ends == 0);
    CHECK(first.next.look == day(22));
    const DelayRuling second = rule->rule(late(22, 22, 12, Time::never(), first.stage));
    CHECK(second.ends == 0.4);
    CHECK(second.ends_at == day(22));
    CHECK(second.next.look == Time::never());
    CHECK(rule->withdrawal() == 14_d);
}

TEST_CASE("without a law there are no dates", "[policies]") {
    const auto none = make<RegulationPolicy>("none", {});
    REQUIRE(none);
    CHECK(none->first(day(2), day(9), 3_d).look == Time::never());
}

}  // namespace backstock::testing

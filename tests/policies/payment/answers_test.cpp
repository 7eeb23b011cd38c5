// What each payment policy answers at each moment.
#include "sim/policy/payment.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

const Processor card{};
const Processor captures_once = [] {
    Processor p;
    p.captures_once = true;
    return p;
}();

// An order of 100 placed on day 2; the rest as given.
PaymentView at(PaymentMoment moment, double paid = 0, double billed = 0, double held = 0,
               const Processor& processor = card) {
    return {.moment = moment,
            .now = Time::at(2_d),
            .placed = Time::at(2_d),
            .owed = Money::of(100),
            .paid = Money::of(paid),
            .billed = Money::of(billed),
            .held = Money::of(held),
            .processor = processor};
}

struct Asked {
    explicit Asked(const std::string& word, const Given& given = {}) : policy(make<PaymentPolicy>(word, given)) {
        REQUIRE(policy != nullptr);
    }
    PaymentStep operator()(const PaymentView& view) { return policy->next(view, memory); }
    std::unique_ptr<const PaymentPolicy> policy;
    PaymentMemory memory;
};

bool idle(const PaymentStep& step) {
    return step.capture == Money::zero() && step.authorize == Money::zero() && step.again == Time::never() &&
           !step.give_up && !step.on_credit && !step.release;
}

std::vector<std::string> mistakes(const std::string& word, const Given& given) {
    Report report;
    (void)make<PaymentPolicy>(word, given, report);
    return report.mistakes;
}

using enum PaymentMoment;

}  // namespace

TEST_CASE("in_full and on_shipment take it all at once, or with each parcel", "[policies][payments]") {
    Asked full("in_full");
    CHECK(full(at(accepted)).capture == Money::of(100));
    CHECK(idle(full(at(leaving, 0, 40))));
    CHECK(idle(full(at(refused))));
    Asked later("on_shipment", Given().set("via", std::uint32_t{1}));
    CHECK(later.policy->via() == Id<Processor>(1));
    CHECK(idle(later(at(accepted))));
    CHECK(later(at(leaving, 40, 60)).capture == Money::of(20));
}

TEST_CASE("partial_charge: each parcel takes its part of the deposit", "[policies][payments]") {
    Asked ask("partial_charge", Given().map("deposit", Given().set("share", 0.3)));
    CHECK(ask(at(accepted)).capture == Money::of(30));
    // 40 ship: 40 and 30 % of the other 60 are to be paid, 30 were.
    CHECK(ask(at(leaving, 30, 40)).capture == Money::of(28));
    CHECK(ask(at(leaving, 58, 100)).capture == Money::of(42));
    Asked amount("partial_charge", Given().map("deposit", Given().set("amount", Money::of(250))));
    CHECK(amount(at(accepted)).capture == Money::of(100));  // not more than the order
}

TEST_CASE("partial_charge: a balance with a date", "[policies][payments]") {
    const auto given = [](const Given& balance) {
        return Given().map("deposit", Given().set("share", 0.3)).map("balance", balance);
    };
    Asked after("partial_charge", given(Given().set("after", 10_d)));
    CHECK(after(at(accepted)).again == Time::at(12_d));
    CHECK(idle(after(at(leaving, 30, 100))));
    CHECK(after(at(asked, 30)).capture == Money::of(70));
    Asked on("partial_charge", given(Given().set("on", Time::at(1_d))).set("ship", "unpaid"));
    CHECK(on(at(accepted)).capture == Money::of(100));  // the date has passed
    CHECK(on(at(leaving, 30, 100)).on_credit);
}

TEST_CASE("pre_authorize: holds, captures, renews, gives up", "[policies][payments]") {
    Asked ask("pre_authorize", Given().set("times", 1).set("valid", 3_d));
    CHECK(ask(at(accepted)).authorize == Money::of(100));
    CHECK(ask(at(accepted)).valid == 3_d);
    CHECK(ask(at(leaving, 0, 40, 100)).capture == Money::of(40));
    CHECK(ask(at(leaving, 0, 40, 100)).authorize == Money::zero());
    CHECK(ask(at(leaving, 0, 40, 100, captures_once)).authorize == Money::of(60));
    CHECK(ask(at(expired, 40)).authorize == Money::of(60));
    CHECK(ask(at(expired, 40)).give_up);
    Asked cancel("pre_authorize", Given().set("on_expiry", "cancel"));
    CHECK(cancel(at(expired)).give_up);
    Asked capture("pre_authorize", Given().set("on_expiry", "capture"));
    CHECK(idle(capture(at(expired))));
}

TEST_CASE("crowdfund: nothing before the campaign has succeeded", "[policies][payments]") {
    Asked ask("crowdfund", Given().set("goal", Money::of(500)).set("deadline", Time::at(30_d)));
    REQUIRE(ask.policy->campaign() != nullptr);
    CHECK(ask.policy->campaign()->goal == Money::of(500));
    const auto told = [&](PaymentMoment moment, Campaign campaign) {
        PaymentView view = at(moment);
        view.campaign = campaign;
        return ask(view);
    };
    CHECK(idle(told(accepted, Campaign::open)));
    CHECK(told(decided, Campaign::won).capture == Money::of(100));
    CHECK(told(decided, Campaign::lost).give_up);
}

TEST_CASE("installments: by a provider, or in parts with the remainder last", "[policies][payments]") {
    Asked provider("installments");
    CHECK(provider(at(accepted)).capture == Money::of(100));
    Asked ask("installments", Given().set("parts", 3).set("every", 30_d));
    CHECK(ask(at(accepted)).capture == Money::of(33.33));  // rounded to the cent where it is taken
    CHECK(ask(at(leaving, 33.33, 100)).on_credit);
    CHECK(ask(at(asked, 33.33, 100)).again == Time::at(62_d));
    const PaymentStep last = ask(at(asked, 66.66, 100));
    CHECK(last.capture == Money::of(33.34));
    CHECK(last.again == Time::never());
}

TEST_CASE("payment policies refuse what they can't do", "[policies][payments]") {
    CHECK_FALSE(mistakes("partial_charge", {}).empty());
    CHECK_FALSE(
        mistakes("partial_charge", Given().map("deposit", Given().set("share", 0.3).set("amount", Money::of(3))))
            .empty());
    CHECK_FALSE(mistakes("partial_charge", Given()
                                               .map("deposit", Given().set("share", 0.3))
                                               .map("balance", Given().set("after", 3_d).set("on", Time::at(9_d))))
                    .empty());
    CHECK_FALSE(mistakes("crowdfund", Given().set("goal", Money::of(1))).empty());
    CHECK_FALSE(mistakes("installments", Given().set("parts", 1)).empty());
    CHECK_FALSE(mistakes("pre_authorize", Given().set("valid", Duration::zero())).empty());
}

// Who goes before whom, and what is kept for whom.
#include "sim/policy/prioritization.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <algorithm>
#include <initializer_list>

using namespace backstock;
using namespace backstock::testing;

namespace {

Given by(std::initializer_list<const char*> keys) {
    std::vector<Scalar> list;
    for (const char* key : keys) list.emplace_back(std::string(key));
    return Given().list("by", list);
}

Given units(std::int64_t n) { return Given().set("units", Quantity::units(n)); }
Given weight(double w) { return Given().set("weight", w); }

}  // namespace

TEST_CASE("rank goes by its keys in their order", "[policies][prioritization]") {
    const WaitingView early{.placed = Time::at(1_d),
                            .promised = Time::at(9_d),
                            .since = Time::at(5_d),
                            .tier = 1,
                            .quantity = Quantity::units(3),
                            .value = Money::of(100),
                            .margin = Money::of(10),
                            .chance = 0.2};
    const WaitingView late{.placed = Time::at(2_d),
                           .promised = Time::at(8_d),
                           .since = Time::at(4_d),
                           .tier = 0,
                           .quantity = Quantity::units(2),
                           .value = Money::of(90),
                           .margin = Money::of(20),
                           .chance = 0.3};
    const auto first = [&](const char* key) {
        const auto rank = make<PrioritizationPolicy>("rank", by({key}));
        REQUIRE(rank);
        REQUIRE(rank->before(early, late) != rank->before(late, early));
        CHECK_FALSE(rank->before(early, early));
        return rank->before(early, late) ? "early" : "late";
    };
    CHECK(first("tier") == std::string("late"));
    CHECK(first("promised") == std::string("late"));
    CHECK(first("placed") == std::string("early"));
    CHECK(first("waited") == std::string("late"));
    CHECK(first("value") == std::string("early"));
    CHECK(first("margin") == std::string("late"));
    CHECK(first("quantity") == std::string("late"));
    CHECK(first("random") == std::string("early"));

    const auto rank = make<PrioritizationPolicy>("rank", by({"tier", "promised", "placed"}));
    WaitingView a{.placed = Time::at(1_d), .promised = Time::at(5_d)};
    WaitingView b{.placed = Time::at(2_d), .promised = Time::at(5_d)};
    CHECK(rank->before(a, b));
    a.promised = Time::at(6_d);
    CHECK(rank->before(b, a));
    b.tier = 1;
    CHECK(rank->before(a, b));
    CHECK(rank->by_tier());
    CHECK_FALSE(make<PrioritizationPolicy>("rank", by({"placed", "tier"}))->by_tier());
}

TEST_CASE("rank refuses keys that it does not know, and none", "[policies][prioritization]") {
    Report report;
    make<PrioritizationPolicy>("rank", by({"tier", "colour"}), report);
    REQUIRE(report.mistakes.size() == 1);
    CHECK(report.mistakes.front().find("unknown key 'colour'; expected one of tier, promised") != std::string::npos);
    CHECK_FALSE(make<PrioritizationPolicy>("rank", Given()));
}

TEST_CASE("reserves of better tiers add up", "[policies][prioritization]") {
    const auto rank = make<PrioritizationPolicy>(
        "rank", by({"tier"}).named("reserve", "a", units(5)).named("reserve", "b", units(2)));
    REQUIRE(rank);
    REQUIRE(rank->reserve() != nullptr);
    CHECK(rank->reserve()->kept_from(0) == Quantity::zero());
    CHECK(rank->reserve()->kept_from(1) == Quantity::units(5));
    CHECK(rank->reserve()->kept_from(2) == Quantity::units(7));
    CHECK(rank->reserve()->kept_from(3) == Quantity::units(7));  // own sites, below three tiers
    CHECK(make<PrioritizationPolicy>("rank", by({"tier"}).named("reserve", "a", units(0)))->reserve() == nullptr);
    CHECK(make<PrioritizationPolicy>("fifo", Given().named("reserve", "b", units(1)))->reserve()->kept_from(2) ==
          Quantity::units(1));
}

TEST_CASE("weighted: a weight of 3 is three days earlier at an ageing of 1 a day", "[policies][prioritization]") {
    const auto policy =
        make<PrioritizationPolicy>("weighted", Given().named("weights", "a", weight(3)).set("ageing", Rate{1}));
    REQUIRE(policy);
    const auto gold = [](Duration placed) { return WaitingView{.placed = Time::at(placed), .tier = 0}; };
    const auto other = [](Duration placed) { return WaitingView{.placed = Time::at(placed), .tier = 2}; };
    CHECK(policy->before(gold(5_d), other(2_d + 1_us)));
    CHECK(policy->before(other(2_d - 1_h), gold(5_d)));
    CHECK_FALSE(policy->before(other(2_d), gold(5_d)));
    CHECK_FALSE(policy->before(gold(5_d), other(2_d)));
    const auto slow =
        make<PrioritizationPolicy>("weighted", Given().named("weights", "a", weight(3)).set("ageing", Rate{0.5}));
    CHECK(slow->before(gold(8_d), other(2_d + 1_us)));
    CHECK(make<PrioritizationPolicy>("weighted", Given()) == nullptr);
}

TEST_CASE("fair_share reads its classes", "[policies][prioritization]") {
    const auto plain = make<PrioritizationPolicy>("fair_share", Given());
    REQUIRE(plain);
    CHECK(plain->shares()->weights.empty());
    CHECK_FALSE(plain->shares()->by_segment);
    const auto shares = make<PrioritizationPolicy>(
        "fair_share", Given().set("by", "segment").named("shares", "c", weight(2)).named("shares", "a", weight(1)));
    REQUIRE(shares);
    CHECK(shares->shares()->by_segment);
    CHECK(shares->shares()->weights == std::vector<double>{1, 0, 2, 0});
    CHECK(make<PrioritizationPolicy>("fair_share", Given().named("shares", "a", weight(0))) == nullptr);
}

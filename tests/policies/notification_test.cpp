#include "sim/policy/notification.hpp"

#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

namespace backstock::testing {

TEST_CASE("none tells nothing", "[policies]") {
    const auto none = make<NotificationPolicy>("none", {});
    REQUIRE(none);
    for (std::size_t i = 0; i < std::size(notices); ++i) CHECK_FALSE(none->tells(static_cast<Notice>(i)));
    CHECK(none->every() == Duration::zero());
}

TEST_CASE("updates tell what they are asked to", "[policies]") {
    const auto plain = make<NotificationPolicy>("updates", {});
    REQUIRE(plain);
    CHECK(plain->tells(Notice::backordered));
    CHECK(plain->tells(Notice::delayed));
    CHECK(plain->tells(Notice::shipped));
    CHECK_FALSE(plain->tells(Notice::sooner));
    CHECK_FALSE(plain->tells(Notice::cancelled));
    CHECK(plain->least_move() == 1_d);
    const auto given = make<NotificationPolicy>("updates", Given()
                                                               .set("every", 7_d)
                                                               .list("on", {std::string("sooner")})
                                                               .set("cost", Money::of(0.02))
                                                               .set("cancels", 0.1)
                                                               .set("lengthens", 1.5));
    REQUIRE(given);
    CHECK(given->every() == 7_d);
    CHECK(given->tells(Notice::sooner));
    CHECK_FALSE(given->tells(Notice::delayed));
    CHECK(given->cost() == Money::of(0.02));
    CHECK(given->cancels() == 0.1);
    CHECK(given->lengthens() == 1.5);
}

TEST_CASE("updates refuse what cannot be told", "[policies]") {
    Report report;
    make<NotificationPolicy>("updates", Given().list("on", {std::string("delayed"), std::string("late")}), report);
    CHECK(report.mistakes == std::vector<std::string>{"on: expected some of backordered, delayed, sooner, shipped, "
                                                      "cancelled; there is no 'late'"});
    CHECK_FALSE(make<NotificationPolicy>("updates", Given().set("cancels", 1.2)));
    CHECK_FALSE(make<NotificationPolicy>("updates", Given().set("every", 0_d)));
}

}  // namespace backstock::testing

#include "sim/policy/recovery.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("recovery: what is left of an outage", "[disruptions]") {
    const auto step = make<RecoveryPolicy>("step", {});
    CHECK(step->curve(Duration::zero()) == 0);
    CHECK(step->pieces().empty());
    const auto ramp = make<RecoveryPolicy>("ramp", Given().set("over", 4_d));
    CHECK(ramp->curve(Duration::zero()) == 1);
    CHECK(ramp->curve(3_d) == 0.25);
    CHECK(ramp->curve(5_d) == 0);
    const auto exponential = make<RecoveryPolicy>("exponential", Given().set("time", 2_d));
    CHECK(exponential->curve(2_d) == Approx(std::exp(-1)));
    CHECK(exponential->curve(exponential->pieces().back()) == 0);
}

TEST_CASE("recovery profile: steps between the points, and what is no profile", "[disruptions]") {
    const auto point = [](Duration after, double restored) {
        return Given().set("after", after).set("restored", restored);
    };
    const auto profile = make<RecoveryPolicy>("profile", Given()
                                                             .map("points", point(Duration::zero(), 0.1))
                                                             .map("points", point(7_d, 0.5))
                                                             .map("points", point(21_d, 1)));
    REQUIRE(profile);
    CHECK(profile->steps());
    CHECK(profile->curve(Duration::zero()) == Approx(0.9));
    CHECK(profile->curve(7_d - 1_us) == Approx(0.9));
    CHECK(profile->curve(7_d) == Approx(0.5));
    CHECK(profile->curve(21_d) == 0);
    CHECK(profile->pieces() == std::vector<Duration>{7_d, 21_d});
    for (const Given& wrong :
         {Given(), Given().map("points", point(1_d, 1.0)), Given().map("points", point(Duration::zero(), 0.5)),
          Given()
              .map("points", point(Duration::zero(), 0.5))
              .map("points", point(1_d, 0.4))
              .map("points", point(2_d, 1.0))})
        CHECK_FALSE(make<RecoveryPolicy>("profile", wrong));
}

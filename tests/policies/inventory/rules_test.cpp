// What each inventory rule orders, by tables worked out by hand.
#include "sim/policy/forecast.hpp"
#include "sim/policy/inventory.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

using namespace backstock;
using namespace backstock::testing;

namespace {

Quantity units(double n) { return Quantity::of(n); }

Quantity ordered(const InventoryPolicy& policy, double position) {
    StockView view{};
    view.position = units(position);
    return policy.order(view);
}

Given levels(const std::string& a, double x, const std::string& b, double y) {
    return Given().set(a, units(x)).set(b, units(y));
}

// No order above the reorder point; an order at it.
void check_reorder_point(const InventoryPolicy& policy) {
    const Quantity point = policy.reorder_point();
    StockView view{};
    view.position = point;
    CHECK(policy.order(view) > Quantity::zero());
    view.position = point + Quantity::micro(1);
    CHECK(policy.order(view) <= Quantity::zero());
}

}  // namespace

TEST_CASE("base_stock orders up to S", "[policies][inventory]") {
    const auto policy = make<InventoryPolicy>("base_stock", Given().set("S", units(7)));
    REQUIRE(policy);
    CHECK(ordered(*policy, 3) == units(4));
    CHECK(ordered(*policy, -2) == units(9));
    CHECK(ordered(*policy, 6.5) == units(0.5));
    CHECK(ordered(*policy, 7) <= Quantity::zero());
    CHECK(ordered(*policy, 9) <= Quantity::zero());
    CHECK(policy->review().every == Duration::zero());
    CHECK(policy->review().at == Phase::late_review);
    check_reorder_point(*policy);
}

TEST_CASE("s_S orders up to S at or below s", "[policies][inventory]") {
    for (const char* word : {"s_S", "min_max"}) {
        const auto policy = make<InventoryPolicy>(word, levels("s", 40, "S", 120));
        REQUIRE(policy);
        CHECK(ordered(*policy, 41) == Quantity::zero());
        CHECK(ordered(*policy, 40) == units(80));
        CHECK(ordered(*policy, -5) == units(125));
        CHECK(policy->reorder_point() == units(40));
        check_reorder_point(*policy);
    }
}

TEST_CASE("s_S takes negative levels and refuses S below s", "[policies][inventory]") {
    const auto policy = make<InventoryPolicy>("s_S", levels("s", -4, "S", -1));
    REQUIRE(policy);
    CHECK(ordered(*policy, -4) == units(3));
    Report report;
    make<InventoryPolicy>("s_S", levels("s", 40, "S", 39), report);
    REQUIRE(report.mistakes.size() == 1);
    CHECK(report.mistakes[0] == "S: must not be below s, which is 40");
}

TEST_CASE("r_Q orders as many lots as lift the position above r", "[policies][inventory]") {
    const auto policy = make<InventoryPolicy>("r_Q", levels("r", 10, "Q", 25));
    REQUIRE(policy);
    CHECK(ordered(*policy, 11) == Quantity::zero());
    CHECK(ordered(*policy, 10) == units(25));
    CHECK(ordered(*policy, -14) == units(25));
    CHECK(ordered(*policy, -15) == units(50));  // one lot would lead to r itself
    CHECK(ordered(*policy, -40) == units(75));
    check_reorder_point(*policy);
    CHECK_FALSE(make<InventoryPolicy>("r_Q", levels("r", 10, "Q", 0)));
}

TEST_CASE("none never orders", "[policies][inventory]") {
    const auto policy = make<InventoryPolicy>("none", Given());
    REQUIRE(policy);
    CHECK(ordered(*policy, -1e9) == Quantity::zero());
    CHECK(policy->reorder_point() < units(-1e9));
}

TEST_CASE("newsvendor orders up to the critical quantile", "[policies][inventory]") {
    Given given;
    given.choose("demand", "normal", Given().set("mean", 50.0).set("sd", 8.0));
    given.set("underage", Money::of(0.7)).set("overage", Money::of(0.18));
    const auto policy = make<InventoryPolicy>("newsvendor", given);
    REQUIRE(policy);
    // Snyder and Shen, Fundamentals of Supply Chain Theory, example 4.3: S = 56.6.
    CHECK(ordered(*policy, 0).in_units() == Approx(56.6).margin(0.05));

    Given by_ratio;
    by_ratio.choose("demand", "poisson", Given().set("mean", 10.0)).set("ratio", 0.9);
    const auto counted = make<InventoryPolicy>("newsvendor", by_ratio);
    REQUIRE(counted);
    CHECK(ordered(*counted, 0) == units(14));
}

TEST_CASE("newsvendor wants its ratio in exactly one way", "[policies][inventory]") {
    Given demand;
    demand.choose("demand", "poisson", Given().set("mean", 10.0));
    CHECK_FALSE(make<InventoryPolicy>("newsvendor", demand));
    CHECK_FALSE(make<InventoryPolicy>("newsvendor", Given(demand).set("underage", Money::of(1))));
    CHECK_FALSE(make<InventoryPolicy>("newsvendor", Given(demand).set("ratio", 0.5).set("overage", Money::of(1))));
    CHECK_FALSE(make<InventoryPolicy>("newsvendor", Given(demand).set("ratio", 1.0)));
    CHECK_FALSE(
        make<InventoryPolicy>("newsvendor", Given(demand).set("overage", Money::zero()).set("underage", Money::of(1))));
    CHECK(make<InventoryPolicy>("newsvendor", Given(demand).set("ratio", 0.5)));
}

TEST_CASE("a review has an interval and a side of demand", "[policies][inventory]") {
    Given given = Given().set("S", units(7));
    given.map("review", Given().set("every", 1_wk));
    const auto start = make<InventoryPolicy>("base_stock", given);
    REQUIRE(start);
    CHECK(start->review().every == 7_d);
    CHECK(start->review().at == Phase::review);

    given.maps.clear();
    given.map("review", Given().set("every", 1_d).set("at", "end"));
    const auto end = make<InventoryPolicy>("R_S", given);
    REQUIRE(end);
    CHECK(end->review().every == 1_d);
    CHECK(end->review().at == Phase::late_review);
}

TEST_CASE("periodic words need a review", "[policies][inventory]") {
    Report report;
    make<InventoryPolicy>("R_S", Given().set("S", units(7)), report);
    make<InventoryPolicy>("R_s_S", levels("s", 2, "S", 7), report);
    REQUIRE(report.mistakes.size() == 2);
    CHECK(report.mistakes[0].find("needs a review interval") != std::string::npos);

    Report zero;
    make<InventoryPolicy>("R_S", Given().set("S", units(7)).map("review", Given().set("every", 0_d)), zero);
    CHECK(zero.mistakes == std::vector<std::string>{"every: out of bounds"});
}

namespace {

// What a policy with a forecast orders from nothing, given the lead time in periods.
double level(const InventoryPolicy& policy, double lead_time, double lead_time_sd = 0, Duration period = 1_d) {
    const ForecastState memory{};
    StockView view{};
    view.now = Time::at(100_d);
    view.forecast = &memory;
    view.period = period;
    view.lead_time = lead_time;
    view.lead_time_sd = lead_time_sd;
    return policy.order(view).in_units();
}

Given known(double mean, double sd) {
    return Given().choose("forecast", "known", Given().set("mean", mean).set("sd", sd));
}

Given reviewed(Given given, const char* at) { return given.map("review", Given().set("every", 1_d).set("at", at)); }

}  // namespace

TEST_CASE("forecast_up_to covers the lead time, and an interval where it reviews first", "[policies][inventory]") {
    const Given given = known(10, 2).set("safety_factor", 1.5);
    CHECK(level(*make<InventoryPolicy>("forecast_up_to", given), 4) == Approx(40 + 1.5 * 2 * 2));
    CHECK(level(*make<InventoryPolicy>("forecast_up_to", reviewed(given, "end")), 4) == Approx(46));
    CHECK(level(*make<InventoryPolicy>("forecast_up_to", reviewed(given, "start")), 3) == Approx(46));
    CHECK(level(*make<InventoryPolicy>("forecast_up_to", Given(given).set("protection", 9_d)), 4) == Approx(99));
    CHECK_FALSE(make<InventoryPolicy>("forecast_up_to", Given()));
}

TEST_CASE("newsvendor takes a forecast in place of a law", "[policies][inventory]") {
    // The quantile of the normal at 0.975 is 1.95996.
    CHECK(level(*make<InventoryPolicy>("newsvendor", known(10, 2).set("ratio", 0.975)), 4) ==
          Approx(40 + 1.959964 * 4).epsilon(1e-6));
    CHECK_FALSE(make<InventoryPolicy>(
        "newsvendor", known(10, 2).set("ratio", 0.9).choose("demand", "poisson", Given().set("mean", 10.0))));
}

TEST_CASE("service_level adds the variance of the lead time", "[policies][inventory]") {
    // sqrt(4 x 3^2 + 10^2 x 0.8^2) = 10; the quantile of the normal at 0.841344746 is 1.
    const auto cycle = make<InventoryPolicy>("service_level", known(10, 3).set("cycle", 0.841344746));
    REQUIRE(cycle);
    CHECK(level(*cycle, 4, 0.8) == Approx(50).epsilon(1e-6));
    CHECK_FALSE(make<InventoryPolicy>("service_level", known(10, 3)));
    CHECK_FALSE(make<InventoryPolicy>("service_level", known(10, 3).set("cycle", 0.9).set("fill_rate", 0.9)));
    CHECK_FALSE(make<InventoryPolicy>("service_level", known(10, 3).set("cycle", 1.0)));
}

TEST_CASE("sterman orders what it expects and a share of the gap", "[policies][inventory]") {
    const auto policy =
        make<InventoryPolicy>("sterman", Given()
                                             .set("theta", 0.5)
                                             .set("alpha", 0.5)
                                             .set("beta", 0.25)
                                             .set("target", units(30))
                                             .map("fixed", Given().set("order", units(4)).set("until", 4_wk)));
    REQUIRE(policy);
    CHECK(policy->review().every == 7_d);
    CHECK(policy->review().at == Phase::late_review);
    ForecastState memory{};
    StockView view{};
    view.forecast = &memory;
    view.available = units(2);
    view.waiting = units(6);
    view.on_order = units(16);
    view.now = Time::at(27_d);
    CHECK(policy->order(view) == units(4));
    view.now = Time::at(28_d);
    CHECK(policy->order(view) == units(4 + 0.5 * (30 + 4 - 4)));
    policy->forecast()->observe(memory, 8);  // 4 -> 6
    CHECK(policy->order(view) == units(6 + 15));
    view.on_order = units(400);
    CHECK(policy->order(view) == Quantity::zero());
}

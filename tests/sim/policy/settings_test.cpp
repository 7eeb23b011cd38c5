// The typed calls: what they declare, and what they answer when a value is given, absent or wrong.
#include "sim/policy/settings.hpp"

#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("a setting answers what was given", "[policy]") {
    Report report;
    const Given given = Given()
                            .set("b", true)
                            .set("i", 3)
                            .set("n", 2.5)
                            .set("d", 7_d)
                            .set("m", Money::of(4.5))
                            .set("q", Quantity::units(8))
                            .set("r", Rate{6})
                            .set("t", "text")
                            .set("w", "end")
                            .set("ref", std::uint32_t{2})
                            .list("l", {1.0, std::int64_t{2}});
    SettingsStub settings(given, report);
    CHECK(settings.boolean("b", false, ""));
    CHECK(settings.integer("i", required, "") == 3);
    CHECK(settings.number("n", 1, "") == 2.5);
    CHECK(settings.share("n", optional, "", any_number) == 2.5);
    CHECK(settings.duration("d", required, "") == 7_d);
    CHECK(settings.money("m", required, "") == Money::of(4.5));
    CHECK(settings.quantity("q", optional, "") == Quantity::units(8));
    CHECK(settings.rate("r", required, "").per_day == 6);
    CHECK(settings.text("t", "", "") == "text");
    CHECK(settings.word("w", {"start", "end"}, 0, "") == 1);
    CHECK(settings.reference("ref", Named::item, required, "") == 2);
    CHECK(settings.numbers("l", "") == std::vector<double>{1, 2});
    CHECK(report.mistakes.empty());
}

TEST_CASE("an absent setting answers its fallback and declares it in the user's notation", "[policy]") {
    Report report;
    const Given given;
    SettingsStub settings(given, report);
    CHECK(settings.boolean("b", true, ""));
    CHECK(settings.integer("i", 5, "") == 5);
    CHECK(settings.number("n", 0.5, "") == 0.5);
    CHECK(settings.share("s", 0.3, "") == 0.3);
    CHECK(settings.duration("d", 7_d, "") == 7_d);
    CHECK(settings.rate("r", Rate{6}, "").per_day == 6);
    CHECK(settings.money("m", Money::of(4.5), "") == Money::of(4.5));
    CHECK(settings.quantity("q", Quantity::units(2), "") == Quantity::units(2));
    CHECK(settings.text("t", "shop", "") == "shop");
    CHECK(settings.word("w", {"start", "end"}, 1, "") == 1);
    CHECK(settings.value("v", 3.5, "3.5 d", "") == 3.5);
    CHECK(report.mistakes.empty());
    CHECK(report.declared == std::vector<std::string>{"b = true", "i = 5", "n = 0.5", "s = 30 %", "d = 7 d", "r = 6 /d",
                                                      "m = 4.50", "q = 2", "t = shop", "w = end", "v = 3.5 d"});
    CHECK_FALSE(settings.money("m", optional, ""));
    CHECK_FALSE(settings.instant("x", optional, ""));
    CHECK(settings.numbers("l", "").empty());
    CHECK(settings.law("law", Dimension::number, optional, "") == nullptr);
}

TEST_CASE("a missing or wrong setting is recorded once and answers within its bounds", "[policy]") {
    Report report;
    const Given given = Given().set("wrong", -3.0);
    SettingsStub settings(given, report);
    CHECK(settings.number("wrong", required, "", positive) > 0);
    CHECK(settings.number("missing", required, "", Bounds{5, 8}) == 5);
    CHECK(settings.number("open", required, "", Bounds{0, 1, true}) == 0.5);
    CHECK(settings.duration("time", required, "", positive) > 0_d);
    CHECK(settings.value("value", required, "", positive) > 0);
    CHECK(settings.rate("rate", required, "").per_day == 0);
    CHECK(report.mistakes == std::vector<std::string>{"wrong: out of bounds", "missing: is missing", "open: is missing",
                                                      "time: is missing", "value: is missing", "rate: is missing"});
}

TEST_CASE("a parameter of a law comes in the law's dimension", "[policy]") {
    Report report;
    const Given given = Given().set("time", 2_d).set("count", 3);
    SettingsStub times(given, report, Dimension::duration);
    CHECK(times.value("time", required, "") == 2 * 86'400e6);
    SettingsStub counts(given, report, Dimension::quantity);
    CHECK(counts.value("count", optional, "") == 3.0);
}

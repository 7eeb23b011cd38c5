#include "scenarios/scalars.hpp"

#include "tests/catch.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

using namespace backstock;

namespace {

template<class T>
std::string refusal(const Parsed<T>& parsed) {
    CHECK_FALSE(parsed);
    CHECK_FALSE(parsed.message.empty());
    return parsed.message;
}

}  // namespace

TEST_CASE("durations carry their units", "[scenarios]") {
    CHECK(*parse_duration("250 us") == 250_us);
    CHECK(*parse_duration("250 ms") == 250'000_us);
    CHECK(*parse_duration("45 s") == 45_s);
    CHECK(*parse_duration("90 min") == 90_min);
    CHECK(*parse_duration("36 h") == 36_h);
    CHECK(*parse_duration("7 d") == 7_d);
    CHECK(*parse_duration("7d") == 7_d);
    CHECK(*parse_duration("2 wk") == 14_d);
    CHECK(*parse_duration("1 yr") == 365_d);
    CHECK(*parse_duration("0.1 d") * 10 == 1_d);
    CHECK(*parse_duration("0 d") == 0_d);
    CHECK(*parse_duration("-3 d") == -(3_d));
    CHECK(*parse_duration("20000 d") == 20'000_d);
    CHECK(*parse_duration("1e-3 s") == 1000_us);
    CHECK(*parse_duration("0.33333333333333 s") == 333'333_us);
}

TEST_CASE("a duration without its unit is never guessed", "[scenarios]") {
    CHECK(refusal(parse_duration("7")) == "'7' has no unit; write 7 d (the units are us, ms, s, min, h, d, wk, yr)");
    CHECK(refusal(parse_duration("0")).starts_with("'0' has no unit; write 0 d"));
    CHECK(refusal(parse_duration("7 days")) == "unknown unit 'days' in '7 days'; did you mean 7 d?");
    CHECK(refusal(parse_duration("3 weeks")).ends_with("did you mean 3 wk?"));
    CHECK(refusal(parse_duration("1 y")).ends_with("did you mean 1 yr?"));
    CHECK(refusal(parse_duration("1 hour")).ends_with("did you mean 1 h?"));
    CHECK(refusal(parse_duration("5 \xC2\xB5s")).ends_with("did you mean 5 us?"));
    CHECK(refusal(parse_duration("5 mim")).ends_with("did you mean 5 min?"));
    CHECK(refusal(parse_duration("1 m")).ends_with("a month has no fixed length: write 30 d"));
    CHECK(refusal(parse_duration("1 month")).ends_with("months differ in length: write days, such as 30 d"));
    CHECK(refusal(parse_duration("1 d 12 h")) == "'1 d 12 h' is not one number with one unit, such as 36 h");
    CHECK(refusal(parse_duration("soon")) == "expected a duration such as 7 d or 36 h, not 'soon'");
    CHECK(refusal(parse_duration("")) == "expected a duration such as 7 d or 36 h, not ''");
    CHECK(refusal(parse_duration("d")).starts_with("expected a duration"));
    CHECK(refusal(parse_duration("7 /d")).find("unknown unit '/d'") != std::string::npos);
    CHECK(refusal(parse_duration("1,000 d")).ends_with("write 1000 without separators"));
    CHECK(refusal(parse_duration("300000 yr")).find("is longer than") != std::string::npos);
    CHECK(refusal(parse_duration("1e300 d")).find("is longer than") != std::string::npos);
    CHECK(refusal(parse_duration("9 " + std::string(5000, 'q'))).size() < 300);
}

TEST_CASE("rates are per day", "[scenarios]") {
    CHECK(parse_rate("6 /d")->per_day == 6);
    CHECK_FALSE(parse_rate("6 /d")->percent);
    CHECK(parse_rate("6/d")->per_day == 6);
    CHECK(parse_rate("0.5 /h")->per_day == 12);
    CHECK(parse_rate("7 /wk")->per_day == 1);
    CHECK(parse_rate("1 /s")->per_day == 86'400);
    CHECK(parse_rate("25 %/yr")->per_day == 0.25 / 365);
    CHECK(parse_rate("25 %/yr")->percent);
    CHECK(parse_rate("25% / yr")->per_day == 0.25 / 365);
    CHECK(parse_rate("0.225 /yr")->per_day == 0.225 / 365);
    CHECK(refusal(parse_rate("6")) == "expected a rate such as 6 /d or 25 %/yr, not '6'; write 6 /d");
    CHECK(refusal(parse_rate("6 h")).ends_with("write 6 /h"));
    CHECK(refusal(parse_rate("25 %")).ends_with("write 25 %/yr"));
    CHECK(refusal(parse_rate("25 % yr")).ends_with("write 25 %/yr"));
    CHECK(refusal(parse_rate("6 per day")).ends_with("write 6 /d"));
    CHECK(refusal(parse_rate("6 /day")).ends_with("did you mean 6 /d?"));
    CHECK(refusal(parse_rate("25 %/year")).ends_with("did you mean 25 %/yr?"));
    CHECK(refusal(parse_rate("6 /")).find("a unit is missing") != std::string::npos);
    CHECK(refusal(parse_rate("/d")).starts_with("expected a rate"));
    CHECK(refusal(parse_rate("1e308 /us")).ends_with("is too large"));
}

TEST_CASE("shares are fractions or percent", "[scenarios]") {
    CHECK(*parse_share("30 %") == 0.3);
    CHECK(*parse_share("30%") == 0.3);
    CHECK(*parse_share("0.3") == 0.3);
    CHECK(*parse_share("2.9 %") == 0.029);
    CHECK(*parse_share("150 %") == 1.5);
    CHECK(*parse_share("1") == 1);
    CHECK(*parse_share("-5 %") == -0.05);
    CHECK(refusal(parse_share("30")) == "expected a share such as 30 % or 0.3, not '30'; write 30 %");
    CHECK(refusal(parse_share("30 d")) == "expected a share such as 30 % or 0.3, not '30 d'");
    CHECK(refusal(parse_share("half")).starts_with("expected a share"));
    CHECK(refusal(parse_share("30 %%")).starts_with("expected a share"));
}

TEST_CASE("numbers and integers", "[scenarios]") {
    CHECK(*parse_number("2.5") == 2.5);
    CHECK(refusal(parse_number("25 %")) == "expected a plain number, not '25 %'");
    CHECK(refusal(parse_number("7 d")) == "expected a plain number, not '7 d'");
    CHECK(refusal(parse_number("many")) == "'many' is not a number");
    CHECK(*parse_integer("42") == 42);
    CHECK(*parse_integer("1e6") == 1'000'000);
    CHECK(*parse_integer("-7") == -7);
    CHECK(refusal(parse_integer("2.5")) == "expected a whole number, not '2.5'");
    CHECK(refusal(parse_integer("99999999999999999999")) == "'99999999999999999999' is too large");
    CHECK(refusal(parse_integer("1e300")) == "'1e300' is too large");
    CHECK(refusal(parse_integer("5 d")) == "expected a plain number, not '5 d'");
}

TEST_CASE("money is a plain number", "[scenarios]") {
    CHECK(*parse_money("4.50") == Money::raw(45'000));
    CHECK(*parse_money("0.0001") == Money::raw(1));
    CHECK(*parse_money("-20000") == Money::raw(-200'000'000));
    CHECK(refusal(parse_money("$4.50")).ends_with("write 4.50"));
    CHECK(refusal(parse_money("4.50 \xE2\x82\xAC")).ends_with("write 4.50"));
    CHECK(refusal(parse_money("4.50 EUR")).ends_with("write 4.50"));
    CHECK(refusal(parse_money("0.00001")) == "'0.00001' has more than the four decimals that money is kept to");
    CHECK(refusal(parse_money("1e18")) == "'1e18' is more money than can be counted");
    CHECK(refusal(parse_money("1,000")).ends_with("write 1000 without separators"));
}

TEST_CASE("quantities have six decimals", "[scenarios]") {
    CHECK(*parse_quantity("12") == Quantity::units(12));
    CHECK(*parse_quantity("0.000001") == Quantity::micro(1));
    CHECK(refusal(parse_quantity("0.0000001")).find("more than the six decimals") != std::string::npos);
    CHECK(refusal(parse_quantity("1e13")).ends_with("is more than can be counted"));
    CHECK(refusal(parse_quantity("12 d")) == "expected a plain number, not '12 d'");
}

TEST_CASE("truth is true or false", "[scenarios]") {
    CHECK(*parse_boolean("true"));
    CHECK_FALSE(*parse_boolean("false"));
    CHECK(refusal(parse_boolean("yes")) == "expected true or false, not 'yes'; write true");
    CHECK(refusal(parse_boolean("off")) == "expected true or false, not 'off'; write false");
    CHECK(refusal(parse_boolean("True")).ends_with("write true"));
    CHECK(refusal(parse_boolean("maybe")) == "expected true or false, not 'maybe'");
}

TEST_CASE("tolerances", "[scenarios]") {
    CHECK(parse_tolerance("35.022 ± 0.01")->value == 35.022);
    CHECK(parse_tolerance("35.022 ± 0.01")->within == 0.01);
    CHECK(parse_tolerance("-1 +- 0")->value == -1);
    CHECK(parse_tolerance("35+/-1")->within == 1);
    CHECK(parse_tolerance("95 % ± 0.5 %")->value == 0.95);
    CHECK(parse_tolerance("95 % ± 0.5 %")->within == 0.005);
    CHECK(parse_tolerance("95 % ± 0.5 %")->percent);
    CHECK(refusal(parse_tolerance("35 ± 1 %")).find("on both sides or on neither") != std::string::npos);
    CHECK(refusal(parse_tolerance("35")).starts_with("expected a value with its tolerance"));
    CHECK(refusal(parse_tolerance("35 ± -1")).ends_with("a tolerance is not negative"));
    CHECK(refusal(parse_tolerance("± 1")) == "a number is missing");
}

TEST_CASE("any text is read or refused with a sentence", "[scenarios]") {
    const auto holds = [](const auto& parsed) { return parsed.value.has_value() == parsed.message.empty(); };
    rc::check([&] {
        const auto text =
            *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789+-.,eE%/ dhwkyrsminu$'_T:±")));
        RC_ASSERT(holds(parse_number(text)) && holds(parse_integer(text)) && holds(parse_share(text)));
        RC_ASSERT(holds(parse_duration(text)) && holds(parse_rate(text)) && holds(parse_money(text)));
        RC_ASSERT(holds(parse_quantity(text)) && holds(parse_date(text)) && holds(parse_tolerance(text)));
    });
    rc::check([](std::int32_t n) {
        RC_ASSERT(*parse_duration(fmt::format("{} s", n)) == 1_s * static_cast<std::int64_t>(n));
    });
}

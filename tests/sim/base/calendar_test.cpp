#include "sim/base/calendar.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("days and dates turn into each other", "[base]") {
    CHECK(days_of({1970, 1, 1}) == 0);
    CHECK(days_of({2026, 1, 5}) == 20'458);
    CHECK(days_of({2000, 3, 1}) - days_of({2000, 2, 28}) == 2);
    CHECK(days_of({1900, 3, 1}) - days_of({1900, 2, 28}) == 1);
    CHECK(days_of({1969, 12, 31}) == -1);
    for (std::int64_t day = -1'000'000; day <= 1'000'000; day += 97) {
        const Date date = date_of(day);
        REQUIRE(is_valid(date));
        REQUIRE(days_of(date) == day);
    }
}

TEST_CASE("weekdays begin on Monday", "[base]") {
    CHECK(weekday_of(0) == 3);  // 1970-01-01 was a Thursday
    CHECK(weekday_of(days_of({2026, 1, 5})) == 0);
    CHECK(weekday_of(days_of({2010, 12, 1})) == 2);
    CHECK(weekday_of(-4) == 6);
}

TEST_CASE("only days of the calendar are valid", "[base]") {
    CHECK(is_valid({2024, 2, 29}));
    CHECK_FALSE(is_valid({2026, 2, 29}));
    CHECK_FALSE(is_valid({2026, 13, 1}));
    CHECK_FALSE(is_valid({2026, 4, 31}));
    CHECK_FALSE(is_valid({2026, 4, 0}));
}

TEST_CASE("dates are read in three orders, with or without a time", "[base]") {
    const auto read = [](const char* text, DateOrder order) { return parse_day_time(text, order); };
    const std::int64_t day = days_of({2011, 12, 9});
    for (const char* text : {"2011-12-09", "2011-12-9"}) CHECK(read(text, DateOrder::iso)->day == day);
    CHECK(read("2011-12-09 12:50:00", DateOrder::iso)->time == 12_h + 50_min);
    CHECK(read("2011-12-09T12:50:07.25Z", DateOrder::iso)->time == 12_h + 50_min + 7_s + 250'000_us);
    CHECK(read("12/9/2011 8:26", DateOrder::month_first)->day == day);
    CHECK(read("12/9/2011 8:26", DateOrder::month_first)->time == 8_h + 26_min);
    CHECK(read("9.12.2011", DateOrder::day_first)->day == day);
    CHECK(read("09/12/2011", DateOrder::day_first)->day == day);
    for (const char* named : {"09-Dec-11", "9-DEC-2011", "9 December 2011", "9/dec/11"}) {
        INFO(named);
        REQUIRE(read(named, DateOrder::day_first));
        CHECK(read(named, DateOrder::day_first)->day == day);
    }
    CHECK(read("31-Dec-69", DateOrder::day_first)->day == -1);
    CHECK(read("1-Jan-68", DateOrder::day_first)->day == days_of({2068, 1, 1}));
    for (const char* wrong : {"9-De-11", "9-Decem-1", "31-Jun-06", "9-Mai-06", "9 12 2011", "9-Decembers-2011"}) {
        INFO(wrong);
        CHECK_FALSE(parse_day_time(wrong, DateOrder::day_first));
    }
}

TEST_CASE("what is not entirely a date is not read", "[base]") {
    for (const char* text : {"", "2011", "2011-12", "2011-13-01", "2011-12-09x", "2011-12-09 ", "2011-12-09 25:00",
                             "2011-12-09 12", "2011-12-09 12:60", "2011-12-09 12:50:00+01:00", "12/9/2011", "-12-09"}) {
        INFO(text);
        CHECK_FALSE(parse_day_time(text, DateOrder::iso));
    }
    CHECK_FALSE(parse_day_time("31/12/2011", DateOrder::month_first));
    CHECK_FALSE(parse_day_time("2011-12-09", DateOrder::day_first));
}

#include "scenarios/scalars.hpp"
#include "tests/catch.hpp"

using namespace backstock;
using namespace std::chrono;

namespace {

std::string refusal(std::string_view text) {
    const auto parsed = parse_date(text);
    CHECK_FALSE(parsed);
    return parsed.message;
}

}  // namespace

TEST_CASE("dates of the calendar", "[scenarios]") {
    CHECK(*parse_date("1970-01-01") == CalendarTime{});
    CHECK(*parse_date("2026-03-17") == sys_days(year(2026) / 3 / 17));
    CHECK(weekday(floor<days>(*parse_date("2026-01-05"))) == Monday);
    CHECK(*parse_date("2026-03-17T06:30") == sys_days(year(2026) / 3 / 17) + hours(6) + minutes(30));
    CHECK(*parse_date("2010-12-01 08:26:05") == sys_days(year(2010) / 12 / 1) + hours(8) + minutes(26) + seconds(5));
    CHECK(*parse_date("2024-02-29") == *parse_date("2024-03-01") - days(1));
    CHECK(*parse_date(" 2026-03-17 ") == *parse_date("2026-03-17"));
}

TEST_CASE("days that do not exist, and other notations", "[scenarios]") {
    CHECK(refusal("2026-02-29") == "'2026-02-29': February 2026 has 28 days");
    CHECK(refusal("2100-02-29") == "'2100-02-29': February 2100 has 28 days");
    CHECK(refusal("2026-04-31") == "'2026-04-31': April 2026 has 30 days");
    CHECK(refusal("2026-04-00") == "'2026-04-00': April 2026 has 30 days");
    CHECK(refusal("2026-13-01") == "'2026-13-01': months go from 01 to 12");
    CHECK(refusal("0999-01-01").ends_with("is before the year 1600"));
    CHECK(refusal("2026-03-17T24:00").ends_with("the time goes from 00:00 to 23:59"));
    for (const std::string_view text :
         {"17.03.2026", "03/17/2026", "2026-3-17", "2026/03/17", "20260317", "2026-03-17Z", "2026-03-17T06",
          "2026-03-17T06:00Z", "tomorrow", "", "2026-03-17T", "2026"}) {
        CHECK(refusal(text).starts_with("expected a date such as 2026-03-17"));
    }
}

// When customers come.
#include "sim/base/calendar.hpp"
#include "sim/engine/stream.hpp"
#include "sim/policy/arrivals.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

namespace {

ArrivalState state_of(std::uint64_t replication = 1) {
    ArrivalState state;
    state.stream = Streams(11, replication).at(name_key("regulars"), "arrival");
    return state;
}

// The arrivals before `end`, as the flows ask for them.
std::vector<Arrival> arrivals(const ArrivalProcess& process, Time end, std::uint64_t replication = 1) {
    std::vector<Arrival> all;
    ArrivalState state = state_of(replication);
    for (state.next = process.first(state); state.next.at < end; state.next = process.next(state)) {
        if (!all.empty()) REQUIRE(state.next.at >= all.back().at);
        all.push_back(state.next);
    }
    return all;
}

Given rate(double per_day) { return Given().set("rate", Rate{per_day}); }

std::vector<Scalar> week(std::initializer_list<double> factors) { return {factors.begin(), factors.end()}; }

// Counts lie within four standard deviations of a Poisson count with this mean.
void check_count(double count, double mean) { CHECK(std::abs(count - mean) < 4 * std::sqrt(mean)); }

}  // namespace

TEST_CASE("Poisson arrivals at a constant rate", "[policies][arrivals]") {
    const auto process = make<ArrivalProcess>("poisson", rate(6));
    REQUIRE(process);
    const auto all = arrivals(*process, Time::at(10'000_d));
    check_count(static_cast<double>(all.size()), 60'000);
    // Intervals are exponential: mean and standard deviation are equal.
    double squares = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        const double gap = (all[i].at - all[i - 1].at).in_days();
        squares += gap * gap;
    }
    CHECK(squares / static_cast<double>(all.size()) == Approx(2.0 / 36).epsilon(0.03));
    CHECK(all[0].customer == 0);
    CHECK(all[100].customer == 100);
    CHECK(all[0].baskets == Quantity::units(1));
    CHECK(arrivals(*make<ArrivalProcess>("poisson", rate(0)), Time::at(1000_yr)).empty());
}

TEST_CASE("a weekly profile has mean 1 and begins on Monday", "[policies][arrivals]") {
    const auto process = make<ArrivalProcess>("poisson", rate(7).list("weekly", week({1, 1, 1, 1, 1.2, 1.6, 0})));
    REQUIRE(process);
    Report midweek;
    midweek.start_day = 20'458 + 3;  // a Thursday
    const auto later =
        make<ArrivalProcess>("poisson", rate(7).list("weekly", week({1, 1, 1, 1, 1.2, 1.6, 0})), midweek);
    REQUIRE(later);
    const int weeks = 2000;
    std::vector<double> monday(7);
    std::vector<double> thursday(7);
    for (const Arrival& a : arrivals(*process, Time::at(7_d * weeks))) {
        ++monday[static_cast<std::size_t>(a.at.since_start() / 1_d % 7)];
    }
    for (const Arrival& a : arrivals(*later, Time::at(7_d * weeks))) {
        ++thursday[static_cast<std::size_t>((a.at.since_start() / 1_d + 3) % 7)];
    }
    const std::vector<double> factors = {1, 1, 1, 1, 1.2, 1.6, 0};
    for (std::size_t day = 0; day < 7; ++day) {
        INFO("weekday " << day);
        const double mean = 7 * factors[day] * 7 / 6.8 * weeks;
        if (mean == 0) CHECK(monday[day] + thursday[day] == 0);
        if (mean > 0) check_count(monday[day], mean);
        if (mean > 0) check_count(thursday[day], mean);
    }
}

TEST_CASE("a monthly profile follows the calendar", "[policies][arrivals]") {
    std::vector<Scalar> factors(12, 1.0);
    factors[1] = 4.0;   // February
    factors[11] = 9.0;  // December; the sum is 23
    const auto process = make<ArrivalProcess>("poisson", rate(50).list("monthly", factors));
    REQUIRE(process);
    std::vector<double> counts(12);
    std::vector<double> days(12);
    constexpr std::int64_t horizon = 365 * 12;  // beyond what is tabulated
    for (std::int64_t day = 0; day < horizon; ++day) ++days[static_cast<std::size_t>(date_of(20'458 + day).month - 1)];
    for (const Arrival& a : arrivals(*process, Time::at(1_d * horizon))) {
        ++counts[static_cast<std::size_t>(date_of(20'458 + a.at.since_start() / 1_d).month - 1)];
    }
    for (std::size_t month = 0; month < 12; ++month) {
        INFO("month " << month);
        check_count(counts[month], 50 * std::get<double>(factors[month]) * 12 / 23 * days[month]);
    }
}

TEST_CASE("dated events multiply the rate while they last", "[policies][arrivals]") {
    Given given = rate(1000);
    given.map("events", Given().set("from", Time::at(10_d + 6_h)).set("for", 12_h).set("factor", 5.0));
    given.map("events", Given().set("from", Time::at(10_d + 12_h)).set("for", 1_d).set("factor", 0.5));
    given.map("events", Given().set("from", Time::at(20_d)).set("for", 2_d).set("factor", 0.0));
    const auto process = make<ArrivalProcess>("poisson", given);
    REQUIRE(process);
    const auto all = arrivals(*process, Time::at(30_d));
    const auto count = [&all](Duration from, Duration to) {
        double n = 0;
        for (const Arrival& a : all) n += a.at >= Time::at(from) && a.at < Time::at(to) ? 1 : 0;
        return n;
    };
    check_count(count(0_d, 10_d + 6_h), 10'250);
    check_count(count(10_d + 6_h, 10_d + 12_h), 1250);
    check_count(count(10_d + 12_h, 10_d + 18_h), 625);
    check_count(count(10_d + 18_h, 11_d + 12_h), 375);
    check_count(count(11_d + 12_h, 20_d), 8500);
    CHECK(count(20_d, 22_d) == 0);
    check_count(count(22_d, 30_d), 8000);
}

TEST_CASE("a trend compounds", "[policies][arrivals]") {
    const auto process = make<ArrivalProcess>("poisson", rate(100).set("trend", Rate{0.25 / 365, true}));
    REQUIRE(process);
    const auto all = arrivals(*process, Time::at(3_yr));
    double third_year = 0;
    for (const Arrival& a : all) third_year += a.at >= Time::at(2_yr) ? 1 : 0;
    const double year = 365 * 100 * 0.25 / std::log(1.25);  // the integral of 1.25^t over the first
    check_count(third_year, year * 1.25 * 1.25);
    // A business that dies out ends, instead of being looked for in all eternity.
    const auto dying = make<ArrivalProcess>("poisson", rate(1).set("trend", Rate{-0.9 / 365, true}));
    REQUIRE(dying);
    CHECK(arrivals(*dying, Time::never()).size() < 1000);
    CHECK_FALSE(make<ArrivalProcess>("poisson", rate(1).set("trend", Rate{-1.0 / 365, true})));
}

TEST_CASE("the same customers come when the rate changes", "[policies][arrivals]") {
    // The integral of the rate at the n-th arrival is the same, whatever the rate: common random numbers.
    const auto slow = make<ArrivalProcess>("poisson", rate(2));
    const auto fast = make<ArrivalProcess>("poisson", rate(8));
    const auto weekly = make<ArrivalProcess>("poisson", rate(2).list("weekly", week({2, 2, 2, 2, 2, 2, 2.0001})));
    const auto a = arrivals(*slow, Time::at(500_d));
    const auto b = arrivals(*fast, Time::at(125_d));
    const auto c = arrivals(*weekly, Time::at(500_d));
    REQUIRE(a.size() > 900);
    REQUIRE(b.size() >= a.size() - 1);
    for (std::size_t i = 0; i + 2 < a.size(); ++i) {
        REQUIRE(std::abs(a[i].at.us() - 4 * b[i].at.us()) < 4000);
        REQUIRE(std::abs((a[i].at - c[i].at).in_days()) < 0.001);
    }
    CHECK(arrivals(*slow, Time::at(500_d), 2)[0].at != a[0].at);
}

TEST_CASE("profiles of a wrong length or without customers are refused", "[policies][arrivals]") {
    CHECK_FALSE(make<ArrivalProcess>("poisson", rate(1).list("weekly", week({1, 1}))));
    CHECK_FALSE(make<ArrivalProcess>("poisson", rate(1).list("weekly", week({0, 0, 0, 0, 0, 0, 0}))));
    CHECK_FALSE(make<ArrivalProcess>("poisson", rate(1).list("monthly", week({1, 1, 1, 1, 1, 1, 1}))));
    CHECK_FALSE(make<ArrivalProcess>("poisson", rate(1).list("weekly", {})));
}

TEST_CASE("renewal customers come after their intervals", "[policies][arrivals]") {
    Given given;
    given.choose("every", "constant", Given().set("value", 2_d));
    given.choose("quantity", "poisson", Given().set("mean", 3.0));
    const auto process = make<ArrivalProcess>("renewal", given);
    REQUIRE(process);
    const auto all = arrivals(*process, Time::at(2000_d));
    REQUIRE(all.size() == 999);  // the first after one interval, the last before the end
    CHECK(all[0].at == Time::at(2_d));
    CHECK(all[998].at == Time::at(1998_d));
    double units = 0;
    for (const Arrival& a : all) units += a.baskets.in_units();
    check_count(units, 3 * 999);

    Given still;
    still.choose("every", "constant", Given().set("value", 0_d));
    CHECK_FALSE(make<ArrivalProcess>("renewal", still));
}

TEST_CASE("per_period demand comes at the start of every period", "[policies][arrivals]") {
    Given given = Given().set("every", 1_wk);
    given.choose("quantity", "discrete", Given().list("values", {0.0, 4.0}));
    const auto process = make<ArrivalProcess>("per_period", given);
    REQUIRE(process);
    const auto all = arrivals(*process, Time::at(1000_wk));
    REQUIRE(all.size() == 1000);
    double periods = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        REQUIRE(all[i].at == Time::at(1_wk * static_cast<std::int64_t>(i)));
        REQUIRE((all[i].baskets == Quantity::zero() || all[i].baskets == Quantity::units(4)));
        periods += all[i].baskets > Quantity::zero() ? 1 : 0;
    }
    CHECK(std::abs(periods - 500) < 4 * std::sqrt(250));
}

TEST_CASE("autoregressive demand has the mean, spread and correlation it was given", "[policies][arrivals]") {
    Given given = Given().set("every", 1_d).set("mean", 100.0).set("sd", 10.0).set("correlation", 0.7);
    const auto process = make<ArrivalProcess>("ar1", given);
    REQUIRE(process);
    const auto all = arrivals(*process, Time::at(50'000_d));
    REQUIRE(all.size() == 50'000);
    double mean = 0;
    for (const Arrival& a : all) mean += a.baskets.in_units() / 50'000;
    double variance = 0;
    double covariance = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const double d = all[i].baskets.in_units() - mean;
        variance += d * d / 50'000;
        covariance += d * (all[i + 1].baskets.in_units() - mean) / 50'000;
    }
    CHECK(mean == Approx(100).margin(0.5));
    CHECK(std::sqrt(variance) == Approx(10).epsilon(0.03));
    CHECK(covariance / variance == Approx(0.7).margin(0.02));

    // The first period has the stationary law, too.
    double squares = 0;
    for (std::uint64_t replication = 0; replication < 4000; ++replication) {
        ArrivalState state = state_of(replication);
        const double d = process->first(state).baskets.in_units() - 100;
        squares += d * d / 4000;
    }
    CHECK(std::sqrt(squares) == Approx(10).epsilon(0.06));

    given.scalars.erase("sd");
    given.set("noise", 10 * std::sqrt(1 - 0.49));
    const auto same = make<ArrivalProcess>("ar1", given);
    REQUIRE(same);
    CHECK(std::abs(arrivals(*same, Time::at(50_d))[49].baskets.in_units() - all[49].baskets.in_units()) < 1e-5);
}

TEST_CASE("autoregressive demand is never negative, and its parameters are checked", "[policies][arrivals]") {
    const Given given = Given().set("every", 1_d).set("mean", 1.0).set("correlation", -0.5);
    const auto process = make<ArrivalProcess>("ar1", Given(given).set("sd", 5.0));
    REQUIRE(process);
    std::size_t none = 0;
    for (const Arrival& a : arrivals(*process, Time::at(1000_d))) {
        REQUIRE(a.baskets >= Quantity::zero());
        none += a.baskets == Quantity::zero() ? 1U : 0U;
    }
    CHECK(none > 300);
    CHECK_FALSE(make<ArrivalProcess>("ar1", given));
    CHECK_FALSE(make<ArrivalProcess>("ar1", Given(given).set("sd", 1.0).set("noise", 1.0)));
    CHECK_FALSE(make<ArrivalProcess>("ar1", Given(given).set("sd", 1.0).set("correlation", 1.0)));
}

TEST_CASE("a population comes back, in steady state from the start", "[policies][arrivals]") {
    for (const char* word : {"exponential", "constant"}) {
        INFO(word);
        Given given = Given().set("size", 1000);
        given.choose("every", word, Given().set("mean", 20_d).set("value", 20_d));
        const auto process = make<ArrivalProcess>("population", given);
        REQUIRE(process);
        const auto all = arrivals(*process, Time::at(200_d));
        std::vector<double> decades(10);
        std::vector<int> visits(1000);
        for (const Arrival& a : all) {
            ++decades[static_cast<std::size_t>(a.at.since_start() / 20_d)];
            ++visits.at(a.customer);
        }
        for (const double count : decades) check_count(count, 1000);
        if (std::string(word) == "constant") CHECK(*std::min_element(visits.begin(), visits.end()) == 10);
    }
}

TEST_CASE("a trace gathers rows into orders and tells what it skipped", "[policies][arrivals]") {
    Given given;
    given.file("file", {{"InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "CustomerID"},
                        {"101", "b", "6", "2026-01-06 08:26:00", "17850"},
                        {"102", "a", "1", "2026-01-05T09:00", ""},
                        {"101", "a", "2", "2026-01-06 08:27:00", "17850"},
                        {"C103", "a", "-2", "2026-01-07 08:00:00", "17850"},
                        {"104", "POST", "1", "2026-01-07 08:00:00", "17850"},
                        {"104", "c", "3", "2026-01-07 08:00:00", "17850"},
                        {"105", "a", "1", "2026-01-04 23:59:59", "1"},
                        {"106", "a", "1", "yesterday", "1"},
                        {"107", "a", "many", "2026-01-07 08:00:00", "1"}});
    given.map("columns", Given()
                             .set("order", "InvoiceNo")
                             .set("item", "StockCode")
                             .set("quantity", "Quantity")
                             .set("time", "InvoiceDate")
                             .set("customer", "CustomerID"));
    Report report;
    const auto process = make<ArrivalProcess>("trace", given, report);
    REQUIRE(process);
    CHECK(report.mistakes.empty());
    REQUIRE(report.notes.size() == 1);
    CHECK(report.notes[0] ==
          "trace: 4 of 9 rows used, in 3 orders; skipped: 1 with a quantity of zero or less (returns and "
          "cancellations), 1 of items that the scenario does not have (POST), 1 from before the start, 1 with an "
          "unreadable time, 1 with an unreadable quantity");

    const auto all = arrivals(*process, Time::never());
    REQUIRE(all.size() == 3);
    CHECK(all[0].at == Time::at(9_h));
    CHECK(all[0].lines == 1);
    CHECK(all[1].at == Time::at(1_d + 8_h + 26_min));
    REQUIRE(all[1].lines == 2);
    CHECK(process->line(all[1].first_line).item == Id<Item>(1));
    CHECK(process->line(all[1].first_line).quantity == Quantity::units(6));
    CHECK(process->line(all[1].first_line + 1).item == Id<Item>(0));
    CHECK(all[1].customer == all[2].customer);
    CHECK(all[0].customer != all[1].customer);
    CHECK(process->items() == std::vector<Id<Item>>{Id<Item>(0), Id<Item>(1), Id<Item>(2)});

    ArrivalState state = state_of();
    process->first(state);
    CHECK(process->first(state).at == Time::at(9_h));  // a second replication begins anew
}

TEST_CASE("a trace reads the times it was told to expect", "[policies][arrivals]") {
    const auto first_time = [](const char* format, const char* cell) {
        Given given = Given().set("format", format);
        given.file("file", {{"order", "time", "item", "quantity"}, {"1", cell, "a", "1"}});
        const auto process = make<ArrivalProcess>("trace", given);
        ArrivalState state = state_of();
        return process ? process->first(state).at : Time::never();
    };
    CHECK(first_time("month_first", "1/9/2026 8:26") == Time::at(4_d + 8_h + 26_min));
    CHECK(first_time("day_first", "9.1.2026 8:26") == Time::at(4_d + 8_h + 26_min));
    CHECK(first_time("days", "1.5") == Time::at(36_h));
    CHECK(first_time("seconds", "90") == Time::at(90_s));
    CHECK(first_time("iso", "2026-02-30") == Time::never());
    CHECK(first_time("iso", "1/9/2026") == Time::never());
}

TEST_CASE("a trace without any usable row is refused", "[policies][arrivals]") {
    Given given;
    given.file("file", {{"order", "time", "item", "quantity"}, {"1", "2026-01-05", "unknown", "1"}});
    Report report;
    CHECK_FALSE(make<ArrivalProcess>("trace", given, report));
    REQUIRE(report.mistakes.size() == 1);
    CHECK(report.mistakes[0].find("no row can be used") != std::string::npos);
}

#include "tools/figures.hpp"

#include "tests/catch.hpp"
#include "tools/progress_line.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"

#include <cmath>

using namespace backstock;

namespace {

std::string shown(const std::string& kpi, double mean, double half_width) {
    SummaryRow row{};
    row.kpi = kpi;
    row.mean = mean;
    row.half_width = half_width;
    RunPlan run;
    run.currency = "EUR";
    const FigureFormat figure(row, *find_kpi(kpi), run);
    return figure(mean) + " ± " + figure.number(half_width);
}

}  // namespace

TEST_CASE("numbers have commas between thousands") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(-1234567.891, 2) == "-1,234,567.89");
    CHECK(grouped(-100) == "-100");
}

TEST_CASE("figures show as many digits as are known, in units people use") {
    CHECK(shown("fill_rate", 0.96223, 0.0041) == "96.22 % ± 0.41");
    CHECK(shown("profit", 90083.7, 278.9) == "90,084 EUR ± 279");
    CHECK(shown("fulfillment_time", 0.5, 0.01) == "12.00 h ± 0.24");
    CHECK(shown("fulfillment_time", 0.01, 0.001) == "14.4 min ± 1.4");
    CHECK(shown("fulfillment_time", 3.25, 0.1) == "3.25 d ± 0.10");
    CHECK(shown("cost_per_period", 35.0216, 0.0213) == "35.022 EUR/d ± 0.021");
    CHECK(shown("on_hand", 12, 0) == "12 units ± 0");
    CHECK(shown("bullwhip", 1.52, 0.1) == "1.52 ± 0.10");
    CHECK(shown("on_hand", 12.5, std::nan("")) == "12.50 units ± -");
}

TEST_CASE("spans of time are told in their largest whole unit") {
    CHECK(written_span(1_yr) == "1 yr");
    CHECK(written_span(2_yr) == "2 yr");
    CHECK(written_span(366_d) == "366 d");
    CHECK(written_span(0_d) == "0 d");
    CHECK(rough_time(0.02) == "less than 0.1 s");
    CHECK(rough_time(0.32) == "0.3 s");
    CHECK(rough_time(61) == "61 s");
    CHECK(rough_time(3725) == "62 min 5 s");
    CHECK(rough_time(7200) == "2 h 0 min");
}

TEST_CASE("text is broken at blanks, by the columns it takes") {
    CHECK(wrapped("one two three", 0, 2, 8) == "one two\n  three\n");
    CHECK(wrapped("äöü äöü", 0, 0, 7) == "äöü äöü\n");
    CHECK(wrapped("unbreakable", 1, 0, 4) == " unbreakable\n");
    CHECK(wrapped("", 0, 0, 4) == "\n");
}

TEST_CASE("words are quoted for the shell where they must be") {
    CHECK(shell_word("a/b.yaml") == "a/b.yaml");
    CHECK(shell_word("my shop.yaml") == "'my shop.yaml'");
    CHECK(shell_word("it's") == "'it'\\''s'");
    CHECK(shell_word("") == "''");
}

TEST_CASE("a change is suggested where the scenario has one to make") {
    Scenario scenario;
    scenario.resolved_yaml = "stores: {shop: {stock: {\"A.1\": {initial: 5, inventory: {r_Q: {r: 30, Q: 100}}}}}}";
    CHECK(suggested_change(scenario)->set == "stores.shop.stock.\"A.1\".inventory.r_Q.Q=125");
    CHECK(suggested_change(scenario)->word == "r_Q");
    scenario.resolved_yaml = "stores: {shop: {inventory: none}}\nsuppliers: {mill: {lead_time: 4 d}}";
    CHECK(suggested_change(scenario)->set == "suppliers.mill.lead_time=8 d");
    scenario.resolved_yaml = "stores: {shop: {inventory: none}}";
    CHECK_FALSE(suggested_change(scenario));
}

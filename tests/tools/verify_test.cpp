#include "tests/catch.hpp"
#include "tests/tools/tool.hpp"
#include "tools/expectation_check.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

namespace {

Expectation alone(double value, const std::string& written) {
    return {.kpi = "on_hand", .least = value, .most = value, .value = value, .within = 0, .written = written};
}

// A summary row of ten replications with that mean and standard error.
SummaryRow row_of(double mean, double standard_error) {
    SummaryRow row{};
    row.kpi = "on_hand";
    row.n = 10;
    row.mean = mean;
    row.half_width = standard_error * boost::math::quantile(boost::math::students_t(9), 0.975);
    return row;
}

}  // namespace

TEST_CASE("a value alone must lie within four standard errors of the mean") {
    CHECK(check_expectation(alone(10, "10"), row_of(10.39, 0.1)).holds);
    CHECK(check_expectation(alone(10, "10"), row_of(9.61, 0.1)).holds);
    CHECK_FALSE(check_expectation(alone(10, "10"), row_of(10.41, 0.1)).holds);
    CHECK_FALSE(check_expectation(alone(10, "10"), row_of(9.59, 0.1)).holds);
}

TEST_CASE("the rounding of the stated value is allowed for") {
    CHECK(check_expectation(alone(10.33, "10.33"), row_of(31.0 / 3, 0)).holds);
    CHECK_FALSE(check_expectation(alone(10.33, "10.33"), row_of(10.336, 0)).holds);
    CHECK(check_expectation(alone(0.333, "33.3 %"), row_of(1.0 / 3, 0)).holds);
    CHECK_FALSE(check_expectation(alone(10, "10"), row_of(10.4, 0)).holds);
}

TEST_CASE("a tolerance or a range decides alone") {
    Expectation stated{.kpi = "on_hand", .least = 9.9, .most = 10.1, .value = 10, .within = 0.1, .written = "10 ± 0.1"};
    CHECK(check_expectation(stated, row_of(10.1, 0.5)).holds);
    CHECK_FALSE(check_expectation(stated, row_of(10.11, 0.5)).holds);
    stated.least = stated.most = 10;
    stated.written = "10 ± 0";
    CHECK(check_expectation(stated, row_of(10, 0.5)).holds);
    CHECK_FALSE(check_expectation(stated, row_of(10.001, 0.5)).holds);
    const Expectation range{
        .kpi = "on_hand", .least = 9, .most = 11, .value = std::nan(""), .within = 0, .written = "9 to 11"};
    CHECK(check_expectation(range, row_of(9, 5)).holds);
    CHECK_FALSE(check_expectation(range, row_of(11.1, 5)).holds);
}

TEST_CASE("what could not be measured does not hold") {
    CHECK_FALSE(check_expectation(alone(10, "10"), row_of(std::nan(""), 0.1)).holds);
}

TEST_CASE("verify compares scenarios with what they state") {
    const ShopFolder folder;
    write(folder / "right.yaml",
          small_shop + "expect: {fill_rate: {between: [0 %, 100 %]}, units_demanded: {between: [150, 250]}}\n");
    const Called right = tool_in(folder.path(), "verify right.yaml");
    INFO(right.out << right.err);
    CHECK(right.status == 0);
    CHECK(contains(right.out, "1 model, 2 figures: all hold"));

    write(folder / "wrong.yaml", small_shop + "expect: {units_demanded: 100, fill_rate: {between: [0 %, 100 %]}}\n");
    const Called wrong = tool_in(folder.path(), "verify .");
    CHECK(wrong.status == 1);
    CHECK(contains(wrong.out, "MISSED"));
    CHECK(contains(wrong.out, "1 missed"));
    const nlohmann::json json = nlohmann::json::parse(tool_in(folder.path(), "verify . --json").out);
    CHECK(json["checks"].size() == 4);
    CHECK(json["missed"] == 1);

    CHECK(tool_in(folder.path(), "verify shop.yaml").status == 2);  // it states nothing
    CHECK(tool_in(folder.path(), "verify missing.yaml").status == 2);
    write(folder / "broken.yaml", "backstock: 2\n");
    const Called broken = tool_in(folder.path(), "verify . --seed 4");
    CHECK(broken.status == 2);
    CHECK(contains(broken.err, "broken.yaml:"));
    CHECK(contains(broken.out, "right"));
}

TEST_CASE("verify plays the cells of a study of which something is stated, and its search") {
    const ShopFolder folder;
    const std::string study =
        "backstock-study: 1\nbase: shop.yaml\n"
        "variants: {none: {stores.shop.stock.mug.inventory: none},\n"
        "           level: {stores.shop.stock.mug.inventory: {base_stock: 60}}}\n"
        "optimize: {maximize: fill_rate}\ncompare: {baseline: none}\n";
    write(folder / "study.yaml", study + R"(expect:
  fill_rate: {level: {between: [50 %, 100 %]}, level - none: {between: [10 %, 100 %]}}
  units_demanded: {level - none: 0 ± 0}
  best: [none, level]
)");
    const Called right = tool_in(folder.path(), "verify study.yaml --html page.html");
    INFO(right.out << right.err);
    CHECK(right.status == 0);
    CHECK(contains(right.out, "1 model, 4 figures: all hold"));
    CHECK(contains(content(folder / "page.html"), "none or level"));

    write(folder / "study.yaml", study + "expect: {fill_rate: {level - none: 0 ± 0}, best: [none]}\n");
    const Called wrong = tool_in(folder.path(), "verify study.yaml --json");
    CHECK(wrong.status == 1);
    CHECK(nlohmann::json::parse(wrong.out)["missed"] == 2);
    CHECK(nlohmann::json::parse(wrong.out)["checks"][0]["simulated"] == "level");

    write(folder / "study.yaml", study + "expect: {wait_over: {none: 1 %}}\n");
    const Called unknown = tool_in(folder.path(), "verify study.yaml");
    CHECK(unknown.status == 2);
    CHECK(contains(unknown.err, "unknown KPI 'wait_over'"));
}

TEST_CASE("verify makes a page of what it found") {
    const ShopFolder folder;
    write(folder / "right.yaml",
          "# Question: Is 1 < 2 & so on?\n# Model:    A <script>alert(1)</script> shop.\n# Look at:  units_demanded.\n"
          "# Change:   The rate.\n# Answer:   200.\n\n" +
              small_shop + "expect: {units_demanded: {between: [150, 250]}}\n");
    write(folder / "wrong.yaml", small_shop + "expect: {units_demanded: 100}\n");
    const Called right = tool_in(folder.path(), "verify right.yaml --html right.html");
    INFO(right.out << right.err);
    CHECK(right.status == 0);
    CHECK(contains(right.out, "Written: right.html"));
    const std::string page = content(folder / "right.html");
    CHECK(contains(page, ">All hold</strong> of 1 figure in 1 model"));
    CHECK(contains(page, "<dd>Is 1 &lt; 2 &amp; so on?</dd>"));
    CHECK(contains(page, "&lt;script&gt;"));
    CHECK_FALSE(contains(page, "<script"));
    CHECK_FALSE(contains(page, "http"));  // it needs nothing else
    CHECK(contains(page, "debits equal credits"));
    CHECK(contains(page, "<dt id=\"kpi-units_demanded\">"));
    const nlohmann::json json = nlohmann::json::parse(tool_in(folder.path(), "verify right.yaml --json").out);
    const auto& check = json["checks"][0];
    CHECK(contains(page, fmt::format("<td>{:.4f}</td>", check["simulated"].get<double>())));

    const Called both = tool_in(folder.path(), "verify . --html both.html");
    CHECK(both.status == 1);
    const std::string missed = content(folder / "both.html");
    CHECK(contains(missed, ">1 missed</strong> of 2 figures in 2 models"));
    CHECK(contains(missed, "class=\"dot out\""));

    write(folder / "broken.yaml", "backstock: 2\n");
    CHECK(tool_in(folder.path(), "verify . --html broken.html").status == 2);
    CHECK_FALSE(std::filesystem::exists(folder / "broken.html"));
    CHECK(tool_in(folder.path(), "verify right.yaml --html none/page.html").status == 2);
}

TEST_CASE("the textbook of the gallery is what verify takes without a name") {
    const Called verified = tool_in(repository_root(), "verify --help");
    CHECK(contains(verified.out, "textbook"));
    const Called deterministic = tool_in(repository_root(), "verify scenarios/textbook/deterministic_s_S.yaml");
    CHECK(deterministic.status == 0);
    CHECK(contains(deterministic.out, "all hold"));
}

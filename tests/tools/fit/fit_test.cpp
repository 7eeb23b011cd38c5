// backstock fit as a user calls it: what is skipped, what is refused, what comes out.
#include "policies/builtin.hpp"
#include "scenarios/law_text.hpp"
#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

namespace {

const std::string deliveries =
    "Vendor,Ordered,Received,Days,Pieces\n"
    "A,2026-01-05,07-Jan-26,2,3\n"
    "A,2026-01-06,9-Jan-26,3.5,1\n"
    "A,2026-01-07,14-Jan-26,7,4\n"
    "A,Pre-PQ Process,14-Jan-26,NaN,1e308\n"
    "B,2026-01-08,Date Not Captured,soon,-2\n"
    "B,2026-01-09,01-Jan-26,,5\n"
    "B,2026-01-10,22-Jan-26,9,6\n";

Called fit(const std::string& csv, const std::string& arguments) {
    const ScratchFolder folder;
    write(folder / "x.csv", csv);
    return tool_in(folder.path(), "fit x.csv " + arguments);
}

nlohmann::json fitted(const std::string& csv, const std::string& arguments) {
    const Called called = fit(csv, arguments + " --json");
    INFO(called.err);
    REQUIRE(called.status == 0);
    return nlohmann::json::parse(called.out);
}

}  // namespace

TEST_CASE("values that can't be used are skipped and counted by cause", "[fit]") {
    const auto days = fitted(deliveries, "--column Days --unit d");
    CHECK(days["rows"] == 7);
    CHECK(days["used"] == 4);
    CHECK(days["skipped"] == nlohmann::json{{"missing", 2}, {"unreadable", 1}, {"negative", 0}, {"too_large", 0}});
    CHECK(days["values"]["mean"] == (2 + 3.5 + 7 + 9) / 4);
    const auto pieces = fitted(deliveries, "--column Pieces --dimension quantity");
    CHECK(pieces["skipped"] == nlohmann::json{{"missing", 0}, {"unreadable", 0}, {"negative", 1}, {"too_large", 1}});
    CHECK(pieces["values"]["n"] == 5);
}

TEST_CASE("the time between two dates is fitted, each column's way of writing them being found", "[fit]") {
    const auto json = fitted(deliveries, "--from Ordered --to Received");
    CHECK(json["used"] == 4);  // 2, 3, 7, 12 days
    CHECK(json["values"]["mean"] == 6);
    CHECK(json["skipped"]["unreadable"] == 2);
    CHECK(json["skipped"]["negative"] == 1);
    CHECK(fitted(deliveries, "--from Ordered --to Received --unit h")["values"]["mean"] == 144);
    const auto one = fitted(deliveries, "--from Ordered --to Received --where Vendor=A");
    CHECK(one["rows"] == 4);
    CHECK(one["values"]["mean"] == 4);
}

TEST_CASE("groups are fitted one by one", "[fit]") {
    const auto json = fitted(deliveries, "--from Ordered --to Received --by Vendor");
    REQUIRE(json["groups"].size() == 2);
    CHECK(json["groups"][0]["group"] == "A");
    CHECK(json["groups"][0]["verdict"] == "too_few");
    CHECK(json["groups"][1]["verdict"] == "constant");
    CHECK(json["groups"][1]["recommended"] == "lead_time: 12 d");
    const Called text = fit(deliveries, "--from Ordered --to Received --by Vendor");
    CHECK(contains(text.out, "lead_time: 12 d  # B: a single value"));
}

TEST_CASE("the report says what was used, draws and gives a line to paste", "[fit]") {
    const Called called = fit(deliveries, "--column Days --unit d");
    REQUIRE(called.status == 0);
    CHECK(contains(called.out, "4 of 7 rows used"));
    CHECK(contains(called.out, "skipped: 1 unreadable: 'soon' (1)"));
    CHECK(contains(called.out, "█ values in d"));
    CHECK(contains(called.out, "4 values are too few to tell laws apart"));
    const std::size_t paste = called.out.find("  lead_time: {");
    REQUIRE(paste != std::string::npos);
    Catalog catalog;
    add_builtin(catalog);
    const std::string choice = called.out.substr(paste + 13, called.out.find('\n', paste) - paste - 13);
    CHECK(load_law(choice, Dimension::duration, catalog)->mean() / 86'400e6 == Approx(5.375).epsilon(0.05));
    const Called narrow = [] {
        const ScratchFolder folder;
        write(folder / "x.csv", deliveries);
        return tool_in(folder.path(), "fit x.csv --column Days --unit d", "COLUMNS=50");
    }();
    CHECK(narrow.out.substr(0, narrow.out.find("law ")).size() < called.out.substr(0, called.out.find("law ")).size());
}

TEST_CASE("a pasted line runs in a scenario", "[fit]") {
    const auto json = fitted(deliveries, "--column Days --unit d");
    const ShopFolder folder;
    for (const auto& each : json["fits"]) {
        const std::string line = each["yaml"];
        INFO(line);
        std::string shop = small_shop;
        const std::string old = "lead_time: {gamma: {mean: 7 d, sd: 2 d}}";
        shop.replace(shop.find(old), old.size(), line);
        write(folder / "pasted.yaml", shop);
        CHECK(tool_in(folder.path(), "check pasted.yaml").status == 0);
    }
}

TEST_CASE("the picture is an SVG file with the histogram and its laws", "[fit]") {
    const ScratchFolder folder;
    write(folder / "x.csv", deliveries);
    const Called called = tool_in(folder.path(), "fit x.csv --column Days --unit d --plot p.svg");
    REQUIRE(called.status == 0);
    const std::string svg = content(folder / "p.svg");
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    CHECK(svg.ends_with("</svg>\n"));
    CHECK(contains(svg, "x.csv: Days"));
    std::size_t curves = 0;
    for (std::size_t at = 0; (at = svg.find("<polyline", at)) != std::string::npos; ++at) ++curves;
    CHECK(curves == 3);
    CHECK_FALSE(contains(svg, "nan"));
    CHECK_FALSE(contains(svg, "inf"));
    CHECK(tool_in(folder.path(), "fit x.csv --column Days --unit d --plot nowhere/p.svg").status == 2);
}

TEST_CASE("what can't be fitted is refused with its place and what to do", "[fit]") {
    struct Case {
        std::string csv, arguments, message;
    };
    const std::vector<Case> cases{
        {"", "--column a", "x.csv: "},
        {"a,b\n", "--column a", "x.csv:1: there are no rows"},
        {"a\n5\n", "--column a", "a single value, 5, says nothing of a law"},
        {"a\n3\n3\n3\n", "--column a --unit d", "all values are the same; write `lead_time: 3 d`"},
        {"a\nNaN\nnan\n", "--column a", "no value can be used: 0 of 2 rows used; skipped: 2 without a value"},
        {"a\n1e308\n1e309\n", "--column a", "x.csv:2: column 'a': '1e308' is too_large"},
        {"a\nsoon\nlater\n", "--column a", "x.csv:2: column 'a': 'soon' is unreadable"},
        {"a\n-1\n-2\n", "--column a", "skipped: 2 negative"},
        {"days\n1\n2\n", "--column dais", "x.csv:1: no column 'dais'; did you mean 'days'?; the columns are days"},
        {"a,b\n1,x\n2,y\n", "--column a --where b=z", "no row has b=z"},
        {"a,b\n01/02/2026,03/04/2026\n", "--from a --to b", "is the month or the day first"},
        {"a,b\nx,y\n", "--from a --to b", "column 'a' has no dates, but 'x'"},
        {"a\n1\n2\n", "", "which values?"},
        {"a\n1\n2\n", "--from a", "which values?"},
        {"a\n1\n2\n", "--column a --dimension duration", "--unit: durations need one"},
        {"a\n1\n2\n", "--column a --unit month", "--unit: found 'month'"},
        {"a\n1\n2\n", "--column a --dimension size", "--dimension: found 'size'"},
        {"a\n1\n2\n", "--column a --where b", "expected NAME=VALUE"},
        {"a,b\n1,x\n2,x\n3,y\n4,y\n", "--column a --by b --plot p.svg", "--plot draws one sample"},
        {std::string("a\n1\n\0\n", 7), "--column a", "x.csv:"},
    };
    for (const Case& each : cases) {
        const Called called = fit(each.csv, each.arguments);
        INFO(each.arguments << "\n" << called.err << called.out);
        CHECK(called.status == 2);
        CHECK(contains(called.err, each.message));
    }
    CHECK(tool_in(ScratchFolder().path(), "fit none.csv --column a").status == 2);
}

TEST_CASE("the lead times of 10,324 real shipments are fitted, vendor by vendor", "[fit]") {
    const auto data = shared_data();
    if (!data) return skip("no real data here");
    const auto file = *data / "scms" / "SCMS_Delivery_History_Dataset_20150929.csv";
    if (!std::filesystem::exists(file)) return skip("no SCMS shipments here");
    const ScratchFolder folder;
    const std::string fit_it = "fit '" + file.string() + "' --json --from 'PO Sent to Vendor Date' --to ";
    const Called all = tool_in(folder.path(), fit_it + "'Delivered to Client Date'");
    INFO(all.err);
    REQUIRE(all.status == 0);
    const auto json = nlohmann::json::parse(all.out);
    CHECK(json["rows"] == 10'324);
    CHECK(json["skipped"]["unreadable"] == 5'404 + 328);  // "N/A - From RDC", "Date Not Captured"
    CHECK(json["skipped"]["negative"] == 5);
    CHECK(json["used"] == 4'587);
    CHECK(json["verdict"] == "poor");  // 352 shipments on the day of the order among lead times of months
    const Called vendors = tool_in(folder.path(), fit_it + "'Delivered to Client Date' --by Vendor");
    REQUIRE(vendors.status == 0);
    const auto groups = nlohmann::json::parse(vendors.out)["groups"];
    CHECK(groups.size() == 73);
    Catalog catalog;
    add_builtin(catalog);
    std::size_t lines = 0;
    std::uint64_t used = 0;
    for (const auto& group : groups) {
        used += group["used"].get<std::uint64_t>();
        if (group["recommended"].is_null()) continue;
        const std::string line = group["recommended"];
        INFO(line);
        const auto law = load_law(line.substr(11), Dimension::duration, catalog);
        ++lines;
        // a law that fits has the values' mean, within four standard errors and what its shape makes of the tail
        if (group["verdict"] != "fits") continue;
        const double error = group["values"]["sd"].get<double>() / std::sqrt(group["used"].get<double>());
        CHECK(std::abs(law->mean() / 86'400e6 - group["values"]["mean"].get<double>()) < 4 * error);
    }
    CHECK(used == 4'587);
    CHECK(lines > 60);
    const Called freight = tool_in(folder.path(), "fit '" + file.string() + "' --json --column 'Freight Cost (USD)'");
    REQUIRE(freight.status == 0);
    CHECK(nlohmann::json::parse(freight.out)["used"] == 6'198);
    CHECK(nlohmann::json::parse(freight.out)["fits"][0]["law"] == "lognormal");
}

// The report as users get it: from a results file, shown in a browser.
#include "output/results_file.hpp"
#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"
#include "tools/report/page.hpp"
#include "tools/report/page_data.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;
namespace fs = std::filesystem;

namespace {

// Names that are markup to whoever does not take care.
constexpr const char* scenario = R"(backstock: 1
title: Two mills, <b>one</b> & "floods"
run: {start: 2026-01-05, horizon: 200 d, warmup: 20 d, replications: 12, seed: 42}
items: {"dress </script>": {price: 89, holding: 25 %/yr}}
suppliers:
  atelier: {region: north, sells: {"dress </script>": {cost: 31}}, lead_time: 9 d, capacity: 25 /d}
  mill: {region: south, sells: {"dress </script>": {cost: 37}}, lead_time: 4 d}
stores:
  shop:
    stock: {"dress </script>": {initial: 120, inventory: {s_S: {s: 60, S: 160}}, sourcing: {split: {atelier: 70 %, mill: 30 %}}}}
    backorder: allow
customers:
  <i>regulars</i>: {store: shop, arrivals: {poisson: {rate: 6 /d}}, buys: {"dress </script>": 1}}
disruptions:
  floods: {strikes: {region: north}, when: {random: {up: {exponential: {mean: 40 d}}, down: 20 d}}, capacity: 0 %, recovery: {ramp: {over: 10 d}}}
)";

Json data_of(const fs::path& page) {
    const std::string text = content(page);
    const std::string mark = "<script type=\"application/json\" id=\"data\">";
    const std::size_t begin = text.find(mark) + mark.size();
    return Json::parse(text.substr(begin, text.find("</script>", begin) - begin));
}

const Json& summary_row(const Json& data, const std::string& kpi) { return data["variants"][0]["summary"][kpi]; }

class ReportedShop {
public:
    ReportedShop() {
        std::ofstream(folder_ / "shop.yaml") << scenario;
        const Called run = tool_in(folder_.path(), "run shop.yaml --report");
        INFO(run.out << run.err);
        REQUIRE(run.status == 0);
        CHECK(contains(run.out, "Report: shop.html"));
    }
    [[nodiscard]] fs::path folder() const { return folder_.path(); }
    [[nodiscard]] fs::path page() const { return folder_ / "shop.html"; }

private:
    ScratchFolder folder_;
};

}  // namespace

TEST_CASE("the figures of a report are those of the file", "[report]") {
    const ReportedShop shop;
    const Json data = data_of(shop.page());
    const ResultsReader results(shop.folder() / "shop.h5");
    const Frame summary = results.read("/shop/summary");
    const auto& kpis = summary.cells<std::string>("kpi");
    REQUIRE(data["variants"][0]["summary"].size() == kpis.size());
    for (std::size_t i = 0; i < kpis.size(); ++i) {
        const double mean = summary.cells<double>("mean")[i];
        INFO(kpis[i]);
        CHECK((summary_row(data, kpis[i])["mean"].is_null() ? std::isnan(mean)
                                                            : summary_row(data, kpis[i])["mean"] == mean));
    }
    CHECK(data["title"] == "Two mills, <b>one</b> & \"floods\"");
    CHECK(data["variants"][0]["replay"]["outages"].size() > 0);
    CHECK(data["variants"][0]["replay"]["story"].get<std::string>().starts_with("Order "));
    CHECK(data["variants"][0]["network"]["sites"].size() == 4);
    // Both sources are there, so that only the shop is a single point of failure.
    for (const Json& site : data["variants"][0]["network"]["sites"])
        CHECK(site["alone"] == (site["name"] == "shop" ? 1 : 0));
}

TEST_CASE("a report is made beside its file, and only from results", "[report]") {
    const ReportedShop shop;
    fs::remove(shop.page());
    CHECK(tool_in(shop.folder(), "report shop.h5").status == 0);
    CHECK(fs::exists(shop.page()));
    for (const char* wrong : {"report shop.yaml", "report nothing.h5", "report shop.h5 -o nowhere/page.html"}) {
        const Called refused = tool_in(shop.folder(), wrong);
        INFO(wrong << ": " << refused.err);
        CHECK(refused.status == 2);
        CHECK_FALSE(refused.err.empty());
    }
    CHECK(tool_in(shop.folder(), "run shop.yaml --no-file --report").status == 2);
    const Called opened =
        shell_in(shop.folder(), "BROWSER=/bin/false PATH= " + build_tool().string() + " open shop.html");
    CHECK(contains(opened.out, "shop.html"));
    CHECK(tool_in(shop.folder(), "open nothing.html").status == 2);
}

namespace {

bool has_browser() { return std::getenv("BACKSTOCK_BROWSER") != nullptr && fs::exists("/usr/bin/chromium"); }

// What a user would object to, of a page of the shop's folder.
void look_at(const fs::path& page, const Json& expected) {
    std::ofstream(page.parent_path() / "expected.json") << expected;
    const Called checked =
        shell_in(page.parent_path(), "node " + (repository_root() / "tests/tools/report/page_check.cjs").string() +
                                         " " + page.string() + " expected.json");
    INFO(checked.out << checked.err);
    CHECK(checked.status == 0);
}

constexpr const char* study = R"(backstock-study: 1
title: Two mills or one
base: shop.yaml
variants:
  both: {}
  atelier only: {stores.shop.stock."dress </script>".sourcing: {single: atelier}}
factors:
  stores.shop.stock."dress </script>".inventory.s_S.S: [160, 200]
compare: {baseline: both, kpis: [profit, fill_rate]}
)";

}  // namespace

TEST_CASE("Chromium shows a report as it should be", "[report]") {
    if (!has_browser()) return skip("no Chromium with playwright-core here");
    if (page_part::echarts().empty()) return skip("this program was built without ECharts");
    const ReportedShop shop;
    const Json data = data_of(shop.page());
    Json expected{
        {"name", "run"},
        {"title", data["title"]},
        {"charts", 9},
        {"compared", "none"},
        {"sections", {"answer", "figures", "time", "sales", "network", "outages", "money", "tables", "story"}}};
    for (const char* kpi : {"fill_rate", "profit", "on_hand", "backorder_rate"})
        expected["figures"][kpi] = summary_row(data, kpi)["mean"];
    look_at(shop.page(), expected);
}

TEST_CASE("Chromium shows the report of a study, a search and a stress test as it should be", "[report]") {
    const ReportedShop shop;
    std::ofstream(shop.folder() / "study.yaml") << study;
    std::ofstream(shop.folder() / "stress.yaml") << "backstock-study: 1\nbase: shop.yaml\ntitle: What if\n"
                                                    "variants: {both: {}, more: {stores.shop.stock.\"dress </script>\".initial: 200}}\n"
                                                    "compare: {baseline: both}\n"
                                                    "stress: {lengths: [7 d, 21 d]}\n";
    std::ofstream(shop.folder() / "search.yaml")
        << "backstock-study: 1\nbase: shop.yaml\ntitle: How much\n"
           "factors: {stores.shop.stock.\"dress </script>\".inventory.s_S.S: {from: 100, to: 200, whole: true}}\n"
           "optimize: {maximize: profit, replications: 24}\n";
    for (const char* command : {"study", "stress", "search"}) {
        const std::string word = std::string(command) == "search" ? "optimize" : command;
        const Called done = tool_in(shop.folder(), word + " " + command + ".yaml -o " + command + ".h5");
        INFO(command << done.out << done.err);
        REQUIRE(done.status == 0);
        REQUIRE(tool_in(shop.folder(), "report " + std::string(command) + ".h5").status == 0);
    }
    const Json of_study = data_of(shop.folder() / "study.html");
    CHECK(of_study["variants"].size() == 4);
    // Of more alternatives than a page tells of, the best by the first figure and their baselines.
    const ResultsReader results(shop.folder() / "study.h5");
    const Json cut = page_data(results, {.cells = 1, .verdicts = 1});
    CHECK(cut["cells"] == 4);
    CHECK(cut["verdicts"].size() == 2);
    double best = 0;
    for (const Json& each : of_study["variants"]) best = std::max(best, each["summary"]["profit"]["mean"].get<double>());
    bool kept = false;
    for (const Json& each : cut["variants"]) kept = kept || each["summary"]["profit"]["mean"] == best;
    CHECK(kept);
    CHECK(cut["variants"].size() < 4);
    CHECK(cut["comparison"]["profit"]["rows"].size() == cut["variants"].size());
    const Json of_stress = data_of(shop.folder() / "stress.html");
    CHECK(of_stress["variants"].empty());
    CHECK_FALSE(of_stress["verdicts"].empty());
    CHECK_FALSE(data_of(shop.folder() / "search.html")["verdicts"].empty());
    if (!has_browser()) return skip("no Chromium with playwright-core here");
    if (page_part::echarts().empty()) return skip("this program was built without ECharts");
    Json expected{{"name", "study"},
                  {"title", "Two mills or one"},
                  {"charts", 8},
                  {"compared", "profit"},
                  {"sections", {"answer", "comparison", "figures", "frontier", "sensitivity", "more", "alternative"}}};
    for (const char* kpi : {"fill_rate", "profit"}) expected["figures"][kpi] = summary_row(of_study, kpi)["mean"];
    look_at(shop.folder() / "study.html", expected);
    look_at(shop.folder() / "stress.html", {{"name", "stress"},
                                            {"title", "What if"},
                                            {"charts", 3},
                                            {"figures", Json::object()},
                                            {"sections", {"answer", "stress", "more"}}});
    look_at(shop.folder() / "search.html", {{"name", "search"},
                                            {"title", "How much"},
                                            {"charts", 1},
                                            {"figures", Json::object()},
                                            {"sections", {"answer", "search", "more"}}});
}

#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>

using namespace backstock::testing;
namespace fs = std::filesystem;

namespace {

const std::string sizes = R"(backstock-study: 1
title: How much to order
base: shop.yaml
variants:
  small: {stores.shop.stock.mug.inventory.s_S.S: 40}
  as it is: {}
  large: {stores.shop.stock.mug.inventory.s_S.S: 90}
compare: {baseline: as it is, kpis: [profit, fill_rate, orders]}
)";

class SizesFolder : public ShopFolder {
public:
    SizesFolder() { write(*this / "sizes.yaml", sizes); }
};

std::set<std::string> files_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

std::size_t columns(const std::string& line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

const std::string steady = "SOURCE_DATE_EPOCH=0";

}  // namespace

TEST_CASE("study shows what was compared, the differences and verdicts, and writes the file") {
    const SizesFolder folder;
    const Called study = tool_in(folder.path(), "study sizes.yaml");
    INFO(study.out << study.err);
    CHECK(study.status == 0);
    CHECK(study.err.empty());
    for (const char* part :
         {"How much to order\n", "3 variants; 8 replications each", "(seed 3)", "profit (USD a year)", "fill_rate (%)",
          "baseline", "±", "as it is do not differ measurably", "Written: sizes.h5", "Next:"}) {
        INFO(part);
        CHECK(contains(unwrapped(study.out), unwrapped(part)));
    }
    CHECK_FALSE(contains(study.out, "nan"));
    CHECK(files_in(folder.path()) == std::set<std::string>{"shop.yaml", "sizes.yaml", "sizes.h5"});
    std::istringstream lines(study.out);
    for (std::string line; std::getline(lines, line);) {
        if (!contains(line, "backstock ")) CHECK(columns(line) <= 92);
    }
}

TEST_CASE("the comparison of a study is that of its runs") {
    const SizesFolder folder;
    const auto json = nlohmann::json::parse(tool_in(folder.path(), "study sizes.yaml --json").out);
    const auto mean_of = [&](const std::string& set, const std::string& kpi) {
        const auto run = nlohmann::json::parse(tool_in(folder.path(), "run shop.yaml --no-file --json " + set).out);
        for (const auto& row : run["summary"]) {
            if (row["kpi"] == kpi) return row["mean"].get<double>();
        }
        return 0.0;
    };
    for (const std::string kpi : {"profit", "fill_rate"}) {
        const double large = mean_of("--set stores.shop.stock.mug.inventory.s_S.S=90", kpi);
        const double base = mean_of("", kpi);
        for (const auto& cell : json["comparison"][kpi]["cells"]) {
            if (cell["cell"] == "as it is") CHECK(cell["value"].get<double>() == Approx(base));
            if (cell["cell"] != "large") continue;
            CHECK(cell["value"].get<double>() == Approx(large));
            CHECK(cell["difference"].get<double>() == Approx(large - base));
        }
    }
    // Customers come whatever the shop orders.
    for (const auto& cell : json["comparison"]["orders"]["cells"]) CHECK(cell["difference"] == 0);
}

TEST_CASE("compare takes scenario files, the first the baseline") {
    const ShopFolder folder;
    write(folder / "more.yaml", "extends: shop.yaml\nstores: {shop: {stock: {mug: {inventory: {s_S: {S: 90}}}}}}\n");
    const Called compare =
        tool_in(folder.path(), "compare shop.yaml more.yaml --kpis profit,on_hand --replications 20");
    INFO(compare.out << compare.err);
    CHECK(compare.status == 0);
    CHECK(contains(compare.out, "20 replications each"));
    CHECK(contains(unwrapped(compare.out), "(95 %, 20 paired replications); the on hand is"));
    CHECK(contains(compare.out, "Written: comparison.h5"));
    CHECK(tool_in(folder.path(), "compare shop.yaml").status == 2);
    CHECK(contains(tool_in(folder.path(), "compare shop.yaml nowhere.yaml").err, "nowhere.yaml"));
}

TEST_CASE("a study gives the same bytes for any number of threads") {
    const SizesFolder folder;
    for (const std::string threads : {"1", "2", "5"}) {
        const Called study =
            tool_in(folder.path(),
                    "study sizes.yaml --replications 130 --quiet -o t" + threads + ".h5 --threads " + threads, steady);
        INFO(study.err);
        REQUIRE(study.status == 0);
        CHECK(content(folder / "t1.h5") == content(folder / ("t" + threads + ".h5")));
    }
}

TEST_CASE("mistakes of a study end with exit code 2 and nothing written") {
    const SizesFolder folder;
    write(folder / "sizes.yaml", sizes + "colour: red\n");
    const Called study = tool_in(folder.path(), "study sizes.yaml");
    CHECK(study.status == 2);
    CHECK(contains(study.err, "sizes.yaml:9:1: unknown setting 'colour'"));
    CHECK(files_in(folder.path()) == std::set<std::string>{"shop.yaml", "sizes.yaml"});
    CHECK(tool_in(folder.path(), "check sizes.yaml").status == 2);
    write(folder / "sizes.yaml", sizes);
    const Called check = tool_in(folder.path(), "check sizes.yaml");
    CHECK(check.status == 0);
    CHECK(contains(check.out, "a study of 3 cells"));
    CHECK(contains(tool_in(folder.path(), "check sizes.yaml --resolved").out, "backstock-study: 1"));
}

TEST_CASE("what an earlier run left is not thrown away by mistake") {
    const SizesFolder folder;
    write(folder / "sizes.h5.units", "something");
    const Called study = tool_in(folder.path(), "study sizes.yaml");
    CHECK(study.status == 2);
    CHECK(contains(study.err, "--resume"));
    CHECK(tool_in(folder.path(), "study sizes.yaml --resume").status == 2);
}

TEST_CASE("the reference and the schema know studies") {
    const ScratchFolder folder;
    CHECK(contains(tool_in(folder.path(), "explain variants").out, "study file"));
    CHECK(contains(tool_in(folder.path(), "explain until").out, "half_width"));
    const auto schema = nlohmann::json::parse(tool_in(folder.path(), "schema --study").out);
    CHECK(schema["properties"].contains("factors"));
    CHECK(schema["required"] == nlohmann::json::array({"backstock-study"}));
}

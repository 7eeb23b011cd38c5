// What `show` prints of results files, next to what is in them.
#include "output/results_file.hpp"
#include "tests/catch.hpp"
#include "tests/tools/tool.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// What is drawn to fit: all but the next step at the end, a command to copy, as long as the program's path makes it.
std::vector<std::string> pictured(const std::string& text) {
    std::vector<std::string> lines = lines_of(text);
    lines.erase(
        std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return contains(line, "Next:"); }),
        lines.end());
    return lines;
}

std::string line_with(const std::string& text, const std::string& word) {
    for (const std::string& line : lines_of(text))
        if (contains(line, word)) return line;
    return "";
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
    return count;
}

std::size_t columns_of(const std::string& line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Two alternatives, as `study` writes them: profit 80 against 100, and 130 with an interval from 10 to 50 above.
void write_study(const std::filesystem::path& path) {
    ResultsWriter writer(path);
    writer.attribute("/", "kind", std::string("study"));
    writer.attribute("/", "title", std::string("Two \x1b[31mways"));
    writer.attribute("/", "currency", std::string("USD"));
    writer.attribute("/", "start", std::string("2026-01-05"));
    writer.attribute("/", "horizon", 30.0);
    writer.attribute("/", "warmup", 0.0);
    writer.attribute("/", "seed", std::uint64_t{7});
    Frame cells;
    cells.add("cell", "", Counts{0, 1, 2});
    cells.add("cell_name", "", Texts{"base", "worse", "better"});
    writer.write("/study/cells", cells);
    Frame summary;
    summary.add("cell", "", Counts{0, 1, 2});
    summary.add("cell_name", "", Texts{"base", "worse", "better"});
    summary.add("kpi", "", Texts(3, "profit"));
    summary.add("unit", "", Texts(3, "USD"));
    summary.add("n", "", Counts{9, 9, 9});
    for (const char* name : {"mean", "sd", "half_width", "min", "p05", "p50", "p95", "max", "cvar95"})
        summary.add(name, "", Numbers{100, 80, 130});
    summary.add("empty", "", Counts{1, 1, 1});
    writer.write("/study/summary", summary);
    Frame compared;
    compared.add("cell", "", Counts{0, 1, 2});
    compared.add("cell_name", "", Texts{"base", "worse", "better"});
    compared.add("baseline", "", Texts(3, "base"));
    compared.add("value", "USD", Numbers{100, 80, 130});
    compared.add("difference", "USD", Numbers{nothing, -20, 30});
    compared.add("low", "USD", Numbers{nothing, -30, 10});
    compared.add("high", "USD", Numbers{nothing, -10, 50});
    writer.write("/comparison/profit", compared);
    Frame verdicts;
    verdicts.add("verdict", "", Texts{"better earns 30 more."});
    writer.write("/study/verdicts", verdicts);
    writer.commit();
}

}  // namespace

TEST_CASE("show draws a run: the figures of the file, and bars as long as they are", "[show]") {
    const ShopFolder folder;
    const nlohmann::json run = nlohmann::json::parse(tool_in(folder.path(), "run shop.yaml --json").out);
    double fill = nothing, half = nothing;
    for (const auto& row : run["summary"]) {
        if (row["kpi"] != "fill_rate") continue;
        fill = row["mean"].get<double>();
        half = row["half_width"].get<double>();
    }
    const Called show = tool_in(folder.path(), "show shop.h5", "COLUMNS=156");
    INFO(show.out << show.err);
    REQUIRE(show.status == 0);
    CHECK(contains(show.out, "A small shop\n60 d from "));
    CHECK(contains(show.out, "10 d of it warm-up; seed 3; 8 replications"));
    CHECK(
        contains(unwrapped(show.out), fmt::format("{:.1f} % of the units were served from stock at once", 100 * fill)));
    const std::string line = line_with(show.out, "  fill_rate");
    CHECK(contains(line, fmt::format("{:.1f} ± {:.1f} %", 100 * fill, 100 * half)));
    const auto filled = [](double share) {
        return static_cast<std::size_t>(std::lround(share * 100));
    };  // of 100 columns
    // The bar ends where the interval begins, to within what the terminal can show.
    const auto off = [](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };
    CHECK(off(count_of(line, "█"), filled(fill - half)) <= 3);
    CHECK(off(count_of(line, "▒"), filled(fill + half) - filled(fill - half)) <= 3);
    CHECK(contains(show.out, "on_hand of shop"));
    CHECK(contains(show.out, "░"));
    CHECK_FALSE(contains(show.out, "\033"));
}

TEST_CASE("show fits the terminal", "[show]") {
    const ShopFolder folder;
    REQUIRE(tool_in(folder.path(), "run shop.yaml --quiet").status == 0);
    write_study(folder / "study.h5");
    for (const std::size_t width : {40, 60, 80, 120, 200}) {
        for (const char* file : {"shop.h5", "study.h5"}) {
            const Called show = tool_in(folder.path(), std::string("show ") + file, "COLUMNS=" + std::to_string(width));
            REQUIRE(show.status == 0);
            REQUIRE(pictured(show.out).size() > 3);
            for (const std::string& line : pictured(show.out)) {
                INFO(file << " in " << width << ": " << line);
                CHECK(columns_of(line) <= width);
            }
        }
    }
}

TEST_CASE("show draws every alternative of a study against its baseline on one scale", "[show]") {
    const ScratchFolder folder;
    write_study(folder / "study.h5");
    const Called show = tool_in(folder.path(), "show study.h5", "COLUMNS=135");  // 81 columns from -30 to 50
    INFO(show.out << show.err);
    REQUIRE(show.status == 0);
    CHECK(contains(show.out, "better earns 30 more."));
    CHECK(contains(show.out, "10 replications"));
    CHECK(contains(show.out, "Two \\x1b[31mways"));
    const auto dashes = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += "─";
        return text;
    };
    CHECK(
        contains(line_with(show.out, "  worse"), "├" + dashes(9) + "●" + dashes(9) + "┤" + std::string(9, ' ') + "│"));
    CHECK(contains(line_with(show.out, "  better"),
                   "│" + std::string(9, ' ') + "├" + dashes(19) + "●" + dashes(19) + "┤"));
    CHECK(contains(line_with(show.out, "  worse"), "-20"));
    CHECK(contains(line_with(show.out, "  base"), "baseline"));
    const Called one = tool_in(folder.path(), "show study.h5 --variant better --kpi profit");
    CHECK(one.status == 0);
    CHECK(contains(line_with(one.out, "  profit"), "130"));
}

TEST_CASE("show says what it can't show", "[show]") {
    const ShopFolder folder;
    REQUIRE(tool_in(folder.path(), "run shop.yaml --quiet").status == 0);
    write_study(folder / "study.h5");
    const auto refused = [&](const std::string& arguments, const std::string& why) {
        const Called called = tool_in(folder.path(), "show " + arguments);
        INFO(arguments << ": " << called.err);
        CHECK(called.status == 2);
        CHECK(contains(called.err, why));
        CHECK(called.out.empty());
    };
    refused("missing.h5", "missing.h5");
    refused("shop.yaml", "shop.yaml");
    refused("shop.h5 --kpi fil_rate", "the file has no 'fil_rate'");
    refused("shop.h5 --entity shed", "there are: shop");
    refused("shop.h5 --variant b", "it has shop");
    refused("study.h5 --kpi orders", "these are: profit");
    refused("study.h5 --entity shop", "needs --variant");
}

TEST_CASE("show draws what a search and a stress test came to", "[show]") {
    const ScratchFolder folder;
    {
        ResultsWriter writer(folder / "search.h5");
        writer.attribute("/", "title", std::string("The best level"));
        Frame verdicts;
        verdicts.add("verdict", "", Texts{"S=12 has the least cost."});
        writer.write("/search/verdicts", verdicts);
        Frame candidates;
        candidates.add("name", "", Texts{"S=13", "S=12", "S=9"});
        candidates.add("objective", "USD/d", Numbers{4.5, 4.0, nothing});
        candidates.add("objective_low", "USD/d", Numbers{4.25, 3.75, nothing});
        candidates.add("objective_high", "USD/d", Numbers{4.75, 4.25, nothing});
        candidates.add("behind", "USD/d", Numbers{0.5, nothing, 9});
        writer.write("/search/candidates", candidates);
        writer.commit();
    }
    const Called search = tool_in(folder.path(), "show search.h5", "COLUMNS=80");
    INFO(search.out << search.err);
    REQUIRE(search.status == 0);
    CHECK(contains(search.out, "The best level"));
    CHECK(contains(search.out, "S=12 has the least cost."));
    CHECK(contains(search.out, "Nearest to the best, USD/d"));
    CHECK(search.out.find("S=12  ") < search.out.find("S=13  "));  // the best first
    CHECK(search.out.find("S=13  ") < search.out.find("S=9  "));
    CHECK(contains(line_with(search.out, "S=13  "), "4.500"));
    CHECK(line_with(search.out, "S=12  ").find("●") < line_with(search.out, "S=13  ").find("●"));
    for (const std::string& line : pictured(search.out)) CHECK(columns_of(line) <= 80);
    CHECK(tool_in(folder.path(), "show search.h5 --kpi profit").status == 2);
    {
        ResultsWriter writer(folder / "stress.h5");
        Frame outages;
        outages.add("alternative", "", Texts{"as it is", "as it is", "as it is", "more stock"});
        outages.add("node", "", Texts{"mill", "atelier", "atelier", "atelier"});
        outages.add("length", "d", Numbers{42, 14, 42, 42});
        for (const char* column : {"revenue_at_risk", "revenue_at_risk_low", "revenue_at_risk_high"})
            outages.add(column, "USD", Numbers{100, 50, 900, 7});
        writer.write("/stress/outages", outages);
        writer.attribute("/stress", "ranked_by", std::string("revenue_at_risk"));
        writer.commit();
    }
    const Called stress = tool_in(folder.path(), "show stress.h5", "COLUMNS=60");
    INFO(stress.out << stress.err);
    REQUIRE(stress.status == 0);
    CHECK(contains(stress.out, "Revenue at risk in an outage of 42 d, as it is, USD"));
    CHECK(stress.out.find("atelier 900") < stress.out.find("mill 100"));  // the longest, the most feared first
    CHECK_FALSE(contains(stress.out, "atelier 50"));
    CHECK_FALSE(contains(stress.out, "atelier 7"));
    for (const std::string& line : pictured(stress.out)) CHECK(columns_of(line) <= 60);
}

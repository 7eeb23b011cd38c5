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

TEST_CASE("every study of the gallery runs") {
    const ScratchFolder folder;
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(repository_root() / "scenarios/studies")) {
        const std::string text = content(entry.path());
        const bool stress = contains(text, "\nstress:");
        const bool optimize = contains(text, "\noptimize:");
        const std::string word = stress ? "stress" : optimize ? "optimize" : "study";
        const Called run = tool_in(folder.path(), word + " '" + entry.path().string() + "' -o r.h5" +
                                                      (optimize ? " --budget 2000" : " --replications 4"));
        INFO(entry.path().filename().string() << ": " << run.out << run.err);
        CHECK(run.status == 0);
        CHECK(contains(run.out, "Next:"));
        std::filesystem::remove(folder / "r.h5");
        ++found;
    }
    CHECK(found >= 11);
}

TEST_CASE("the reference and the schema know studies") {
    const ScratchFolder folder;
    CHECK(contains(tool_in(folder.path(), "explain variants").out, "study file"));
    CHECK(contains(tool_in(folder.path(), "explain until").out, "half_width"));
    const auto schema = nlohmann::json::parse(tool_in(folder.path(), "schema --study").out);
    CHECK(schema["properties"].contains("factors"));
    CHECK(schema["required"] == nlohmann::json::array({"backstock-study"}));
}

TEST_CASE("h5py and pandas read a comparison") {
    const SizesFolder folder;
    if (shell_in(folder.path(), python() + " -c 'import h5py, pandas'").status != 0) return skip("no h5py and pandas here");
    REQUIRE(tool_in(folder.path(), "study sizes.yaml --quiet --replications 20").status == 0);
    write(folder / "read.py", R"(
import h5py, pandas as pd
f = h5py.File('sizes.h5')
assert f.attrs['kind'] == 'study' and f.attrs['cells'] == 3 and f.attrs['replications'] == 20
c = pd.DataFrame(f['comparison/profit'][:])
for text in ('cell_name', 'variant', 'baseline', 'standing', 'verdict'):
    c[text] = c[text].str.decode('utf-8')
assert list(c['variant']) == ['as it is', 'large', 'small'], c
assert (c['baseline'] == 'as it is').all() and c['standing'][0] == 'baseline'
assert dict(zip(f['comparison/profit'].dtype.names, f['comparison/profit'].attrs['units']))['difference'] == 'USD'
k = {v: pd.DataFrame(f[v + '/kpis'][:])['profit'] for v in c['variant']}
for _, row in c.iterrows():
    d = k[row['variant']] - k['as it is']
    assert abs(d.mean() - row['difference']) < 1e-6 * (1 + abs(row['difference'])), row
    half = 2.093024 * d.std() / 20 ** 0.5     # Student's t, 19 degrees of freedom
    assert abs((row['high'] - row['low']) / 2 - half) < 1e-5 * (1 + half), row
s = pd.DataFrame(f['study/summary'][:])
s['kpi'] = s['kpi'].str.decode('utf-8')
assert set(s[s['kpi'] == 'profit']['cell']) == {0, 1, 2}
assert len(f['study/verdicts']) >= 2 and f['comparison/profit'].attrs['level'] == 0.95
)");
    const Called read = shell_in(folder.path(), python() + " read.py");
    INFO(read.out << read.err);
    CHECK(read.status == 0);
}

TEST_CASE("R and Octave read a comparison") {
    const SizesFolder folder;
    const bool r = shell_in(folder.path(), "Rscript -e 'library(rhdf5)'").status == 0;
    const bool octave = shell_in(folder.path(), "octave-cli --version").status == 0;
    if (!r && !octave) return skip("neither R with rhdf5 nor Octave here");
    REQUIRE(tool_in(folder.path(), "study sizes.yaml --quiet").status == 0);
    if (r) {
        write(folder / "read.R", "t <- rhdf5::h5read('sizes.h5', 'comparison/profit', compoundAsDataFrame = TRUE)\n"
                                 "stopifnot(nrow(t) == 3, t$difference[1] == 0, is.finite(t$low[2]))\n");
        CHECK(shell_in(folder.path(), "Rscript read.R").status == 0);
    }
    if (octave) {
        // Octave itself reads no compound tables: it gets the export.
        CHECK(tool_in(folder.path(), "export sizes.h5 --csv csv").status == 0);
        write(folder / "read.m", "file = fopen('csv/comparison/profit.csv'); names = ostrsplit(fgetl(file), ',');\n"
                                 "at = find(strcmp(names, 'difference')); found = [];\n"
                                 "while ischar(line = fgetl(file))\n"
                                 "  found(end + 1) = str2double(ostrsplit(line, ','){at});\n"
                                 "end\n"
                                 "assert(numel(found) == 3 && found(1) == 0 && all(isfinite(found)))\n");
        const Called read = shell_in(folder.path(), "octave-cli read.m");
        INFO(read.out << read.err);
        CHECK(read.status == 0);
    }
}

TEST_CASE("a number of replications on the command line takes the place of until") {
    const ShopFolder folder;
    const Called run = tool_in(folder.path(), "run shop.yaml --no-file --replications 7 --set run.replications=~ "
                                              "--set 'run.until={kpi: profit, half_width: 1}'");
    INFO(run.err);
    CHECK(run.status == 0);
    CHECK(contains(run.out, "7 replications"));
}

TEST_CASE("a single replication is told as one") {
    const SizesFolder folder;
    const Called study = tool_in(folder.path(), "study sizes.yaml --replications 1");
    CHECK(study.status == 0);
    CHECK(contains(unwrapped(study.out), "by a single replication"));
    CHECK_FALSE(contains(study.out, "measurably"));
}

TEST_CASE("a run goes on until its interval is narrow, and repeats to the bit") {
    const ShopFolder folder;
    const std::string rule = "--set run.replications=~ --set 'run.until={kpi: profit, half_width: 1.5 %, at_least: 50, at_most: 2000}'";
    const auto json = nlohmann::json::parse(tool_in(folder.path(), "run shop.yaml --json " + rule).out);
    double n = 0;
    for (const auto& row : json["summary"]) {
        if (row["kpi"] != "profit") continue;
        n = row["n"].get<double>();
        CHECK(row["half_width"].get<double>() <= 0.015 * row["mean"].get<double>());
    }
    CHECK(n > 50);
    CHECK(n < 2000);
    CHECK(static_cast<int>(n) % 50 == 0);
    const Called rerun = tool_in(folder.path(), "rerun shop.h5");
    INFO(rerun.out << rerun.err);
    CHECK(rerun.status == 0);
    const Called short_run = tool_in(folder.path(), "run shop.yaml --no-file --set run.replications=~ --set 'run.until={kpi: profit, half_width: 1, at_least: 50, at_most: 60}'");
    CHECK(contains(unwrapped(short_run.out), "at_most was reached"));
    CHECK(contains(short_run.out, "60 replications"));
}

TEST_CASE("a warm-up that is found is shown, written, and repeats to the bit") {
    const ShopFolder folder;
    const std::string sets = "--set run.horizon='900 d' --set run.warmup=auto --set stores.shop.stock.mug.initial=900";
    const Called run = tool_in(folder.path(), "run shop.yaml " + sets);
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    CHECK(contains(run.out, "found by MSER-5 from 20 pilot replications"));
    CHECK(contains(run.out, "^ statistics begin"));
    CHECK(contains(run.out, "on_hand    █"));
    CHECK(contains(tool_in(folder.path(), "export shop.h5 --csv out").out, "out"));
    CHECK(contains(content(folder / "out/shop/warmup.csv"), "time,on_hand,on_hand_mser"));
    CHECK(tool_in(folder.path(), "rerun shop.h5").status == 0);
    write(folder / "sizes.yaml", sizes);
    const Called study = tool_in(folder.path(), "study sizes.yaml " + sets);
    INFO(study.out << study.err);
    CHECK(study.status == 0);
    CHECK(contains(study.out, "found by MSER-5"));
    CHECK(tool_in(folder.path(), "export sizes.h5 --csv all").status == 0);
    CHECK(fs::exists(folder / "all/study/warmup.csv"));
}

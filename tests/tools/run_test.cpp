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

std::set<std::string> files_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

std::size_t columns(const std::string& line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

TEST_CASE("run shows a summary of one screen and writes the results beside") {
    const ShopFolder folder;
    const Called run = tool_in(folder.path(), "run shop.yaml");
    INFO(run.out << run.err);
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    for (const char* part :
         {"A small shop\n", "60 d from 2026-01-05, 10 d of it warm-up; seed 3; 8 replications, 2", "Service",
          "fill_rate", "±", "Stock", "on_hand", "Money", "profit", "served from stock at once", "Written: shop.h5",
          "story shop.yaml ", "explain s_S", "run shop.yaml --set stores.shop.stock.mug.inventory.s_S.S=75"}) {
        INFO(part);
        CHECK(contains(run.out, part));
    }
    CHECK_FALSE(contains(run.out, "nan"));
    CHECK(files_in(folder.path()) == std::set<std::string>{"shop.h5", "shop.yaml"});
    std::istringstream lines(run.out);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        if (!contains(line, "backstock ")) CHECK(columns(line) <= 80);
    }
    CHECK(count <= 30);
}

TEST_CASE("the commands that run suggests work") {
    const ShopFolder folder;
    std::istringstream lines(tool_in(folder.path(), "run shop.yaml").out);
    int suggested = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("  ") || !contains(line, "backstock ")) continue;
        ++suggested;
        INFO(line);
        CHECK(shell_in(folder.path(), line).status == 0);
    }
    CHECK(suggested == 4);
}

TEST_CASE("a gallery scenario fits the screen as well") {
    const ScratchFolder folder;
    for (const char* name : {"boutique", "first_steps"}) {
        const fs::path file = repository_root() / "scenarios/start" / (std::string(name) + ".yaml");
        const Called run = tool_in(folder.path(), "run '" + file.string() + "' --replications 20 --no-file");
        CHECK(run.status == 0);
        CHECK(std::count(run.out.begin(), run.out.end(), '\n') <= 30);
    }
    CHECK(files_in(folder.path()).empty());
}

TEST_CASE("the results are the same bytes for any number of threads") {
    const ShopFolder folder;
    const std::string when = "SOURCE_DATE_EPOCH=0";
    for (const std::string threads : {"1", "2", "5"}) {
        const Called run =
            tool_in(folder.path(),
                    "run shop.yaml --quiet --orders --events=0,2 -o " + threads + ".h5 --threads " + threads, when);
        CHECK(run.status == 0);
        CHECK(run.out.empty());
        CHECK(run.err.empty());
    }
    const std::string one = content(folder / "1.h5");
    CHECK(one.size() > 1000);
    CHECK(content(folder / "2.h5") == one);
    CHECK(content(folder / "5.h5") == one);
    tool_in(folder.path(), "run shop.yaml --quiet --seed 4 --orders --events=0,2 -o other.h5", when);
    CHECK(content(folder / "other.h5") != one);
}

TEST_CASE("run --json prints one object, the same whatever else happens") {
    const ShopFolder folder;
    const Called run = tool_in(folder.path(), "run shop.yaml --json --replications 4 --seed 9 --no-file");
    REQUIRE(run.status == 0);
    const nlohmann::json json = nlohmann::json::parse(run.out);
    CHECK(json["scenario"]["title"] == "A small shop");
    CHECK(json["scenario"]["name"] == "shop");
    CHECK(json["scenario"]["replications"] == 4);
    CHECK(json["scenario"]["seed"] == 9);
    CHECK(json["scenario"]["horizon"] == 60);
    CHECK(json["file"].is_null());
    bool found = false;
    for (const auto& row : json["summary"]) {
        if (row["kpi"] != "fill_rate") continue;
        found = true;
        CHECK(row["unit"] == "1");
        CHECK(row["n"] == 4);
        CHECK(row["mean"] > 0.1);
        CHECK(row["mean"] <= 1);
        CHECK(row["half_width"] > 0);
        CHECK(row["cvar95"].is_null());
    }
    CHECK(found);
    CHECK(tool_in(folder.path(), "run shop.yaml --json --replications 4 --seed 9 --no-file --threads 1").out ==
          run.out);
    const Called written = tool_in(folder.path(), "run shop.yaml --json");
    CHECK(nlohmann::json::parse(written.out)["file"] == "shop.h5");
}

TEST_CASE("what the command line sets is what runs, and stands in the file") {
    const ShopFolder folder;
    const Called all =
        tool_in(folder.path(), "run shop.yaml --json --no-file --set stores.shop.stock.mug.initial=10000");
    const nlohmann::json json = nlohmann::json::parse(all.out);
    for (const auto& row : json["summary"]) {
        if (row["kpi"] == "fill_rate") CHECK(row["mean"] == 1);
    }
    const Called wrong =
        tool_in(folder.path(), "run shop.yaml --set stores.shop.stock.mug.inventory.s_S.s=abc --set run.warmup=7");
    CHECK(wrong.status == 2);
    CHECK(contains(wrong.err, "stores.shop.stock.mug.inventory.s_S.s: 'abc'"));
    CHECK(contains(wrong.err, "run.warmup"));
}

TEST_CASE("scenarios that can't be read are bad input, and write nothing") {
    const ScratchFolder folder;
    write(folder / "empty.yaml", "");
    write(folder / "binary.yaml", std::string("\x7f\x45LF\0\1\2", 7));
    write(folder / "wrong.yaml", small_shop + "runn: 3\n");
    for (const char* file : {"missing.yaml", ".", "empty.yaml", "binary.yaml", "wrong.yaml"}) {
        for (const char* command : {"run", "check", "trace"}) {
            const Called called = tool_in(folder.path(), std::string(command) + " " + file);
            INFO(command << " " << file << ": " << called.err);
            CHECK(called.status == 2);
            CHECK(called.out.empty());
            CHECK(contains(called.err, file));
        }
    }
    CHECK(contains(tool_in(folder.path(), "run wrong.yaml").err, "wrong.yaml:12:1: "));
    CHECK(files_in(folder.path()).size() == 3);
}

TEST_CASE("a name of the gallery is recognised") {
    const Called run = tool_in(repository_root(), "run boutique --no-file");
    CHECK(run.status == 2);
    CHECK(contains(run.err, "scenarios/start/boutique.yaml"));
}

TEST_CASE("a target that can't be written is refused before the run, and what is there stays") {
    const ShopFolder folder;
    const auto refused = [&](const std::string& target, const std::string& message) {
        const Called run = tool_in(folder.path(), "run shop.yaml -o " + target);
        INFO(run.err);
        CHECK(run.status == 2);
        CHECK(contains(run.err, message));
    };
    refused("nowhere/x.h5", "nowhere");
    refused(".", "directory");
    refused("shop.yaml", "is there and is no results file");
    CHECK(content(folder / "shop.yaml") == small_shop);
    CHECK(files_in(folder.path()) == std::set<std::string>{"shop.yaml"});

    CHECK(tool_in(folder.path(), "run shop.yaml --quiet -o x.h5").status == 0);
    CHECK(tool_in(folder.path(), "run shop.yaml --quiet -o x.h5").status == 0);  // results are replaced
}

TEST_CASE("a run that is interrupted ends at once and leaves nothing behind") {
    const ShopFolder folder;
    if (shell_in(folder.path(), "command -v timeout").status != 0) return skip("no 'timeout' to send a signal with");
    const auto after = [&](const std::string& signal, const std::string& more) {
        return shell_in(folder.path(), "timeout --preserve-status -k 20 -s " + signal + " 0.5 '" +
                                           build_tool().string() + "' run shop.yaml " + more);
    };
    const Called many = after("INT", "--replications 10000000");
    CHECK(many.status == 130);
    CHECK(many.out.empty());
    CHECK(after("TERM", "--replications 10000000").status == 143);
    CHECK(after("INT", "--replications 1 --set 'run.horizon=9000 yr'").status == 130);
    // Nobody comes and nothing is ordered: only periods end.
    CHECK(after("INT",
                "--replications 1 --set 'run.horizon=9000 yr' --set 'run.period=1 h' "
                "--set customers.passers-by.arrivals.poisson.rate=0/d")
              .status == 130);
    CHECK(files_in(folder.path()) == std::set<std::string>{"shop.yaml"});
}

TEST_CASE("one long replication shows on a terminal how far it has come") {
    const ShopFolder folder;
    if (shell_in(folder.path(), "command -v script && command -v timeout").status != 0) return skip("no 'script'");
    const auto shown = [&](const std::string& more) {
        return shell_in(folder.path(), "script -qec \"timeout -s INT 2.5 '" + build_tool().string() +
                                           "' run shop.yaml --no-file " + more + "\" /dev/null")
            .out;
    };
    const std::string one = shown("--replications 1 --set 'run.horizon=9000 yr'");
    CHECK(contains(one, "day "));
    CHECK(contains(one, " of 3,285,000 ("));
    CHECK(contains(one, " left"));
    CHECK(contains(shown("--replications 3 --set 'run.horizon=9000 yr'"), "0 of 3 replications ("));
}

TEST_CASE("amounts that can't be counted name the scenario and the place in the run") {
    const ShopFolder folder;
    const std::string large =
        " --set stores.shop.stock.mug.inventory.s_S.S=9000000000000 --set items.mug.price=1 "
        "--set suppliers.pottery.sells.mug.cost=900000000000";
    for (const std::string call : {"run shop.yaml --no-file", "story shop.yaml 1", "trace shop.yaml"}) {
        const Called called = tool_in(folder.path(), call + large);
        INFO(call << ": " << called.err);
        CHECK(called.status == 2);
        CHECK(contains(called.err, "shop.yaml: quantities or amounts are too large to be counted: at "));
    }
    const Called verify = tool_in(folder.path(), "run shop.yaml --no-file" + large);
    CHECK(contains(verify.err, " d, "));
}

TEST_CASE("check says what a good scenario holds, and all that is wrong with a bad one") {
    const ShopFolder folder;
    const Called good = tool_in(folder.path(), "check shop.yaml");
    CHECK(good.status == 0);
    CHECK(contains(
        unwrapped(good.out),
        "shop.yaml: fine: 1 store, 1 item, 1 stock point, 1 supplier, 1 customer segment; 60 d, 8 replications"));
    const Called resolved = tool_in(folder.path(), "check shop.yaml --resolved --set run.seed=77");
    CHECK(contains(resolved.out, "77"));
    write(folder / "again.yaml", resolved.out);
    CHECK(tool_in(folder.path(), "check again.yaml --resolved").out == resolved.out);

    std::string text = small_shop;
    text.replace(text.find("s_S"), 3, "s_s");
    text.replace(text.find("60 d"), 4, "60");
    write(folder / "bad.yaml", text);
    const Called bad = tool_in(folder.path(), "check bad.yaml shop.yaml");
    CHECK(bad.status == 2);
    CHECK(contains(bad.err, "bad.yaml:3:"));
    CHECK(contains(bad.err, "bad.yaml:8:"));
    CHECK(contains(bad.err, "did you mean 's_S'?"));
    CHECK(contains(bad.out, "shop.yaml: fine"));
}

TEST_CASE("story and trace tell of the same order") {
    const ShopFolder folder;
    const Called story = tool_in(folder.path(), "story shop.yaml 5");
    CHECK(story.status == 0);
    CHECK(contains(story.out, "Order 5 of replication 0"));
    const Called trace = tool_in(folder.path(), "trace shop.yaml --order 5");
    CHECK(trace.status == 0);
    CHECK(contains(trace.out, "OrderPlaced        order 5, shop"));
    CHECK_FALSE(contains(trace.out, "order 6"));
    const Called none = tool_in(folder.path(), "story shop.yaml 999999");
    CHECK(none.status == 2);
    CHECK(contains(none.err, "999999"));

    const Called first = tool_in(folder.path(), "trace shop.yaml --limit 3");
    CHECK(std::count(first.out.begin(), first.out.end(), '\n') == 3);
    CHECK(contains(first.err, "more"));
    const Called part = tool_in(folder.path(), "trace shop.yaml --from 20 --to 20.5 --limit 0");
    CHECK_FALSE(part.out.empty());
    std::istringstream lines(part.out);
    for (std::string line; std::getline(lines, line);) CHECK((std::stod(line) >= 20 && std::stod(line) <= 20.5));
    CHECK(tool_in(folder.path(), "trace shop.yaml --from 3 --to 2").status == 2);
    CHECK(tool_in(folder.path(), "trace shop.yaml --replication 1 --limit 3").out != first.out);
}

TEST_CASE("story tells of a purchase too") {
    const ShopFolder folder;
    const Called story = tool_in(folder.path(), "story shop.yaml --purchase 1");
    CHECK(story.status == 0);
    CHECK(contains(story.out, "Purchase 1 of replication 0"));
    CHECK(contains(story.out, "shop orders "));
    CHECK(contains(story.out, "sent by pottery"));
    const Called none = tool_in(folder.path(), "story shop.yaml --purchase 999");
    CHECK(none.status == 2);
    CHECK(contains(none.err, "replication 0 has no purchase 999: its purchases are 1 to "));
}

TEST_CASE("rerun repeats a results file to the bit, and says what differs in one that was changed") {
    const ShopFolder folder;
    REQUIRE(tool_in(folder.path(),
                    "run shop.yaml --quiet --orders --events --seed 12 --set stores.shop.stock.mug.initial=7")
                .status == 0);
    fs::remove(folder / "shop.yaml");
    const Called same = tool_in(folder.path(), "rerun shop.h5 -o new.h5");
    CHECK(same.status == 0);
    CHECK(contains(same.out, "identical to the bit"));
    CHECK(fs::file_size(folder / "new.h5") == fs::file_size(folder / "shop.h5"));
    CHECK(tool_in(folder.path(), "rerun shop.h5 --threads 1").status == 0);
    CHECK(files_in(folder.path()) == std::set<std::string>{"shop.h5", "new.h5"});

    write(folder / "shop.yaml", small_shop);
    CHECK(tool_in(folder.path(), "rerun shop.yaml").status == 2);
    CHECK(tool_in(folder.path(), "rerun missing.h5").status == 2);
    CHECK(tool_in(folder.path(), "rerun shop.h5 -o shop.yaml").status == 2);
    if (shell_in(folder.path(), python() + " -c 'import h5py'").status != 0) return skip("no h5py");
    shell_in(folder.path(), python() +
                                " -c \"import h5py; f = h5py.File('new.h5', 'r+'); t = f['shop/kpis']; r = t[3]; "
                                "r['fill_rate'] = 0.5; t[3] = r\"");
    const Called changed = tool_in(folder.path(), "rerun new.h5");
    CHECK(changed.status == 1);
    CHECK(contains(changed.out, "/shop/kpis"));
}

TEST_CASE("run --regret says what each tier gained against first come, first served, and can be repeated") {
    const ScratchFolder folder;
    write(folder / "queue.yaml", R"(backstock: 1
run: {horizon: 200 d, replications: 30}
tiers: [gold, standard]
suppliers: {mill: {lead_time: {exponential: {mean: 5 d}}, sells: {mug: {cost: 8}}}}
items: {mug: {price: 20, backorder_cost: 0.2 /d}}
stores:
  shop:
    stock:
      mug: {initial: 12, inventory: {base_stock: {S: 12}}, backorder: allow, prioritization: {rank: {by: [tier, placed]}}}
customers: {all: {store: shop, tier: {gold: 30 %, standard: 70 %}, arrivals: {poisson: {rate: 2.4 /d}}, buys: {mug: 1}}}
)");
    const Called run = tool_in(folder.path(), "run queue.yaml --regret");
    REQUIRE(run.status == 0);
    INFO(run.out);
    CHECK(contains(run.out, "Against first come, first served"));
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  gold") && contains(line, "fulfillment_time")) CHECK(line.ends_with("better"));
        if (line.starts_with("  standard") && contains(line, "fulfillment_time")) CHECK(line.ends_with("worse"));
    }
    CHECK(tool_in(folder.path(), "rerun queue.h5").status == 0);
    const Called plain = tool_in(folder.path(), "run queue.yaml --no-file --json");
    const Called json = tool_in(folder.path(), "run queue.yaml --no-file --json --regret");
    CHECK_FALSE(contains(plain.out, "\"regret\""));
    CHECK(contains(json.out, "\"regret\""));
}

TEST_CASE("rerun repeats a study to the bit") {
    const ShopFolder folder;
    write(folder / "s.yaml",
          "backstock-study: 1\nbase: shop.yaml\nset: {run.replications: 8}\nvariants: {a: {}, b: {items.mug.price: 13}}\n"
          "factors: {customers.passers-by.arrivals.poisson.rate: [3 /d, 4 /d]}\ncompare: {baseline: a}\n");
    REQUIRE(tool_in(folder.path(), "study s.yaml --quiet --set run.seed=9").status == 0);
    const Called again = tool_in(folder.path(), "rerun s.h5 -o again.h5");
    INFO(again.out << again.err);
    CHECK(again.status == 0);
    CHECK(contains(again.out, "identical to the bit"));
    CHECK(files_in(folder.path()) == std::set<std::string>{"again.h5", "s.h5", "s.yaml", "shop.yaml"});
    REQUIRE(tool_in(folder.path(), "study s.yaml --quiet --seed 10 -o other.h5").status == 0);
    std::filesystem::rename(folder / "other.h5", folder / "s.h5");
    CHECK(tool_in(folder.path(), "rerun s.h5").status == 0);
}

TEST_CASE("export writes the tables as CSV") {
    const ShopFolder folder;
    REQUIRE(tool_in(folder.path(), "run shop.yaml --quiet").status == 0);
    const Called exported = tool_in(folder.path(), "export shop.h5 --csv tables");
    CHECK(exported.status == 0);
    const std::string kpis = content(folder / "tables/shop/kpis.csv");
    CHECK(kpis.starts_with("replication,orders,"));
    CHECK(std::count(kpis.begin(), kpis.end(), '\n') == 9);
    CHECK(fs::exists(folder / "tables/columns.csv"));
    CHECK(tool_in(folder.path(), "export shop.h5 --csv shop.yaml").status == 2);
    CHECK(tool_in(folder.path(), "export shop.h5").status == 2);
    CHECK(tool_in(folder.path(), "export shop.yaml --csv tables").status == 2);
}

TEST_CASE("explain and schema give the reference") {
    const ScratchFolder folder;
    CHECK(contains(tool_in(folder.path(), "explain").out, "stores"));
    CHECK(contains(tool_in(folder.path(), "explain s_S").out, "Orders up to S"));
    CHECK(contains(tool_in(folder.path(), "explain fill_rate").out, "divided by units demanded"));
    CHECK(contains(tool_in(folder.path(), "explain wait_over_12h").out, "waited longer"));
    const Called unknown = tool_in(folder.path(), "explain gama");
    CHECK(unknown.status == 2);
    CHECK(contains(unknown.err, "did you mean 'gamma'?"));

    const Called schema = tool_in(folder.path(), "schema");
    CHECK(nlohmann::json::parse(schema.out)["properties"].contains("stores"));
    CHECK(tool_in(folder.path(), "schema -o s.json").status == 0);
    CHECK(content(folder / "s.json") == schema.out);
    CHECK(tool_in(folder.path(), "schema -o no/s.json").status == 2);
}

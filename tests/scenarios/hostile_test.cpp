// Malformed scenario files of every kind: each is refused with located mistakes, quickly.
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/loading.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

using Lines = std::vector<std::string>;

struct Folder : ScratchFolder {
    std::string write(const std::string& name, std::string_view text) const {
        std::ofstream(*this / name, std::ios::binary) << text;
        return (*this / name).string();
    }
};

// The mistakes of a file; none if it loads. It must not take long, whatever it is.
Lines mistakes_in_file(const std::string& file) {
    Catalog catalog = builtin_catalog();
    Lines lines;
    const auto began = std::chrono::steady_clock::now();
    try {
        load_scenario(file, catalog, {});
    } catch (const BadInput& bad) {
        for (const Problem& problem : bad.problems()) {
            CHECK_FALSE(problem.file.empty());
            CHECK_FALSE(problem.message.empty());
            lines.push_back(problem.text());
        }
    }
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));  // also under sanitizers
    return lines;
}

struct Spoilt {
    const char* what;
    std::string from;
    std::string to;
    std::size_t mistakes;  // how many are told
};

// A small scenario with one thing changed.
const std::vector<Spoilt> spoilt_ones{
    {"a key twice", "tiers:", "run: {horizon: 3 d}\ntiers:", 1},
    {"an item twice", "dress: {price: 89", "belt: {price: 3}, dress: {price: 89", 1},
    {"a key without colon", "tiers: [gold, standard]", "tiers", 1},
    {"an open bracket", "[gold, standard]", "[gold, standard", 1},
    {"an open quote", "gold, standard]", "\"gold, standard]", 1},
    {"a tab as indentation", "tiers:", "\ttiers:", 1},
    {"a second document", "tiers:", "---\ntiers:", 1},
    {"an unknown anchor", "[gold, standard]", "*nobody", 1},
    {"a merge key", "{price: 20}", "{<<: {price: 20}}", 1},
    {"a tag", "[gold, standard]", "!!python/object:os.system [rm]", 1},
    {"a NUL", "gold", std::string("go\0ld", 5), 1},
    {"ill-formed UTF-8", "gold", "g\xFFld", 1},
    {"an unknown section", "tiers:", "teirs:", 2},
    {"an unknown setting of a run", "horizon: 30 d", "horizon: 30 d, horizont: 3 d", 1},
    {"an unknown setting of an item", "{price: 20}", "{prise: 20}", 1},
    {"an unknown setting of a supplier", "lead_time: 4 d", "leed_time: 4 d", 1},
    {"an unknown setting of an offer", "{cost: 5}", "{costs: 5}", 1},
    {"an unknown setting of a store", "{stock:", "{stok: 3, stock:", 1},
    {"an unknown setting of stock", "initial: 12", "inital: 12", 1},
    {"an unknown setting of a policy", "S: 16", "S: 16, T: 3", 1},
    {"an unknown setting of arrivals", "rate: 6 /d", "rate: 6 /d, weakly: 3", 1},
    {"an unknown setting of a customer", "buys:", "byus: 3, buys:", 1},
    {"an unknown policy", "s_S", "s_T", 1},
    {"two policies", "{s_S: {s: 6, S: 16}}", "{s_S: {s: 6, S: 16}, base_stock: {S: 3}}", 1},
    {"a policy without settings", "{s_S: {s: 6, S: 16}}", "s_S", 2},
    {"an unknown distribution", "4 d}", "{gama: {mean: 4 d}}}", 1},
    {"an unknown item", "buys: {dress: 1}", "buys: {shirt: 1}", 1},
    {"an unknown store", "store: shop", "store: shed", 1},
    {"an unknown tier", "gold: 30 %, standard", "glod: 30 %, standard", 1},
    {"a time without unit", "30 d", "30", 1},
    {"a time in an unknown unit", "30 d", "30 days", 1},
    {"a time in a wrong unit", "30 d", "30 kg", 1},
    {"a rate without time", "6 /d", "6", 1},
    {"a rate in money", "6 /d", "6 USD", 1},
    {"a share above one", "30 %", "130 %", 2},
    {"shares that do not sum", "70 %", "60 %", 1},
    {"a number as text", "price: 20", "price: twenty", 1},
    {"a comma in a number", "price: 20", "price: \"20,50\"", 1},
    {"a hexadecimal number", "price: 20", "price: 0x20", 1},
    {"a negative price", "price: 20", "price: -20", 1},
    {"a huge price", "price: 20", "price: 1e30", 1},
    {"a number beyond all", "price: 20", "price: 1e999999999", 1},
    {"a number with many digits", "price: 20", "price: " + std::string(100'000, '9'), 1},
    {"an infinite number", "price: 20", "price: .inf", 1},
    {"no number", "price: 20", "price: .nan", 1},
    {"an empty value", "price: 20", "price: ''", 1},
    {"a list for a number", "price: 20", "price: [20]", 1},
    {"a map for a number", "price: 20", "price: {is: 20}", 1},
    {"a list for a map", "items: {belt: {price: 20}, dress: {price: 89, holding: 25 %/yr}}", "items: [belt, dress]", 1},
    {"a number for a map", "run: {horizon: 30 d, warmup: 5 d}", "run: 30 d", 1},
    {"a horizon of nothing", "30 d", "0 d", 1},
    {"a negative horizon", "30 d", "-30 d", 1},
    {"an endless horizon", "30 d", "1e300 yr", 1},
    {"a warm-up longer than the run", "5 d", "50 d", 1},
    {"no replications", "warmup: 5 d", "replications: 0", 1},
    {"too many replications", "warmup: 5 d", "replications: 1e18", 1},
    {"half a replication", "warmup: 5 d", "replications: 1.5", 1},
    {"a seed that is none", "warmup: 5 d", "seed: -1", 1},
    {"a day that is none", "warmup: 5 d", "start: 2026-02-30", 1},
    {"a version to come", "backstock: 1", "backstock: 2", 1},
    {"a missing base", "tiers:", "extends: nowhere.yaml\ntiers:", 1},
    {"a base that is a folder", "tiers:", "extends: .\ntiers:", 1},
    {"itself as base", "tiers:", "extends: a.yaml\ntiers:", 1},
    {"a missing table", "belt: {price: 20}", "table: nowhere.csv", 1},
    {"a missing plugin", "tiers:", "plugins: [nowhere.so]\ntiers:", 1},
    {"a lane to nowhere", "tiers:", "lanes: {shop -> moon: {}}\ntiers:", 1},
    {"a lane in a circle", "tiers:", "lanes: {shop -> shop: {}}\ntiers:", 1},
};

}  // namespace

TEST_CASE("one mistake in a scenario is told once, with its place", "[scenarios]") {
    const Folder folder;
    for (const Spoilt& spoilt : spoilt_ones) {
        const Lines lines = mistakes_in_file(folder.write("a.yaml", with(small, spoilt.from, spoilt.to)));
        std::string all;
        for (const std::string& line : lines) all += line.substr(0, 300) + "\n";
        INFO(spoilt.what << ":\n" << all);
        CHECK(lines.size() == spoilt.mistakes);
    }
}

TEST_CASE("what is no scenario at all is refused", "[scenarios]") {
    const Folder folder;
    const auto refused = [&](const char* what, const std::string& file) {
        INFO(what);
        const Lines lines = mistakes_in_file(file);
        CHECK_FALSE(lines.empty());
        CHECK(lines.size() <= 10'000);
    };
    std::string deep, bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n", binary, keys;
    for (int i = 0; i < 100'000; ++i) deep += "[";
    for (int i = 1; i < 30; ++i) {
        bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
    }
    for (int i = 0; i < 5000; ++i) binary += static_cast<char>(i * 7919 >> 3);
    for (int i = 0; i < 50'000; ++i) keys += fmt::format("k{}: 1\n", i);
    refused("an empty file", folder.write("empty.yaml", ""));
    refused("only a comment", folder.write("comment.yaml", "# nothing\n"));
    refused("only blanks", folder.write("blank.yaml", " \n\n \t\n"));
    refused("a folder", folder.path().string());
    refused("no file", (folder / "nowhere.yaml").string());
    refused("a word", folder.write("word.yaml", "hello"));
    refused("a list", folder.write("list.yaml", "- 1\n- 2\n"));
    refused("binary", folder.write("binary.yaml", binary));
    refused("deep lists", folder.write("deep.yaml", "run: " + deep));
    refused("deep maps", folder.write("maps.yaml", [] {
        std::string text;
        for (int i = 0; i < 20'000; ++i) text += "{a: ";
        return text;
    }()));
    refused("aliases that multiply", folder.write("bomb.yaml", bomb));
    refused("one long line", folder.write("line.yaml", "title: " + std::string(20'000'000, 'x')));
    refused("many unknown keys", folder.write("keys.yaml", keys));
    refused("a pipe that nobody writes to", [&] {
        const std::string link = (folder / "pipe.yaml").string();
        std::filesystem::create_symlink("/dev/null", link);
        return link;
    }());
    folder.write("one.yaml", "extends: two.yaml\n");
    folder.write("two.yaml", "extends: three.yaml\n");
    refused("bases in a circle", folder.write("three.yaml", "extends: one.yaml\n"));
    if (geteuid() != 0) {
        const std::string locked = folder.write("locked.yaml", small);
        std::filesystem::permissions(locked, std::filesystem::perms::none);
        refused("a file that may not be read", locked);
    }
}

TEST_CASE("line ends of other systems and byte-order marks do no harm", "[scenarios]") {
    const Folder folder;
    std::string crlf;
    for (const char c : small) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(mistakes_in_file(folder.write("crlf.yaml", crlf)) == Lines{});
    CHECK(mistakes_in_file(folder.write("bom.yaml", "\xEF\xBB\xBF" + std::string(small))) == Lines{});
}

TEST_CASE("a table with a header alone is refused where it is named", "[scenarios]") {
    const Folder folder;
    folder.write("items.csv", "item,price\n");
    const Lines lines = mistakes_in_file(folder.write("a.yaml", with(small, "belt: {price: 20}", "table: items.csv")));
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.front().find("a.yaml:4:16: items.table: 'items.csv' has no rows beneath its header") !=
          std::string::npos);
}

#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"

using namespace backstock::testing;

TEST_CASE("the program's help says what one can do with it") {
    const ScratchFolder folder;
    for (const char* asked : {"--help", "-h"}) {
        const Called help = tool_in(folder.path(), asked);
        CHECK(help.status == 0);
        for (const char* command : {"run", "check", "inspect", "story", "trace", "explain", "schema", "import", "export", "rerun",
                                    "verify", "version"}) {
            CHECK(contains(help.out, std::string("\n  ") + command + " "));
        }
    }
    const Called nothing = tool_in(folder.path(), "");
    CHECK(nothing.status == 2);
    CHECK(nothing.out.empty());
    CHECK(contains(nothing.err, "Simulate"));
}

TEST_CASE("every subcommand has help with examples") {
    const ScratchFolder folder;
    for (const std::string command : {"run", "check", "inspect", "story", "trace", "explain", "schema", "import", "import orders",
                                      "export", "rerun", "verify"}) {
        const Called help = tool_in(folder.path(), command + " --help");
        INFO(command);
        CHECK(help.status == 0);
        CHECK(contains(help.out, "Example"));
        CHECK(contains(help.out, "backstock " + command.substr(0, command.find(' ')) + " "));
    }
}

TEST_CASE("mistakes on the command line are told with the nearest word, and are bad input") {
    const ShopFolder folder;
    const auto refused = [&](const std::string& arguments, const std::string& message) {
        const Called called = tool_in(folder.path(), arguments);
        INFO(arguments << ": " << called.err);
        CHECK(called.status == 2);
        CHECK(called.out.empty());
        CHECK(contains(called.err, message));
    };
    refused("runn shop.yaml", "unknown command 'runn'; did you mean 'run'?");
    refused("xyzzyx", "unknown command 'xyzzyx'\n");
    refused("run", "SCENARIO is required");
    refused("run shop.yaml --seeed 3", "unknown option '--seeed'; did you mean '--seed'?");
    refused("run shop.yaml other.yaml", "unexpected argument 'other.yaml'");
    refused("run shop.yaml --threads 0", "--threads: found '0'; expected a whole number from 1 to 1024");
    refused("run shop.yaml --seed -1", "--seed: found '-1'; expected a whole number of at least 0");
    refused("run shop.yaml --replications many", "--replications: found 'many'");
    refused("run shop.yaml --events=0,8", "--events: found '0,8'; expected replications from 0 to 7");
    refused("run shop.yaml --quiet --json", "exclude each other");
    refused("run shop.yaml --no-file -o x.h5", "exclude each other");
    refused("story shop.yaml 0", "expected a whole number of at least 1");
    refused("story shop.yaml", "expected the number of an order, or --purchase");
    refused("story shop.yaml 3 --purchase 3", "expected the number of an order, or --purchase");
    refused("story shop.yaml 3 --replication 8", "--replication: found 8; the scenario has replications 0 to 7");
    refused("trace shop.yaml --replication 8", "--replication: found 8; the scenario has replications 0 to 7");
    for (const char* day : {"nan", "inf", "-1", "1e999", "3d", "''"})
        refused(std::string("trace shop.yaml --from ") + day, "expected a number of days of at least 0");
    refused("trace shop.yaml --to nan", "--to: found 'nan'");
    refused("explain trace --plugin none.so", "none.so");
    refused("import", "import shopify, woocommerce, csv, willems, or orders FILE");
    refused("import orders --mapp x", "unknown option '--mapp'; did you mean '--map'?");
    CHECK_FALSE(std::filesystem::exists(folder / "shop.h5"));
}

TEST_CASE("a word that is a command too is a word behind a command") {
    const ShopFolder folder;
    CHECK(contains(tool_in(folder.path(), "explain run").out, "run (section"));
    CHECK(contains(tool_in(folder.path(), "explain trace").out, "trace (arrival process"));
    write(folder / "check", small_shop);
    CHECK(contains(tool_in(folder.path(), "check check").out, "check: fine"));
}

TEST_CASE("the gallery is found from anywhere") {
    const ScratchFolder folder;
    const Called verify = tool_in(folder.path(), "run newsvendor");
    CHECK(verify.status == 2);
    CHECK(contains(verify.err, "the gallery has "));
}

TEST_CASE("the version names the formats too") {
    const ScratchFolder folder;
    const Called version = tool_in(folder.path(), "version");
    CHECK(version.status == 0);
    CHECK(contains(version.out, "backstock "));
    CHECK(contains(version.out, "backstock-results format 1"));
    const Called flag = tool_in(folder.path(), "--version");
    CHECK(flag.status == 0);
    CHECK(version.out.starts_with(flag.out));
}

TEST_CASE("output that can't be written is a failure, and a reader who leaves is none of our business") {
    const ScratchFolder folder;
    const Called limited = shell_in(folder.path(), "ulimit -f 4; '" + build_tool().string() + "' run '" +
                                                       (repository_root() / "scenarios/start/boutique.yaml").string() +
                                                       "' -o limited.h5");
    CHECK(limited.status == 2);
    CHECK(contains(limited.err, "limited.h5"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        CHECK_FALSE(contains(entry.path().filename().string(), "limited"));
    if (std::filesystem::exists("/dev/full")) {
        const Called full = shell_in(folder.path(), "'" + build_tool().string() + "' explain >/dev/full");
        CHECK(full.status == 1);
        CHECK(contains(full.err, "could not be written"));
    }
    const Called piped = shell_in(folder.path(), "'" + build_tool().string() + "' schema | head -c 1");
    CHECK(piped.status == 0);
    CHECK(piped.out == "{");
    CHECK(piped.err.empty());
}

TEST_CASE("colours are for terminals, and for those who want them") {
    const ShopFolder folder;
    if (shell_in(folder.path(), "command -v script").status != 0) return skip("no 'script' to make a terminal with");
    const std::string call = "script -qec \"'" + build_tool().string() + "' run shop.yaml\" /dev/null";
    const std::string escape = "\033[1m";
    CHECK(contains(shell_in(folder.path(), "TERM=xterm " + call).out, escape));
    CHECK_FALSE(contains(shell_in(folder.path(), "TERM=xterm NO_COLOR=1 " + call).out, escape));
    CHECK_FALSE(contains(shell_in(folder.path(), "TERM=dumb " + call).out, escape));
    const Called plain = tool_in(folder.path(), "run shop.yaml");
    CHECK_FALSE(contains(plain.out, "\033"));
    CHECK(plain.err.empty());
}

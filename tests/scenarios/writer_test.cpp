#include "scenarios/writer.hpp"

#include "tests/catch.hpp"
#include "tests/scenarios/reading.hpp"
#include "tests/scenarios/trees.hpp"

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("short things stand on a line, long ones in blocks", "[scenarios]") {
    const std::string text =
        "title: \"a: b\"\n"
        "run: {start: 2026-01-05, horizon: 1 yr, seed: 42}\n"
        "weights: [1, 1.2, 30 %]\n"
        "none: ~\n"
        "nothing: {}\n"
        "long:\n"
        "  first: {a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, b: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}\n"
        "  second: (s, S) inventory, Poisson demand\n"
        "  third:\n"
        "    - {a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, b: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}\n"
        "    - {a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, b: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}\n";
    CHECK(to_yaml(tree(text)) == text);
}

TEST_CASE("quotes are kept, and put where a text needs them", "[scenarios]") {
    CHECK(to_yaml(tree("a: '12'")) == "a: \"12\"\n");
    for (const std::string text : {"~",  "null", "",   " x", "x ",  "- x", "a: b", "a #b",     "#", "{",
                                   "*x", "x:",   "\n", "\"", "---", "...", "<<",   "\xC2\x85", "?", "%"}) {
        CHECK(to_yaml(Node::scalar(text)).front() == '"');
    }
    for (const std::string text : {"-3", "12 d", "s_S", "35.022 ± 0.01", "a:b", "x's", "1 %", "été", "-> a"}) {
        CHECK(to_yaml(Node::scalar(text)).front() != '"');
    }
}

TEST_CASE("every tree reads back from its text", "[scenarios]") {
    rc::check([] {
        const Node node = any_node(4);
        const std::string text = to_yaml(node);
        ReadText reading;
        const auto back = reading.parse(text);
        RC_LOG(text);
        for (const std::string& line : reading.lines()) {
            RC_LOG(line);
        }
        RC_ASSERT(back.has_value());
        RC_ASSERT(!reading.problems.any());
        RC_ASSERT(*back == node);
    });
}

TEST_CASE("deep and wide trees read back", "[scenarios]") {
    Node node = Node::list();
    for (int level = 1; level < 100; ++level) {
        Node outer = level % 2 == 0 ? Node::list() : Node::map();
        if (outer.is_list()) {
            outer.add_item(node);
            outer.add_item(Node::scalar(std::string(60, 'x')));
        } else {
            outer.add("name", {}, node);
            outer.add("other", {}, Node::scalar(std::string(60, 'y')));
        }
        node = outer;
    }
    ReadText reading;
    const auto back = reading.parse(to_yaml(node));
    REQUIRE(back);
    CHECK(*back == node);
}

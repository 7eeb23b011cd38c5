#include "scenarios/path.hpp"

#include "scenarios/utf8.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/reading.hpp"

#include <rapidcheck.h>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("a path is names with dots between", "[scenarios]") {
    CHECK(parse_path("stores.shop.stock.dress.inventory.s_S.S").path ==
          Path{"stores", "shop", "stock", "dress", "inventory", "s_S", "S"});
    CHECK(parse_path("items.\"A.12\".price").path == Path{"items", "A.12", "price"});
    CHECK(parse_path("disruptions.\"northern floods\".when").path == Path{"disruptions", "northern floods", "when"});
    CHECK(parse_path("a.\"b\\\"c\\\\\\n\\x1b\"").path == Path{"a", "b\"c\\\n\x1b"});
    CHECK(parse_path("x.men's.85123A").path == Path{"x", "men's", "85123A"});
    CHECK(parse_path("lanes.\"warehouse -> shop\".transit").path == Path{"lanes", "warehouse -> shop", "transit"});
}

TEST_CASE("a wrong path says what and where", "[scenarios]") {
    const auto wrong = [](std::string_view text) {
        const ParsedPath path = parse_path(text);
        CHECK_FALSE(path.path);
        return std::to_string(path.at) + ": " + path.message;
    };
    CHECK(wrong("").starts_with("0: a name is missing"));
    CHECK(wrong("a..b").starts_with("2: a name is missing"));
    CHECK(wrong("a.").starts_with("2: a name is missing"));
    CHECK(wrong("a.\"\"") == "4: a name may not be empty");
    CHECK(wrong("a.\"b") == "2: the quote opened here is not closed");
    CHECK(wrong("a.\"b\"c") == "5: expected a dot after the closing quote");
    CHECK(wrong("a.\"\\q\"").starts_with("3: in a quoted name"));
    CHECK(wrong("d.northern floods.when") == "10: a name with such a character is quoted: \"northern floods\"");
    CHECK(wrong("arrivals.weekly[0]") == "15: list items have no path; set the whole list");
    CHECK(wrong("a.'b'") == "2: names are quoted with \", not with '");
    std::string deep = "a";
    for (int i = 0; i < 100; ++i) {
        deep += ".a";
    }
    CHECK(wrong(deep).ends_with("a path has at most 100 names"));
    CHECK(wrong(std::string(257, 'x')).ends_with("a name has at most 256 bytes"));
}

TEST_CASE("every path reads back from its text", "[scenarios]") {
    CHECK(path_text(Path{"a", "b c", "d.e", "f"}) == "a.\"b c\".\"d.e\".f");
    CHECK(path_text("", "a") == "a");
    rc::check([] {
        const auto path = *rc::gen::container<Path>(rc::gen::nonEmpty(rc::gen::map(
            rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127)), [](std::string s) { return s; })));
        RC_PRE(!path.empty() && path.size() <= longest_path);
        const std::string text = path_text(path);
        RC_ASSERT(without_controls(text) == text);
        RC_ASSERT(parse_path(text).path == path);
    });
    for (const std::string name : {"\xC3\xA9", "\xC2\x85", "'", "=", "{", "\\"}) {
        CHECK(parse_path(path_text(Path{name})).path == Path{name});
    }
}

TEST_CASE("a path leads to a node or nowhere", "[scenarios]") {
    const Node root = tree("a: {b: {c: 1}, l: [1]}");
    CHECK(find(root, {"a", "b", "c"})->text() == "1");
    CHECK(find(root, {}) == &root);
    CHECK(find(root, {"a", "x", "c"}) == nullptr);
    CHECK(find(root, {"a", "l", "0"}) == nullptr);
}

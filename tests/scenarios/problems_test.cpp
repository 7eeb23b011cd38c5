#include "scenarios/problems.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("a problem names file, line, column and path", "[scenarios]") {
    SourceFiles files;
    const std::string* file = files.add("boutique.yaml");
    Problems problems;
    problems.add({file, 17, 9}, "stores.shop.stock.dress.inventory", "unknown policy 's_s'; did you mean 's_S'?");
    CHECK(problems.sorted().front().text() ==
          "boutique.yaml:17:9: stores.shop.stock.dress.inventory: unknown policy 's_s'; did you mean 's_S'?");
    CHECK(Problem{"a.csv", 3, 0, "", "short row"}.text() == "a.csv:3: short row");
    CHECK(Problem{"a.csv", 0, 0, "", "no such file"}.text() == "a.csv: no such file");
    CHECK(Problem{"", 0, 0, "run.seed", "is missing"}.text() == "run.seed: is missing");
    CHECK(Problem{"e\x1b[1m", 1, 1, "", "x"}.text() == "e\\x1b[1m:1:1: x");
}

TEST_CASE("problems come sorted and once", "[scenarios]") {
    SourceFiles files;
    const std::string* b = files.add("b");
    const std::string* a = files.add("a");
    Problems problems;
    CHECK_FALSE(problems.any());
    CHECK_NOTHROW(problems.throw_if_any());
    problems.add({b, 1, 1}, "", "third");
    problems.add({a, 10, 1}, "", "second");
    problems.add({a, 2, 30}, "", "first");
    problems.add({a, 10, 1}, "", "second");
    CHECK(problems.count() == 4);
    CHECK_THROWS_AS(problems.throw_if_any(), BadInput);
    try {
        problems.throw_if_any();
    } catch (const BadInput& bad) {
        CHECK(std::string(bad.what()) == "a:2:30: first\na:10:1: second\nb:1:1: third");
        REQUIRE(bad.problems().size() == 3);
        Problems others;
        others.add(bad);
        CHECK(others.sorted().size() == 3);
        CHECK(others.sorted().front().file == "a");
    }
}

TEST_CASE("two hundred problems are printed, the rest is counted", "[scenarios]") {
    SourceFiles files;
    const std::string* file = files.add("a");
    Problems problems;
    for (int line = 1; line <= 30'000; ++line) {
        problems.add({file, line, 1}, "", "wrong");
    }
    CHECK(problems.count() == 30'000);
    try {
        problems.throw_if_any();
    } catch (const BadInput& bad) {
        const std::string text = bad.what();
        CHECK(std::count(text.begin(), text.end(), '\n') == 200);
        CHECK(text.ends_with("a:200:1: wrong\nand 29800 more"));
    }
}

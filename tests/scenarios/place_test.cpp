#include "scenarios/place.hpp"

#include "tests/catch.hpp"

using namespace backstock;

TEST_CASE("a file named in a file is beside it", "[scenarios]") {
    SourceFiles files;
    const Place in_folder{files.add("shop/a.yaml"), 1, 1};
    CHECK(beside(in_folder, "items.csv") == "shop/items.csv");
    CHECK(beside(in_folder, "../base.yaml") == "base.yaml");
    CHECK(beside(in_folder, "/data/items.csv") == "/data/items.csv");
    CHECK(beside({files.add("a.yaml"), 1, 1}, "items.csv") == "items.csv");
    CHECK(beside({files.add("--set"), 1, 1}, "items.csv") == "items.csv");
    CHECK(beside({}, "items.csv") == "items.csv");
}

TEST_CASE("adding names moves none", "[scenarios]") {
    SourceFiles files;
    const std::string* first = files.add("first");
    for (int i = 0; i < 1000; ++i) {
        files.add("other");
    }
    SourceFiles moved = std::move(files);
    CHECK(*first == "first");
}

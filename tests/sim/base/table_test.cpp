#include "sim/base/table.hpp"

#include "tests/catch.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace backstock;

namespace {

struct Row {
    std::string name;
    int number = 0;
};

std::vector<int> numbers(const Table<Row>& table) {
    std::vector<int> out;
    table.for_each([&](Id<Row>, const Row& row) { out.push_back(row.number); });
    return out;
}

}  // namespace

TEST_CASE("Rows are numbered in the order they are added", "[table]") {
    Table<Row> table;
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(table.add({"row", i}).index() == static_cast<std::uint32_t>(i));
    }
    REQUIRE(table.size() == 1000);
    REQUIRE(table.extent() == 1000);
    REQUIRE(table[Id<Row>(567)].number == 567);
}

TEST_CASE("A row made in place starts from its defaults, recycled or not", "[table]") {
    Table<Row> table;
    const auto first = table.make();
    first.row.number = 7;
    REQUIRE(table[first.id].number == 7);
    const Id<Row> second = table.add({"second", 2});
    table.erase(first.id);
    const auto again = table.make();
    REQUIRE(again.id == first.id);
    REQUIRE(table.generation(again.id) == 1);
    REQUIRE(again.row.name == Row{}.name);
    REQUIRE(again.row.number == Row{}.number);
    REQUIRE(table.make().id.index() == second.index() + 1);
    REQUIRE(table.size() == 3);
}

TEST_CASE("References survive growth", "[table]") {
    Table<Row> table;
    Row& first = table[table.add({"first", 1})];
    const Row* const where = &first;
    for (int i = 0; i < 100'000; ++i) {
        table.add({"more", i});
    }
    REQUIRE(&table[Id<Row>(0)] == where);
    REQUIRE(first.name == "first");
}

TEST_CASE("Erased rows are recycled, the last first, with a new generation", "[table]") {
    Table<Row> table;
    const auto a = table.add({"a", 1}), b = table.add({"b", 2}), c = table.add({"c", 3});
    REQUIRE(table.generation(b) == 0);
    table.erase(a);
    table.erase(b);
    REQUIRE(table.size() == 1);
    REQUIRE_FALSE(table.contains(b));
    REQUIRE(table.generation(b) == 1);
    REQUIRE(table.add({"d", 4}) == b);
    REQUIRE(table.generation(b) == 1);
    REQUIRE(table.add({"e", 5}) == a);
    REQUIRE(table.add({"f", 6}).index() == 3);
    REQUIRE(table[b].name == "d");
    REQUIRE(table.generation(c) == 0);
    REQUIRE(numbers(table) == std::vector<int>{5, 4, 3, 6});
}

TEST_CASE("Memory follows what is open", "[table]") {
    Table<Row> table;
    for (int i = 0; i < 100'000; ++i) {
        table.erase(table.add({"brief", i}));
    }
    REQUIRE(table.extent() == 1);
    REQUIRE(table.empty());
}

TEST_CASE("A generation wraps at 20 bits", "[table]") {
    Table<int> table;
    for (int i = 0; i < (1 << 20) - 1; ++i) {
        table.erase(table.add(i));
    }
    const auto id = table.add(0);
    REQUIRE(table.generation(id) == (1U << 20) - 1);
    table.erase(id);
    REQUIRE(table.generation(id) == 0);
}

TEST_CASE("Using a row that is gone is a broken law", "[table]") {
    Table<Row> table;
    const auto id = table.add({"short", 1});
    table.erase(id);
    REQUIRE_THROWS_AS(table[id], BrokenLaw);
    REQUIRE_THROWS_AS(table.erase(id), BrokenLaw);
    REQUIRE_THROWS_AS(table[Id<Row>::none()], BrokenLaw);
    REQUIRE_THROWS_AS(table[Id<Row>(12)], BrokenLaw);
    REQUIRE_THROWS_AS(table.generation(Id<Row>(12)), BrokenLaw);
    REQUIRE_FALSE(table.contains(Id<Row>::none()));
}

TEST_CASE("Erasing frees what the row owns", "[table]") {
    struct Owner {
        std::shared_ptr<int> owned;
    };
    const auto witness = std::make_shared<int>(1);
    Table<Owner> table;
    const auto id = table.add({witness});
    REQUIRE(witness.use_count() == 2);
    table.erase(id);
    REQUIRE(witness.use_count() == 1);
}

TEST_CASE("A copy is a checkpoint", "[table]") {
    Table<Row> table;
    const auto a = table.add({"a", 1});
    const auto b = table.add({"b", 2});
    table.erase(a);
    Table<Row> copy = table;
    copy[b].number = 20;
    REQUIRE(table[b].number == 2);
    const auto in_copy = copy.add({"c", 3});
    const auto in_table = table.add({"c", 3});
    REQUIRE(in_copy == in_table);
    REQUIRE(copy.generation(in_copy) == table.generation(in_table));
    REQUIRE(&copy[b] != &table[b]);

    copy = table;
    REQUIRE(numbers(copy) == numbers(table));
    const Table<Row>& itself = copy;
    copy = itself;
    REQUIRE(numbers(copy) == numbers(table));
}

TEST_CASE("Moving takes everything and leaves an empty table", "[table]") {
    Table<Row> table;
    const auto id = table.add({"a", 1});
    Table<Row> moved = std::move(table);
    REQUIRE(moved[id].name == "a");
    table = Table<Row>();
    REQUIRE(table.empty());
    REQUIRE(table.add({"fresh", 9}).index() == 0);
}

TEST_CASE("Clearing starts anew", "[table]") {
    Table<Row> table;
    table.erase(table.add({"a", 1}));
    table.clear();
    REQUIRE(table.extent() == 0);
    const auto id = table.add({"b", 2});
    REQUIRE(id.index() == 0);
    REQUIRE(table.generation(id) == 0);
}

TEST_CASE("A row may be erased by its own visit", "[table]") {
    Table<Row> table;
    for (int i = 0; i < 10; ++i) {
        table.add({"row", i});
    }
    table.for_each([&](Id<Row> id, Row& row) {
        if (row.number % 2 == 0) {
            table.erase(id);
        }
    });
    REQUIRE(numbers(table) == std::vector<int>{1, 3, 5, 7, 9});
}

TEST_CASE("A table agrees with a map under any history", "[table]") {
    std::mt19937_64 chance(3);
    Table<int> table;
    std::map<std::uint32_t, int> expected;
    for (int i = 0; i < 200'000; ++i) {
        if (expected.empty() || chance() % 100 < 52) {
            const auto id = table.add(i);
            REQUIRE(expected.emplace(id.index(), i).second);
        } else {
            auto victim = expected.lower_bound(static_cast<std::uint32_t>(chance() % table.extent()));
            victim = victim == expected.end() ? expected.begin() : victim;
            table.erase(Id<int>(victim->first));
            expected.erase(victim);
        }
    }
    REQUIRE(table.size() == expected.size());
    std::map<std::uint32_t, int> found;
    table.for_each([&](Id<int> id, int row) { found.emplace(id.index(), row); });
    REQUIRE((found == expected));
}

#include "sim/experiment/schedule.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <random>
#include <set>

using namespace backstock;

namespace {

std::vector<Unit> all_taken(Schedule& schedule) {
    std::vector<Unit> units;
    while (const std::optional<Unit> unit = schedule.take()) {
        units.push_back(*unit);
        schedule.finished(*unit, {});
    }
    return units;
}

// A KPI whose scatter is large in some cells.
UnitValues values_of(const Unit& unit, double scatter) {
    UnitValues values;
    std::mt19937 random(static_cast<unsigned>(unit.cell * 1000 + unit.block));
    for (int i = 0; i < replications_a_block; ++i) {
        values.num.push_back(10 + scatter * (static_cast<double>(random()) / 4294967296.0 - 0.5));
        values.den.push_back(1);
    }
    return values;
}

StudyPlan until_plan() {
    return {.families = {{0, 1}, {2, 3}, {4, 5}},
            .replications = 2000,
            .until = StoppingRule{.kpi = "profit", .half_width = 0.1, .at_least = 100, .at_most = 2000}};
}

double scatter_of(std::uint64_t cell) { return cell == 3 ? 6 : cell >= 4 ? 200 : 1; }

}  // namespace

TEST_CASE("without a rule every cell has all of its blocks") {
    Schedule schedule({.families = {{0, 1}, {2, 3}}, .replications = 120, .until = {}});
    CHECK(schedule.total() == 12);
    const std::vector<Unit> units = all_taken(schedule);
    CHECK(units.size() == 12);
    CHECK(std::set<Unit>(units.begin(), units.end()).size() == 12);
    CHECK(units == schedule.units());
    CHECK(schedule.complete());
    CHECK(schedule.replications(1) == 120);
    CHECK(block_range(2, 120).end == 120);
}

TEST_CASE("parts share the units out and leave none") {
    std::vector<Unit> together;
    for (std::uint64_t part = 0; part < 3; ++part) {
        Schedule schedule({.families = {{0, 1}, {2, 3}}, .replications = 120, .until = {}}, part, 3);
        const std::vector<Unit> units = all_taken(schedule);
        CHECK(schedule.complete());
        CHECK(static_cast<std::int64_t>(units.size()) == schedule.total());
        CHECK(units.size() == 4);
        together.insert(together.end(), units.begin(), units.end());
    }
    CHECK(std::set<Unit>(together.begin(), together.end()).size() == 12);
}

TEST_CASE("what is there already is not played again") {
    Schedule schedule({.families = {{0}, {1}}, .replications = 100, .until = {}});
    schedule.finished({0, 1}, {});
    schedule.finished({0, 1}, {});
    CHECK(schedule.done() == 1);
    CHECK(all_taken(schedule) == std::vector<Unit>{{0, 0}, {1, 0}, {1, 1}});
}

TEST_CASE("a unit that was lost is handed out again") {
    Schedule schedule({.families = {{0}}, .replications = 100, .until = {}});
    const Unit first = *schedule.take();
    const Unit second = *schedule.take();
    CHECK_FALSE(schedule.take());
    schedule.lost(first);
    schedule.finished(second, {});
    CHECK(schedule.take() == first);
    schedule.finished(first, {});
    CHECK(schedule.complete());
}

TEST_CASE("with a rule all cells of a family go on until the last is narrow, whoever comes first") {
    std::vector<std::int64_t> expected;
    for (unsigned seed = 0; seed < 20; ++seed) {
        Schedule schedule(until_plan());
        std::mt19937 random(seed);
        std::vector<Unit> under_way;
        while (!schedule.complete()) {
            // So many workers, who finish in any order.
            while (under_way.size() < 1 + seed % 5) {
                const std::optional<Unit> unit = schedule.take();
                if (!unit) break;
                under_way.push_back(*unit);
            }
            REQUIRE_FALSE(under_way.empty());
            const std::size_t which = random() % under_way.size();
            const Unit unit = under_way[which];
            under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(which));
            if (random() % 50 == 0) {
                schedule.lost(unit);
                continue;
            }
            schedule.finished(unit, values_of(unit, scatter_of(unit.cell)));
        }
        const std::vector<std::int64_t> found{schedule.replications(0), schedule.replications(1),
                                              schedule.replications(2)};
        if (seed == 0) expected = found;
        CHECK(found == expected);
        CHECK(schedule.narrow(0));
        CHECK(schedule.narrow(1));
        CHECK_FALSE(schedule.narrow(2));
    }
    CHECK(expected[0] == 100);
    CHECK(expected[1] > 100);
    CHECK(expected[1] < 2000);
    CHECK(expected[2] == 2000);
}

TEST_CASE("with a rule a part has whole families") {
    Schedule schedule(until_plan(), 1, 2);
    while (const std::optional<Unit> unit = schedule.take()) {
        CHECK((unit->cell == 2 || unit->cell == 3));
        schedule.finished(*unit, values_of(*unit, 1));
    }
    CHECK(schedule.complete());
}

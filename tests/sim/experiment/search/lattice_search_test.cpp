#include "sim/experiment/search/lattice_search.hpp"

#include "sim/engine/stream.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <functional>

namespace backstock {
namespace {

using Mean = std::function<double(const LatticePoint&)>;

// A function with noise: half of it common to all points of a replication, half a little different from point to point.
LatticeTrials trials_of(const Mean& objective, const Mean& slack, double noise, std::uint64_t seed = 1) {
    const auto play = [=](std::span<const LatticeTrials::Wanted> wanted) {
        std::vector<std::vector<Observation>> all;
        for (const LatticeTrials::Wanted& w : wanted) {
            all.emplace_back();
            for (std::int64_t r = w.first; r < w.first + w.count; ++r) {
                const Streams streams(seed, static_cast<std::uint64_t>(r));
                Stream common = streams.at(0, "common");
                Key64 key = 0;
                for (const std::int64_t x : w.point) key = joined_key(key, static_cast<Key64>(x));
                Stream own = streams.at(key, "own");
                const double both = noise * (uniform01(common) - 0.5) + noise / 10 * (uniform01(own) - 0.5);
                all.back().push_back({objective(w.point) + both, {}});
                if (slack) all.back().back().slack.push_back(slack(w.point) + noise / 10 * (uniform01(own) - 0.5));
            }
        }
        return all;
    };
    return {play, slack ? 1U : 0U, 0.95};
}

TEST_CASE("a pattern search finds the lowest point of a valley across the axes", "[search]") {
    const Mean valley = [](const LatticePoint& p) {
        const double x = static_cast<double>(p[0]) - 37;
        const double y = static_cast<double>(p[1]) - 61;
        return 3 * (x + y) * (x + y) + 0.2 * (x - y) * (x - y);
    };
    LatticeTrials trials = trials_of(valley, {}, 1);
    const LatticeAnswer answer = search_lattice(trials, {.values = {101, 101}, .replications = 200});
    REQUIRE(answer.best);
    CHECK(trials.point(*answer.best) == LatticePoint{37, 61});
    CHECK(answer.neighbours_looked_at);
    CHECK(answer.within_budget);
    CHECK(trials.size() < 400);  // of 10,201
    CHECK(most_to_gain(trials.trials(), *answer.best, answer.compared, 0.95) < 0.1);
}

TEST_CASE("a pattern search keeps a constraint with confidence", "[search]") {
    // Cheapest at 0, allowed from 40 on: 41 for the noise of the slack, which is sure to one step.
    const Mean cost = [](const LatticePoint& p) { return static_cast<double>(p[0]); };
    const Mean slack = [](const LatticePoint& p) { return static_cast<double>(p[0]) - 40; };
    LatticeTrials trials = trials_of(cost, slack, 5);
    const LatticeAnswer answer = search_lattice(trials, {.values = {101}, .replications = 100});
    REQUIRE(answer.best);
    CHECK(trials.point(*answer.best)[0] >= 40);
    CHECK(trials.point(*answer.best)[0] <= 41);
    CHECK(trials.violation(*answer.best, 100) == 0);
}

TEST_CASE("a pattern search says when nothing is feasible or the budget is spent", "[search]") {
    const Mean cost = [](const LatticePoint& p) { return static_cast<double>(p[0]); };
    LatticeTrials never = trials_of(
        cost, [](const LatticePoint&) { return -1.; }, 0.1);
    CHECK_FALSE(search_lattice(never, {.values = {11}, .replications = 20}).best);
    LatticeTrials poor = trials_of(cost, {}, 1);
    const LatticeAnswer answer = search_lattice(poor, {.values = {1000, 1000}, .replications = 400, .budget = 300});
    CHECK_FALSE(answer.within_budget);
    CHECK(answer.best);
}

TEST_CASE("a pattern search in four factors does not need the whole box", "[search]") {
    const Mean bowl = [](const LatticePoint& p) {
        double sum = 0;
        for (std::size_t f = 0; f < 4; ++f)
            sum += std::pow(static_cast<double>(p[f]) - 10. * static_cast<double>(f + 1), 2);
        return sum;
    };
    LatticeTrials trials = trials_of(bowl, {}, 1, 4);
    const LatticeAnswer answer = search_lattice(trials, {.values = {64, 64, 64, 64}, .replications = 50});
    REQUIRE(answer.best);
    CHECK(trials.point(*answer.best) == LatticePoint{10, 20, 30, 40});
    CHECK(trials.size() < 1000);  // of 16 million
}

TEST_CASE("the same search looks at the same points whatever was played before", "[search]") {
    const Mean bowl = [](const LatticePoint& p) { return std::abs(static_cast<double>(p[0]) - 17); };
    LatticeTrials one = trials_of(bowl, {}, 3, 9);
    LatticeTrials other = trials_of(bowl, {}, 3, 9);
    const LatticeAnswer a = search_lattice(one, {.values = {64}, .replications = 64, .seed = 2});
    const LatticeAnswer b = search_lattice(other, {.values = {64}, .replications = 64, .seed = 2});
    CHECK(a.best == b.best);
    REQUIRE(one.size() == other.size());
    for (std::size_t c = 0; c < one.size(); ++c) CHECK(one.point(c) == other.point(c));
}

}  // namespace
}  // namespace backstock

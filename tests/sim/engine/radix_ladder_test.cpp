#include "sim/engine/radix_ladder.hpp"

#include "tests/catch.hpp"

#include <cmath>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <queue>
#include <random>
#include <utility>
#include <vector>

using namespace backstock;

namespace {

using Ladder = RadixLadder<std::uint64_t>;
using Chance = std::mt19937_64;
constexpr std::uint64_t day = 86'400'000'000;

double uniform(Chance& chance) { return static_cast<double>(chance() >> 11) * 0x1p-53; }

// How long until a popped entry is due again, in microseconds.
struct Lag {
    const char* name;
    std::function<std::uint64_t(Chance&)> draw;
};

std::uint64_t exponential(Chance& chance, double mean) {
    return static_cast<std::uint64_t>(-mean * std::log1p(-uniform(chance)));
}

const std::vector<Lag>& lags() {
    static const std::vector<Lag> laws = {
        {"exponential", [](Chance& c) { return exponential(c, 1.0 * day); }},
        {"constant", [](Chance&) { return 4 * day; }},
        {"whole days", [](Chance& c) { return (1 + c() % 10) * day; }},
        {"zero every other time", [](Chance& c) { return c() % 2 ? 0 : exponential(c, 2.0 * day); }},
        {"bimodal", [](Chance& c) { return c() % 10 ? exponential(c, 1e-3 * day) : exponential(c, 100.0 * day); }},
        {"heavy tail",
         [](Chance& c) { return static_cast<std::uint64_t>(1.0 * day / (1e-9 + std::pow(uniform(c), 0.25))); }},
        {"microseconds", [](Chance& c) { return c() % 3; }},
        {"every magnitude", [](Chance& c) { return std::uint64_t{1} << (c() % 45); }},
    };
    return laws;
}

// A heap that knows the right order: by key, then by the order of pushing.
class Reference {
public:
    void push(std::uint64_t key) { heap_.emplace(key, pushed_++); }
    std::pair<std::uint64_t, std::uint64_t> pop() {
        const auto top = heap_.top();
        heap_.pop();
        return top;
    }
    bool empty() const { return heap_.empty(); }

private:
    using Record = std::pair<std::uint64_t, std::uint64_t>;
    std::priority_queue<Record, std::vector<Record>, std::greater<>> heap_;
    std::uint64_t pushed_ = 0;
};

// Fills to `pending`, holds, and drains, with the ladder beside the heap; returns the number of differences.
std::size_t differences(const Lag& lag, std::size_t pending, std::size_t holds, bool start_spread) {
    Chance chance(pending);
    Ladder ladder;
    Reference reference;
    std::uint64_t pushed = 0;
    std::size_t wrong = 0;
    const auto push = [&](std::uint64_t key) {
        ladder.push(key, pushed++);
        reference.push(key);
    };
    const auto pop = [&] {
        const auto entry = ladder.pop();
        wrong += std::pair(entry.key, entry.payload) != reference.pop();
        return entry.key;
    };
    for (std::size_t i = 0; i < pending; ++i) {
        push(start_spread ? chance() % (4 * day) : lag.draw(chance));
    }
    for (std::size_t i = 0; i < holds; ++i) {
        const std::uint64_t now = pop();
        const std::size_t follow = i % 7 == 0 ? 2 : i % 7 == 3 ? 0 : 1;  // the population breathes
        for (std::size_t k = 0; k < follow; ++k) {
            push(now + lag.draw(chance));
        }
    }
    while (!reference.empty() && !ladder.empty()) {
        pop();
    }
    return wrong + (reference.empty() != ladder.empty());
}

void check_law(std::size_t law) {
    const Lag& lag = lags()[law];
    for (const std::size_t pending :
         std::initializer_list<std::size_t>{1, 2, 10, 17, 40, 65, 100, 1000, 40'000, 150'000}) {
        CAPTURE(lag.name, pending);
        REQUIRE(differences(lag, pending, 2 * pending + 100, false) == 0);
        REQUIRE(differences(lag, pending, pending + 100, true) == 0);
    }
}

}  // namespace

TEST_CASE("Ladder against heap: exponential lags", "[ladder]") { check_law(0); }
TEST_CASE("Ladder against heap: constant lags", "[ladder]") { check_law(1); }
TEST_CASE("Ladder against heap: whole days, so ties", "[ladder]") { check_law(2); }
TEST_CASE("Ladder against heap: many lags of zero", "[ladder]") { check_law(3); }
TEST_CASE("Ladder against heap: bimodal lags", "[ladder]") { check_law(4); }
TEST_CASE("Ladder against heap: heavy-tailed lags", "[ladder]") { check_law(5); }
TEST_CASE("Ladder against heap: lags of microseconds", "[ladder]") { check_law(6); }
TEST_CASE("Ladder against heap: lags of every magnitude", "[ladder]") { check_law(7); }

TEST_CASE("Ladder against heap: a million pending, exponential", "[ladder]") {
    REQUIRE(differences(lags()[0], 1'000'000, 1'000'000, false) == 0);
}
TEST_CASE("Ladder against heap: a million pending, whole days", "[ladder]") {
    REQUIRE(differences(lags()[2], 1'000'000, 1'000'000, false) == 0);
}
TEST_CASE("Ladder against heap: a million pending, bimodal", "[ladder]") {
    REQUIRE(differences(lags()[4], 1'000'000, 1'000'000, false) == 0);
}

namespace {

// Random pushes, pops, looks ahead and sweeps on keys within `reach` of the clock, beside an ordered multimap, which
// keeps equal keys in the order of insertion. Pushes after a look often lie before what was seen.
void check_against_map(std::uint64_t reach, std::uint64_t seed) {
    Chance chance(seed);
    Ladder ladder;
    std::multimap<std::uint64_t, std::uint64_t> expected;
    std::uint64_t now = 0;
    std::uint64_t pushed = 0;
    const auto push = [&](std::uint64_t key) {
        ladder.push(key, pushed);
        expected.emplace(key, pushed++);
    };
    for (int round = 0; round < 2'000; ++round) {
        const std::uint64_t burst = chance() % 16 ? chance() % 8 : chance() % 300;
        for (std::uint64_t i = 0; i < burst; ++i) {
            push(now + chance() % reach);
        }
        if (!expected.empty()) {
            const std::uint64_t next = ladder.peek_key();  // as a run does that stops at a horizon
            REQUIRE(next == expected.begin()->first);
            const std::uint64_t before = chance() % 16 ? chance() % 4 : chance() % 300;
            for (std::uint64_t i = 0; i < before; ++i) {
                push(now + chance() % (next - now + 1));
            }
        }
        for (std::uint64_t pops = chance() % 12; pops != 0 && !expected.empty(); --pops) {
            const auto entry = ladder.pop();
            now = entry.key;
            REQUIRE(entry.key == expected.begin()->first);
            REQUIRE(entry.payload == expected.begin()->second);
            expected.erase(expected.begin());
            const bool another = !expected.empty() && expected.begin()->first == now;
            REQUIRE(ladder.another_at_last_popped() == another);
        }
        if (chance() % 100 == 0) {
            const std::uint64_t rest = chance() % 3;
            const auto stale = [&](std::uint64_t payload) { return payload % 3 == rest; };
            const std::size_t erased = std::erase_if(expected, [&](const auto& e) { return stale(e.second); });
            REQUIRE(ladder.remove_if(stale) == erased);
        }
        REQUIRE(ladder.size() == expected.size());
    }
}

}  // namespace

TEST_CASE("Stops at a horizon, earlier pushes after it, and sweeps", "[ladder]") {
    for (std::uint64_t magnitude = 1; magnitude < 60; magnitude += 4) {
        CAPTURE(magnitude);
        check_against_map(std::uint64_t{1} << magnitude, magnitude);
    }
}

TEST_CASE("A crowd pushed before a seen horizon does not disturb the crowd behind it", "[ladder]") {
    Ladder ladder;
    Reference reference;
    std::uint64_t pushed = 0;
    Chance chance(5);
    const auto push = [&](std::uint64_t key) {
        ladder.push(key, pushed++);
        reference.push(key);
    };
    push(10);
    reference.pop();
    REQUIRE(ladder.pop().key == 10);
    for (int i = 0; i < 50'000; ++i) {
        push(1000 * day + chance() % (10 * day));
    }
    ladder.peek_key();
    for (int i = 0; i < 50'000; ++i) {
        push(10 + chance() % (1000 * day));
    }
    ladder.peek_key();
    for (int i = 0; i < 50'000; ++i) {
        push(10 + chance() % 1000);
    }
    std::size_t wrong = 0;
    while (!ladder.empty()) {
        const auto entry = ladder.pop();
        wrong += std::pair(entry.key, entry.payload) != reference.pop();
    }
    REQUIRE(wrong == 0);
}

TEST_CASE("The largest keys there are", "[ladder]") {
    constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
    Ladder ladder;
    ladder.push(last, 1);
    ladder.push(last - 1, 2);
    ladder.push(last >> 1, 3);
    ladder.push(last, 4);
    REQUIRE(ladder.pop().payload == 3);
    ladder.push(last, 5);
    ladder.push(last - 1, 6);
    for (const std::uint64_t expected : std::initializer_list<std::uint64_t>{2, 6, 1, 4, 5}) {
        REQUIRE(ladder.pop().payload == expected);
    }
    ladder.push(last, 7);
    REQUIRE(ladder.pop().payload == 7);
    REQUIRE(ladder.empty());
}

TEST_CASE("The past is closed", "[ladder]") {
    Ladder ladder;
    ladder.push(10, 0);
    ladder.pop();
    REQUIRE_THROWS_AS(ladder.push(9, 0), BrokenLaw);
    REQUIRE_NOTHROW(ladder.push(10, 0));
    ladder.pop();
    REQUIRE_THROWS_AS(ladder.pop(), BrokenLaw);
    ladder.clear();
    REQUIRE_NOTHROW(ladder.push(3, 0));
}

TEST_CASE("A cleared ladder is as new", "[ladder]") {
    Ladder ladder;
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        ladder.push(i * i * day, i);
    }
    ladder.pop();
    ladder.pop();
    ladder.clear();
    REQUIRE(ladder.empty());
    for (std::uint64_t i = 100; i-- > 0;) {
        ladder.push(i, i);
    }
    for (std::uint64_t i = 0; i < 100; ++i) {
        REQUIRE(ladder.pop().key == i);
    }
}

TEST_CASE("A copy goes on by itself from the same state", "[ladder]") {
    Chance chance(1);
    Ladder ladder;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        ladder.push(chance() % day, i);
    }
    for (int i = 0; i < 5'000; ++i) {
        ladder.pop();
    }
    Ladder copy = ladder;
    std::vector<std::uint64_t> first, second;
    const auto run = [](Ladder& from, std::vector<std::uint64_t>& payloads) {
        Chance own(2);
        for (std::uint64_t i = 0; i < 30'000 && !from.empty(); ++i) {
            const auto entry = from.pop();
            payloads.push_back(entry.payload);
            if (own() % 2) {
                from.push(entry.key + own() % day, 100'000 + i);
            }
        }
    };
    run(ladder, first);
    run(copy, second);
    REQUIRE((first == second));
}

TEST_CASE("What is ahead is what comes", "[ladder]") {
    Chance chance(9);
    Ladder ladder;
    for (std::uint64_t i = 0; i < 5'000; ++i) {
        ladder.push(chance() % day, i);
    }
    std::size_t hints = 0;
    while (!ladder.empty()) {
        ladder.peek_key();
        const auto* hint = ladder.ahead(1);
        const std::uint64_t hinted = hint ? hint->payload : 0;
        hints += hint != nullptr;
        ladder.pop();
        if (hint) {
            REQUIRE(ladder.pop().payload == hinted);
        }
    }
    REQUIRE(hints > 1000);
}

TEST_CASE("The last popped key passes where no entry is", "[ladder]") {
    Ladder ladder;
    REQUIRE(ladder.pass_to(5));
    REQUIRE_THROWS(ladder.pass_to(4));
    ladder.push(9, 1);
    ladder.push(7, 2);
    ladder.peek_key();  // sorted in: what is in a bucket would be refused
    REQUIRE(ladder.pass_to(6));
    REQUIRE_FALSE(ladder.pass_to(7));
    REQUIRE_FALSE(ladder.pass_to(10));
    REQUIRE_THROWS(ladder.push(5, 3));
    ladder.push(6, 4);
    REQUIRE(ladder.pop().payload == 4);
    REQUIRE(ladder.pop().payload == 2);
    REQUIRE(ladder.pop().payload == 1);
}

#include "sim/experiment/executor.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace backstock;

namespace {

struct Nothing {};
Nothing no_state() { return {}; }

// Work of very different lengths, so that results arrive out of order.
double uneven(std::int64_t index) {
    double x = 1.0 + static_cast<double>(index);
    for (std::int64_t i = 0; i < (index * 7919) % 5000; ++i) {
        x = x * 0.999 + 1.0 / (x + 1.0);
    }
    return std::pow(10, static_cast<double>(index % 17) - 8) * x;
}

// A sum whose last bits depend on the order of its terms.
double ordered_sum(std::int64_t count, const ExecutorOptions& options) {
    double sum = 0;
    run_ordered(
        count, options, no_state, [](Nothing&, std::int64_t i) { return uneven(i); },
        [&](std::int64_t i, double x) { sum = sum * 1.000001 + (i % 2 == 0 ? x : -x); });
    return sum;
}

std::string message_of(int threads, const std::set<std::int64_t>& failing, std::int64_t& merged) {
    merged = 0;
    try {
        run_ordered(
            200, {.threads = threads}, no_state,
            [&](Nothing&, std::int64_t i) {
                uneven(i);
                if (failing.count(i) != 0) {
                    throw std::runtime_error("work " + std::to_string(i));
                }
                return i;
            },
            [&](std::int64_t, std::int64_t) { ++merged; });
    } catch (const std::runtime_error& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("the same bits on any number of threads") {
    const double alone = ordered_sum(500, {});
    for (int threads : {2, 3, 8}) {
        for (std::int64_t run_ahead : {0, 1, 50}) {
            const double together = ordered_sum(500, {.threads = threads, .run_ahead = run_ahead});
            CHECK(std::memcmp(&alone, &together, sizeof alone) == 0);
        }
    }
}

TEST_CASE("results are merged in order, one at a time, each once") {
    std::vector<std::int64_t> seen;
    std::atomic<int> inside{0};
    const std::int64_t merged = run_ordered(
        300, {.threads = 4}, no_state, [](Nothing&, std::int64_t i) { return std::make_unique<double>(uneven(i)); },
        [&](std::int64_t i, std::unique_ptr<double>&& x) {
            CHECK(++inside == 1);
            CHECK(*x == uneven(i));
            seen.push_back(i);
            --inside;
        });
    CHECK(merged == 300);
    REQUIRE(seen.size() == 300);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CHECK(seen[i] == static_cast<std::int64_t>(i));
    }
}

TEST_CASE("each thread makes one worker; one thread is the caller's own") {
    std::atomic<int> made{0};
    const auto make = [&] { return ++made; };
    const auto work = [](int&, std::int64_t i) { return i; };
    const auto drop = [](std::int64_t, std::int64_t) {};
    run_ordered(100, {.threads = 3}, make, work, drop);
    CHECK(made == 3);
    made = 0;
    run_ordered(2, {.threads = 8}, make, work, drop);  // no more threads than work
    CHECK(made == 2);

    const auto caller = std::this_thread::get_id();
    run_ordered(
        5, {}, [&] { return std::this_thread::get_id(); },
        [&](std::thread::id& id, std::int64_t) { return id == caller && std::this_thread::get_id() == caller; },
        [](std::int64_t, bool same) { CHECK(same); });
}

TEST_CASE("a slow first result holds the others within the run-ahead") {
    std::atomic<bool> first_done{false};
    std::atomic<std::int64_t> furthest{0};
    run_ordered(
        1000, {.threads = 4, .run_ahead = 6}, no_state,
        [&](Nothing&, std::int64_t i) {
            if (i == 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
                first_done = true;
            } else if (!first_done) {
                std::int64_t so_far = furthest;
                while (so_far < i && !furthest.compare_exchange_weak(so_far, i)) {
                }
            }
            return i;
        },
        [](std::int64_t, std::int64_t) {});
    CHECK(furthest <= 5);
}

TEST_CASE("the first failure by index comes out, and all before it are merged") {
    for (int threads : {1, 2, 5}) {
        std::int64_t merged = 0;
        CHECK(message_of(threads, {150, 37, 38, 39, 199}, merged) == "work 37");
        CHECK(merged == 37);
        CHECK(message_of(threads, {0}, merged) == "work 0");
        CHECK(merged == 0);
        CHECK(message_of(threads, {199}, merged) == "work 199");
        CHECK(merged == 199);
        CHECK(message_of(threads, {}, merged).empty());
        CHECK(merged == 200);
    }
}

TEST_CASE("failures of merging, of asking and of making a worker come out too") {
    const auto work = [](Nothing&, std::int64_t i) { return i; };
    const auto drop = [](std::int64_t, std::int64_t) {};
    for (int threads : {1, 3}) {
        std::int64_t last = -1;
        CHECK_THROWS_WITH(run_ordered(100, {.threads = threads}, no_state, work,
                                      [&](std::int64_t i, std::int64_t) {
                                          last = i;
                                          if (i == 20) {
                                              throw std::runtime_error("merge");
                                          }
                                      }),
                          "merge");
        CHECK(last == 20);
        ExecutorOptions asking{.threads = threads};
        asking.enough = [](std::int64_t) -> bool { throw std::runtime_error("enough"); };
        CHECK_THROWS_WITH(run_ordered(100, asking, no_state, work, drop), "enough");
        CHECK_THROWS_WITH(
            run_ordered(
                100, {.threads = threads}, []() -> Nothing { throw std::runtime_error("worker"); }, work, drop),
            "worker");
    }
}

TEST_CASE("sequential stopping ends at the same result on any number of threads") {
    for (int threads : {1, 2, 6}) {
        std::vector<std::int64_t> asked;
        std::int64_t merged_calls = 0;
        ExecutorOptions options{.threads = threads, .check_every = 20};
        options.enough = [&](std::int64_t merged) {
            asked.push_back(merged);
            return merged >= 60;
        };
        const std::int64_t merged = run_ordered(
            500, options, no_state,
            [](Nothing&, std::int64_t i) {
                if (i == 61) {
                    throw std::runtime_error("beyond the end");
                }
                return uneven(i);
            },
            [&](std::int64_t, double) { ++merged_calls; });
        CHECK(merged == 60);
        CHECK(merged_calls == 60);
        CHECK(asked == std::vector<std::int64_t>{20, 40, 60});
    }
}

TEST_CASE("progress counts up to the total") {
    for (int threads : {1, 3}) {
        std::vector<std::int64_t> seen;
        ExecutorOptions options{.threads = threads};
        options.progress = [&](std::int64_t done, std::int64_t total) {
            CHECK(total == 30);
            seen.push_back(done);
        };
        run_ordered(
            30, options, no_state, [](Nothing&, std::int64_t i) { return i; }, [](std::int64_t, std::int64_t) {});
        REQUIRE(seen.size() == 30);
        CHECK(seen.front() == 1);
        CHECK(seen.back() == 30);
    }
}

TEST_CASE("no work, one piece of work, impossible options") {
    const auto work = [](Nothing&, std::int64_t i) { return i; };
    const auto drop = [](std::int64_t, std::int64_t) {};
    CHECK(run_ordered(0, {.threads = 4}, no_state, work, drop) == 0);
    CHECK(run_ordered(1, {.threads = 4}, no_state, work, drop) == 1);
    CHECK_THROWS_AS(run_ordered(-1, {}, no_state, work, drop), BrokenLaw);
    CHECK_THROWS_AS(run_ordered(1, {.threads = 0}, no_state, work, drop), BrokenLaw);
    CHECK_THROWS_AS(run_ordered(1, {.check_every = 0}, no_state, work, drop), BrokenLaw);
    CHECK(machine_threads() >= 1);
}

TEST_CASE("two threads take half the time", "[.speed]") {
    const auto seconds = [](int threads) {
        const auto begin = std::chrono::steady_clock::now();
        run_ordered(
            128, {.threads = threads}, no_state,
            [](Nothing&, std::int64_t i) {
                double x = static_cast<double>(i);
                for (int k = 0; k < 2'000'000; ++k) {
                    x = x * 0.999 + 1.0;
                }
                return x;
            },
            [](std::int64_t, double) {});
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const double one = seconds(1);
    const double two = seconds(2);
    INFO("one thread " << one << " s, two " << two << " s");
    CHECK(one / two > 1.8);
}

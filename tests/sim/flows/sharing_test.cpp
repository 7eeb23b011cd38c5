#include "sim/flows/sharing.hpp"

#include "tests/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <numeric>
#include <vector>

using namespace backstock;

namespace {

std::vector<Quantity> units(std::vector<std::int64_t> counts) {
    std::vector<Quantity> all;
    for (const std::int64_t count : counts) all.push_back(Quantity::units(count));
    return all;
}

}  // namespace

TEST_CASE("scarce goods are divided in proportion to what each class waits for", "[flows][sharing]") {
    std::vector<double> credit(3, 0.0);
    CHECK(divided(Quantity::units(6), units({6, 4, 2}), {}, false, credit) == units({3, 2, 1}));
    CHECK(credit == std::vector<double>{0, 0, 0});
}

TEST_CASE("what a class does not need goes to the others", "[flows][sharing]") {
    std::vector<double> credit(3, 0.0);
    // Shares of 1/2, 1/4, 1/4 of 8: the first needs 1, and the others get 3.5 each.
    CHECK(divided(Quantity::units(8), units({1, 9, 9}), {2, 1, 1}, false, credit) == units({1, 4, 3}));
    CHECK(credit[1] == Approx(-0.5e6));
    CHECK(credit[2] == Approx(0.5e6));
    // Next time the one that got less.
    CHECK(divided(Quantity::units(1), units({0, 5, 6}), {2, 1, 1}, false, credit) == units({0, 0, 1}));
    CHECK(credit[1] == Approx(0).margin(1e-3));
    CHECK(credit[2] == Approx(0).margin(1e-3));
}

TEST_CASE("a class without weight gets what is left", "[flows][sharing]") {
    std::vector<double> credit(3, 0.0);
    CHECK(divided(Quantity::units(5), units({3, 4, 4}), {1, 0, 0}, false, credit) == units({3, 1, 1}));
    CHECK(divided(Quantity::units(3), units({4, 4, 4}), {1, 0, 0}, false, credit) == units({3, 0, 0}));
}

TEST_CASE("what can be divided is divided exactly", "[flows][sharing]") {
    std::vector<double> credit(2, 0.0);
    const auto parts = divided(Quantity::of(1), units({2, 1}), {}, true, credit);
    CHECK(parts[0] + parts[1] == Quantity::of(1));
    CHECK(std::abs(parts[0].in_units() - 2.0 / 3) < 2e-6);
}

TEST_CASE("unit by unit every class comes within a unit of its share", "[flows][sharing]") {
    std::vector<double> credit(3, 0.0);
    std::vector<double> got(3);
    for (int n = 1; n <= 1000; ++n) {
        const auto parts = divided(Quantity::units(1), units({50, 50, 50}), {5, 3, 2}, false, credit);
        for (std::size_t c = 0; c < 3; ++c) got[c] += parts[c].in_units();
        CHECK(std::abs(got[0] - 0.5 * n) <= 1);
        CHECK(std::abs(got[1] - 0.3 * n) <= 1);
        CHECK(std::abs(got[2] - 0.2 * n) <= 1);
    }
}

TEST_CASE("whatever is divided is given, and nobody gets more than they wait for", "[flows][sharing]") {
    CHECK(rc::check("all is given", [] {
        const auto waiting = *rc::gen::container<std::vector<int>>(4, rc::gen::inRange(0, 30));
        const auto weights = *rc::gen::container<std::vector<int>>(4, rc::gen::inRange(0, 5));
        const int all = std::accumulate(waiting.begin(), waiting.end(), 0);
        RC_PRE(all > 0);
        std::vector<double> credit(4, 0.0);
        std::vector<Quantity> left;
        for (const int one : waiting) left.push_back(Quantity::units(one));
        for (int given = 0; given < all;) {
            const int free = std::min(all - given, *rc::gen::inRange(1, 9));
            const auto parts = divided(Quantity::units(free), left, std::vector<double>(weights.begin(), weights.end()),
                                       false, credit);
            Quantity sum;
            for (std::size_t c = 0; c < 4; ++c) {
                RC_ASSERT(parts[c] >= Quantity::zero());
                RC_ASSERT(parts[c] <= left[c]);
                RC_ASSERT(parts[c].is_whole());
                left[c] -= parts[c];
                sum += parts[c];
            }
            RC_ASSERT(sum == Quantity::units(free));
            given += free;
        }
    }));
}

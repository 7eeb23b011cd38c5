#include "policies/distribution/alias_table.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"

#include <cmath>

using namespace backstock;
using backstock::distribution::AliasTable;

namespace {

std::vector<double> shares_drawn(const std::vector<double>& weights, int n) {
    const AliasTable table(weights);
    Stream stream = Streams(3, 1).at(name_key("alias"), "draw");
    std::vector<double> shares(weights.size());
    for (int i = 0; i < n; ++i) shares[table.draw(stream)] += 1.0 / n;
    return shares;
}

}  // namespace

TEST_CASE("an alias table draws entries in proportion to their weights", "[policies]") {
    const std::vector<double> weights = {0, 5, 1, 0, 3, 0.5, 0.5};
    constexpr int n = 200'000;
    const std::vector<double> shares = shares_drawn(weights, n);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double p = weights[i] / 10;
        CHECK(std::abs(shares[i] - p) <= 4 * std::sqrt(p * (1 - p) / n));
    }
}

TEST_CASE("an alias table of one or of equal entries", "[policies]") {
    CHECK(shares_drawn({2}, 100)[0] == Approx(1));
    for (const double share : shares_drawn({1, 1, 1, 1}, 100'000)) CHECK(share == Approx(0.25).margin(0.006));
}

TEST_CASE("an alias table needs weights", "[policies]") {
    CHECK_THROWS_AS(AliasTable({}), BrokenLaw);
    CHECK_THROWS_AS(AliasTable({0, 0}), BrokenLaw);
    CHECK_THROWS_AS(AliasTable({1, -1}), BrokenLaw);
}

#include "sim/world/basket.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"

#include <vector>

using namespace backstock;

TEST_CASE("items are picked in proportion to their weights") {
    for (const std::vector<double>& weights :
         {std::vector<double>{1}, {1, 1}, {3, 1}, {0, 5, 0}, {0.1, 0.2, 0.3, 0.4, 0}, {1e-6, 1, 1000}}) {
        Basket basket;
        double sum = 0;
        for (std::uint32_t i = 0; i < weights.size(); ++i) {
            basket.from.emplace_back(i);
            sum += weights[i];
        }
        basket.weigh(weights);
        constexpr int draws = 1'000'000;
        std::vector<int> picked(weights.size(), 0);
        for (int i = 0; i < draws; ++i) ++picked[basket.pick((i + 0.5) / draws)];
        for (std::size_t i = 0; i < weights.size(); ++i) {
            INFO("item " << i << " of " << weights.size());
            CHECK(picked[i] / static_cast<double>(draws) == Approx(weights[i] / sum).margin(2e-5));
            if (weights[i] == 0) CHECK(picked[i] == 0);
        }
        CHECK(basket.pick(0x1.fffffffffffffp-1) < weights.size());
    }
}

TEST_CASE("weights that weigh nothing are a broken law") {
    Basket basket;
    basket.from.emplace_back(0);
    CHECK_THROWS_AS(basket.weigh({0.0}), BrokenLaw);
    CHECK_THROWS_AS(basket.weigh({1.0, 1.0}), BrokenLaw);
}

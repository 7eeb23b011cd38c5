#include "sim/experiment/warmup.hpp"

#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/policy/catalog.hpp"
#include "tests/catch.hpp"
#include "tests/sim/experiment/coverage.hpp"

#include <cmath>
#include <vector>

using namespace backstock;

namespace {

std::vector<double> with_start(std::size_t n, double height, double decay) {
    Coverage random(0.95);
    std::vector<double> series(n);
    for (std::size_t i = 0; i < n; ++i) series[i] = 10 + height * std::exp(-static_cast<double>(i) / decay) + random.normal();
    return series;
}

// Starts full and without orders under way: stock falls for some weeks before it goes up and down.
Scenario shop(const std::string& run) {
    Catalog catalog;
    add_builtin(catalog);
    return load_scenario_text("backstock: 1\nrun: {" + run + R"(}
items: {mug: {price: 12}}
suppliers: {pottery: {sells: {mug: {cost: 5}}, lead_time: {gamma: {mean: 20 d, sd: 8 d}}}}
stores: {shop: {stock: {mug: {initial: 1000, inventory: {s_S: {s: 110, S: 160}}}}, backorder: allow}}
customers: {all: {store: shop, arrivals: {poisson: {rate: 4 /d}}, buys: {mug: 1}}}
)", "shop.yaml", catalog);
}

}  // namespace

TEST_CASE("MSER-5 by hand: the first batch is off, and is left out") {
    // Batch means 11, 1, 3, 1, 3, 2: without the first the squares are 4 about 2, over 25.
    std::vector<double> series;
    for (const double mean : {11.0, 1.0, 3.0, 1.0, 3.0, 2.0}) series.insert(series.end(), 5, mean);
    series.push_back(1e9);  // no whole batch
    const Truncation truncation = mser5(series);
    CHECK(truncation.batches == std::vector<double>{11, 1, 3, 1, 3, 2});
    REQUIRE(truncation.statistic.size() == 4);
    CHECK(truncation.statistic[0] == Approx((7.5 * 7.5 + 2.5 * 2.5 + 0.25 + 2.5 * 2.5 + 0.25 + 1.5 * 1.5) / 36));
    CHECK(truncation.statistic[1] == Approx(4.0 / 25));
    CHECK(truncation.statistic[2] == Approx(2.75 / 16));
    CHECK(truncation.cut == 1);
    CHECK(truncation.found);
}

TEST_CASE("MSER-5 leaves nothing out where nothing is off, and little of noise") {
    CHECK(mser5(std::vector<double>(100, 3.0)).cut == 0);
    CHECK(mser5(std::vector<double>(4, 3.0)).batches.empty());
    CHECK_FALSE(mser5(std::vector<double>(4, 3.0)).found);
    const Truncation noise = mser5(with_start(2000, 0, 1));
    CHECK(noise.cut < noise.batches.size() / 4);
}

TEST_CASE("MSER-5 cuts where the start has faded into the noise, and says when it has not") {
    const Truncation faded = mser5(with_start(2000, 30, 50));
    CHECK(faded.cut * 5 > 100);  // exp(−2): 4 above the mean
    CHECK(faded.cut * 5 < 400);
    CHECK(faded.found);
    CHECK_FALSE(mser5(with_start(200, 300, 2000)).found);
}

TEST_CASE("the warm-up of a shop that opens with far too much stock lasts until that is sold") {
    const Scenario scenario = shop("horizon: 2000 d, warmup: auto");
    REQUIRE(scenario.rule.auto_warmup);
    const FoundWarmup found = find_warmup(scenario.model, 2);
    CHECK(found.found);
    CHECK(found.pilots == 20);
    CHECK(found.warmup >= 200_d);  // 900 mugs at 4 a day last 225 days
    CHECK(found.warmup <= 500_d);
    CHECK(found.warmup % found.step == Duration::zero());
    const FoundWarmup alone = find_warmup(scenario.model, 1);
    CHECK(alone.warmup == found.warmup);
    CHECK(alone.series[0].truncation.batches == found.series[0].truncation.batches);
    CHECK_FALSE(find_warmup(shop("horizon: 250 d, warmup: auto").model, 1).found);
}

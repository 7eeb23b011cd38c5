// What "95 % sure" promises, kept from end to end: a small model with a known answer is played with many seeds, and
// its intervals must hold the exact value as often as they say.
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/kpi_samples.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/stopping.hpp"
#include "sim/experiment/summary.hpp"
#include "tests/catch.hpp"
#include "tests/oracles/formulas/newsvendor.hpp"
#include "tests/scenarios/loading.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace backstock::oracles {
namespace {

using testing::loaded;

constexpr int seeds = 600;
constexpr std::int64_t replications = 12;
constexpr std::array levels{13, 12, 15};  // the first is the best, and the baseline

// Days of Poisson(10) that know nothing of one another: demand is seen after the shelf was filled to the level.
Scenario newsvendor_at(int level) {
    return loaded(fmt::format(
        "backstock: 1\nrun: {{horizon: 40 d, replications: {}, accounting: period_end, period: 1 d}}\n"
        "items: {{widget: {{price: 0, holding: 0.18 /d, backorder_cost: 0.70 /d}}}}\n"
        "suppliers: {{source: {{sells: {{widget: {{cost: 0}}}}, lead_time: 0 d}}}}\n"
        "stores: {{shop: {{backorder: allow, stock: {{widget: {{initial: {}, inventory: {{base_stock: {{S: {}, review: "
        "{{every: 1 d, at: start}}}}}}}}}}}}}}\n"
        "customers: {{all: {{store: shop, buys: {{widget: 1}}, arrivals: {{per_period: {{every: 1 d, quantity: "
        "{{poisson: "
        "{{mean: 10}}}}}}}}}}}}\n",
        replications, level, level));
}

double exact_cost(int level) { return newsvendor_cost(poisson(10), 0.18, 0.70, level); }

// Four standard errors of a share near 95 %.
void expect_level(int held, double share = 0.95) {
    CHECK(std::abs(held - share * seeds) <= 4 * std::sqrt(seeds * share * (1 - share)));
}

KpiSamples played(Model& model, int seed, std::int64_t first = 0, std::int64_t count = replications) {
    KpiSamples samples(kpi_columns());
    model.run.seed = static_cast<std::uint64_t>(seed);
    for (std::int64_t r = first; r < first + count; ++r) samples.add(replicate_once(model, r).network);
    return samples;
}

}  // namespace

TEST_CASE("intervals of a mean, a difference and all differences together hold as often as they say", "[oracles]") {
    std::vector<Scenario> alternatives;
    for (const int level : levels) alternatives.push_back(newsvendor_at(level));
    const std::size_t cost = index(Kpi::cost_per_period);
    int mean = 0, paired = 0, together = 0, best = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        std::vector<KpiSamples> samples;
        for (Scenario& each : alternatives) samples.push_back(played(each.model, seed));
        const std::vector<SummaryRow> summary = summarize(samples.front());
        const SummaryRow& row = summary[cost];
        REQUIRE(row.kpi == "cost_per_period");
        mean += std::abs(row.mean - exact_cost(levels[0])) <= row.half_width ? 1 : 0;
        const std::array sampled{samples[0].sample(cost), samples[1].sample(cost), samples[2].sample(cost)};
        const std::array<KpiSample, 3> chosen{sampled[0], sampled[1], sampled[2]};
        const std::vector<Compared> compared = compare(chosen, 0, BadSide::high);
        bool all = true;
        for (std::size_t i = 1; i < levels.size(); ++i) {
            const double exact = exact_cost(levels[i]) - exact_cost(levels[0]);
            if (i == 1) paired += compared[i].difference.covers(exact) ? 1 : 0;
            all = all && compared[i].simultaneous.covers(exact);
        }
        together += all ? 1 : 0;
        best += compared[0].from_best.low <= exact_cost(levels[0]) - exact_cost(levels[1]) ? 1 : 0;
    }
    expect_level(mean);
    expect_level(paired);
    // Bonferroni's intervals hold together at least as often as they say, Hsu's bound for the best likewise.
    CHECK(together >= 0.95 * seeds - 4 * std::sqrt(seeds * 0.95 * 0.05));
    CHECK(best >= 0.95 * seeds - 4 * std::sqrt(seeds * 0.95 * 0.05));
}

TEST_CASE("the interval of a ratio, and of the difference of two, hold as often as they say", "[oracles]") {
    Scenario low = newsvendor_at(9), high = newsvendor_at(11);
    const auto fill = [](int level) { return 1 - poisson(10).shortage(level) / 10; };
    const std::size_t rate = index(Kpi::fill_rate);
    int ratio = 0, difference = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const KpiSamples a = played(low.model, seed), b = played(high.model, seed);
        const SampledKpi of_a = a.sample(rate), of_b = b.sample(rate);
        ratio += estimate(of_a).covers(fill(9)) ? 1 : 0;
        difference += paired_difference(of_b, of_a).covers(fill(11) - fill(9)) ? 1 : 0;
    }
    expect_level(ratio);
    expect_level(difference);
}

TEST_CASE("an interval that ended the replications holds nearly as often as it says", "[oracles]") {
    Scenario scenario = newsvendor_at(13);
    const StoppingRule rule{.kpi = "cost_per_period", .half_width = 0.014, .at_least = 100, .at_most = 800};
    const std::size_t cost = index(Kpi::cost_per_period);
    constexpr int runs = 200;
    int held = 0, stopped_early = 0;
    for (int seed = 1; seed <= runs; ++seed) {
        KpiSamples samples = played(scenario.model, seed, 0, rule.at_least);
        SampledKpi sampled = samples.sample(cost);
        while (samples.replications() < rule.at_most && !narrow_enough(sampled, rule)) {
            const std::int64_t first = samples.replications();
            for (std::int64_t r = first; r < first + replications_a_block; ++r)
                samples.add(replicate_once(scenario.model, r).network);
            sampled = samples.sample(cost);
        }
        stopped_early += samples.replications() < rule.at_most ? 1 : 0;
        held += estimate(sampled).covers(exact_cost(13)) ? 1 : 0;
    }
    CHECK(stopped_early == runs);
    CHECK(held >= 0.95 * runs - 4 * std::sqrt(runs * 0.95 * 0.05));
}

}  // namespace backstock::oracles

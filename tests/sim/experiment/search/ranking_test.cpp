#include "sim/experiment/search/ranking.hpp"

#include "sim/engine/stream.hpp"
#include "tests/catch.hpp"

#include <boost/random/normal_distribution.hpp>

#include <cmath>
#include <numeric>

namespace backstock {
namespace {

double normal(std::uint64_t seed, std::uint64_t replication, std::uint64_t entity) {
    Stream stream(seed, replication, entity, "normal", 0);
    return boost::random::normal_distribution<double>()(stream);
}

// Candidates with normal observations; what a replication has in common is `shared`.
struct Case {
    std::vector<double> mean;
    double sd = 1;
    double shared = 0;                       // deviation common to all candidates of a replication
    std::vector<std::vector<double>> slack;  // means, by candidate and constraint

    [[nodiscard]] Trials trials(std::uint64_t seed) const {
        return Trials([this, seed](std::span<const Trials::Wanted> wanted) {
            std::vector<std::vector<Observation>> all;
            for (const Trials::Wanted& w : wanted) {
                all.emplace_back();
                for (std::int64_t r = w.first; r < w.first + w.count; ++r) all.back().push_back(one(seed, w, r));
            }
            return all;
        });
    }

private:
    [[nodiscard]] Observation one(std::uint64_t seed, const Trials::Wanted& w, std::int64_t r) const {
        const auto replication = static_cast<std::uint64_t>(r);
        Observation seen{
            mean[w.candidate] + sd * normal(seed, replication, w.candidate) + shared * normal(seed, replication, 1000),
            {}};
        if (slack.empty()) return seen;
        for (std::size_t c = 0; c < slack[w.candidate].size(); ++c)
            seen.slack.push_back(slack[w.candidate][c] + sd * normal(seed, replication, 2000 + 10 * w.candidate + c));
        return seen;
    }
};

// How often the candidate that should be selected is, and what it cost.
struct Record {
    double right = 0;
    double replications = 0;
};
template<class Select>
Record over_seeds(const Case& instance, std::uint64_t seeds, std::size_t best, Select select) {
    Record record;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        Trials trials = instance.trials(seed);
        record.right += select(trials) == best ? 1. / static_cast<double>(seeds) : 0;
        record.replications += static_cast<double>(trials.played()) / static_cast<double>(seeds);
    }
    return record;
}

double at_least(double promise, std::uint64_t seeds) {
    return promise - 4 * std::sqrt(promise * (1 - promise) / static_cast<double>(seeds));
}

TEST_CASE("KN keeps its promise where it is hardest", "[search]") {
    // Slippage: all others exactly delta worse than the best, which comes last.
    for (const double shared : {0., 3.}) {
        const Case instance{.mean = {1, 1, 1, 1, 0}, .sd = 2, .shared = shared};
        const Record kn = over_seeds(instance, 300, 4, [](Trials& trials) {
            const Ranking ranking = select_best(trials, 5, 0, {.delta = 1, .confidence = 0.9});
            CHECK(ranking.promised);
            return *ranking.best;
        });
        CHECK(kn.right >= at_least(0.9, 300));
        // Deciding takes what the difference asks for, whatever the candidates have in common.
        CHECK(kn.replications < 5 * 150);
    }
}

TEST_CASE("KN keeps its promise over thousands of seeds", "[search]") {
    for (const std::size_t k : {2, 5, 20}) {
        Case instance{.mean = std::vector<double>(k, 1), .sd = 2, .shared = 1};
        instance.mean[k / 2] = 0;
        for (const double confidence : {0.8, 0.95}) {
            const Record kn = over_seeds(instance, 3000, k / 2, [&](Trials& trials) {
                return *select_best(trials, k, 0, {.delta = 1, .confidence = confidence, .first = 10}).best;
            });
            INFO(k << " candidates at " << confidence);
            CHECK(kn.right >= at_least(confidence, 3000));
        }
    }
}

TEST_CASE("KN drops what is far behind at once", "[search]") {
    const Case instance{.mean = {0, 50, 60, 70}, .sd = 1};
    Trials trials = instance.trials(1);
    const Ranking ranking = select_best(trials, 4, 0, {.delta = 1});
    CHECK(ranking.best == 0);
    CHECK(trials.played() == 4 * 20);
    CHECK(ranking.candidates[3].fate == Fate::beaten);
    CHECK(ranking.candidates[3].decided_at == 20);
    CHECK(ranking.candidates[3].by == 0);
}

TEST_CASE("KN says where the replications do not suffice", "[search]") {
    const Case instance{.mean = {0, 0.1}, .sd = 5};
    Trials trials = instance.trials(3);
    const Ranking ranking = select_best(trials, 2, 0, {.delta = 0.1, .at_most = 100});
    CHECK_FALSE(ranking.promised);
    REQUIRE(ranking.best);
    CHECK(ranking.candidates[1 - *ranking.best].fate == Fate::left);
    CHECK(trials.replications(0) == 100);
}

TEST_CASE("candidates without noise are ranked by their values, ties by their order", "[search]") {
    const Case instance{.mean = {3, 2, 2, 4}, .sd = 0};
    Trials trials = instance.trials(3);
    const Ranking ranking = select_best(trials, 4, 0, {.delta = 0.5});
    CHECK(ranking.promised);
    CHECK(ranking.best == 1);
    CHECK(trials.played() == 4 * 20);
}

TEST_CASE("constraints are decided with the promise too", "[search]") {
    // The cheapest breaks the constraint by the tolerance, the second keeps it by as much.
    const Case instance{.mean = {0, 1, 2}, .sd = 2, .slack = {{-1}, {1}, {1}}};
    const Record found = over_seeds(instance, 300, 1, [](Trials& trials) {
        const Ranking ranking = select_best(trials, 3, 1, {.delta = 1, .confidence = 0.9, .tolerance = {1}});
        CHECK(ranking.promised);
        return ranking.best.value_or(9);
    });
    CHECK(found.right >= at_least(0.9, 300));
}

TEST_CASE("where no candidate keeps the constraints none is selected", "[search]") {
    const Case instance{.mean = {0, 1}, .sd = 1, .slack = {{5, -5}, {-5, 5}}};
    Trials trials = instance.trials(1);
    const Ranking ranking = select_best(trials, 2, 2, {.delta = 1, .tolerance = {1, 1}});
    CHECK_FALSE(ranking.best);
    CHECK(ranking.candidates[0].fate == Fate::infeasible);
    CHECK(ranking.candidates[0].by == 1);
    CHECK(ranking.candidates[1].by == 0);
}

TEST_CASE("OCBA spends its budget where it tells the best from its rivals", "[search]") {
    // Ten candidates a step apart: the textbook's example (Chen and Lee 2011, ch. 4), σ 6.
    Case instance{.mean = {}, .sd = 6};
    for (int i = 1; i <= 10; ++i) instance.mean.push_back(i);
    constexpr std::int64_t budget = 1000;
    const auto seeds = 200;
    const Record ocba = over_seeds(instance, seeds, 0, [](Trials& trials) {
        return *spend_budget(trials, 10, 0, {.budget = budget, .first = 10}).best;
    });
    const Record equal = over_seeds(instance, seeds, 0, [](Trials& trials) {
        std::vector<std::size_t> all(10);
        std::iota(all.begin(), all.end(), std::size_t{0});
        trials.need(all, budget / 10);
        std::size_t best = 0;
        for (const std::size_t i : all)
            if (trials.objective(i, budget).value < trials.objective(best, budget).value) best = i;
        return best;
    });
    CHECK(ocba.replications == Approx(budget));
    CHECK(ocba.right > 0.9);
    CHECK(ocba.right > equal.right + 0.02);
    Trials trials = instance.trials(5);
    (void)spend_budget(trials, 10, 0, {.budget = budget, .first = 10});
    CHECK(trials.replications(0) > 3 * trials.replications(9));
}

TEST_CASE("OCBA's probability is what it claims on average", "[search]") {
    Case instance{.mean = {0, 1, 1, 2}, .sd = 3};
    double claimed = 0;
    const auto seeds = 200;
    const Record ocba = over_seeds(instance, seeds, 0, [&](Trials& trials) {
        const Budgeted budgeted = spend_budget(trials, 4, 0, {.budget = 400, .first = 10});
        claimed += budgeted.probability / seeds;
        return *budgeted.best;
    });
    CHECK(claimed == Approx(ocba.right).margin(0.1));
}

// Every other replication of the second counts a hundred times: by replication it looks better (0.4 against 0.5), as a
// ratio of sums it is worse (about 0.79).
Trials ratios(std::uint64_t seed) {
    return Trials([seed](std::span<const Trials::Wanted> wanted) {
        std::vector<std::vector<Observation>> all;
        for (const Trials::Wanted& w : wanted) {
            all.emplace_back();
            for (std::int64_t r = w.first; r < w.first + w.count; ++r) {
                const double noise = 0.05 * normal(seed, static_cast<std::uint64_t>(r), w.candidate);
                const bool heavy = normal(seed, static_cast<std::uint64_t>(r), 77) > 0;
                const double weight = heavy ? 100 : 1;
                const double rate = w.candidate == 0 ? 0.5 : heavy ? 0.8 : 0.0;
                all.back().push_back({(rate + noise) * weight, {}, weight});
            }
        }
        return all;
    });
}

TEST_CASE("a ratio is judged by its sums", "[search]") {
    int right = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Trials trials = ratios(seed);
        right += select_best(trials, 2, 0, {.delta = 0.05}).best == 0 ? 1 : 0;
        CHECK(trials.objective(1, 1000).value == Approx(80. / 101).margin(0.1));
        Trials budgeted = ratios(seed);
        CHECK(spend_budget(budgeted, 2, 0, {.budget = 100}).best == 0);
        const Estimated apart = budgeted.difference(1, 0);
        CHECK(apart.value == Approx(budgeted.objective(1, 1000).value - budgeted.objective(0, 1000).value).margin(0.1));
        CHECK(apart.standard_error > 0);
    }
    CHECK(right >= 48);
}

TEST_CASE("OCBA is seldom wrong about a constraint that its choice nearly keeps", "[search]") {
    // The cheapest breaks the constraint by half a standard error of a mean of 100.
    const Case instance{.mean = {0, 1, 3}, .sd = 1, .slack = {{-0.05}, {2}, {2}}};
    int wrong = 0;
    double claimed = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Trials trials = instance.trials(seed);
        const Budgeted budgeted = spend_budget(trials, 3, 1, {.budget = 300, .confidence = 0.9});
        wrong += budgeted.best == 0 ? 1 : 0;
        claimed += budgeted.probability / 200;
        CHECK(budgeted.breaks[0] == (budgeted.best == 0 ? std::nullopt : std::optional<std::size_t>(0)));
    }
    CHECK(wrong / 200. <= 0.1 + 3 * std::sqrt(0.1 * 0.9 / 200));
    CHECK(claimed <= 1 - wrong / 200. + 0.05);
}

TEST_CASE("who can't keep a constraint takes nothing from OCBA's probability", "[search]") {
    const Case instance{.mean = {-5, 1, 9}, .sd = 1, .slack = {{-9}, {9}, {9}}};
    Trials trials = instance.trials(3);
    CHECK(spend_budget(trials, 3, 1, {.budget = 300}).probability > 0.999);
}

TEST_CASE("OCBA keeps constraints by their means", "[search]") {
    const Case instance{.mean = {0, 1, 2}, .sd = 1, .slack = {{-1}, {1}, {1}}};
    Trials trials = instance.trials(2);
    const Budgeted budgeted = spend_budget(trials, 3, 1, {.budget = 300});
    CHECK(budgeted.best == 1);
    CHECK(budgeted.probability > 0.95);
    CHECK(trials.played() == 300);
}

TEST_CASE("the most to gain covers the true loss", "[search]") {
    const Case instance{.mean = {0.5, 0, 1}, .sd = 1, .shared = 5};
    int covered = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        Trials trials = instance.trials(seed);
        const std::vector<std::size_t> all{0, 1, 2};
        trials.need(all, 20);
        covered += most_to_gain(trials, 0, all, 0.9) >= 0.5 ? 1 : 0;
        CHECK(most_to_gain(trials, 1, all, 0.9) >= 0);
    }
    CHECK(covered / 300. >= at_least(0.9, 300));
}

}  // namespace
}  // namespace backstock

#include "sim/base/require.hpp"
#include "sim/experiment/search/ranking.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace backstock {
namespace {

constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();

// How a candidate stands: the mean and deviation of its objective, and its constraints.
struct Standing {
    Estimated objective;
    double sd = 0;
    double broken = 0;                    // largest −slack ÷ sd over the constraints; above 0: infeasible
    double breaks = 0;                    // the probability that it breaks one, at most
    double keeps = 1;                     // the probability that it keeps all, at most
    std::optional<std::size_t> unproven;  // the constraint that it is not seen to keep, the worst of them
};

// The probability that a mean is below 0, of an estimate from n replications.
double below_zero(const Estimated& estimated, std::int64_t n) {
    if (std::isinf(estimated.value)) return estimated.value < 0 ? 1 : 0;
    if (estimated.standard_error == 0) return estimated.value < 0 ? 1 : 0;
    const boost::math::students_t law(static_cast<double>(n - 1));
    return boost::math::cdf(law, -estimated.value / estimated.standard_error);
}

Standing standing_of(const Trials& trials, std::size_t candidate, std::size_t constraints, double confidence) {
    Standing standing;
    const std::int64_t n = trials.replications(candidate);
    const double root = std::sqrt(static_cast<double>(n));
    standing.objective = trials.objective(candidate, all);
    standing.sd = standing.objective.standard_error * root;
    double worst = 1 - confidence;
    for (std::size_t c = 0; c < constraints; ++c) {
        const Estimated slack = trials.slack(candidate, c, all);
        const double sd = slack.standard_error * root;
        if (slack.value < 0)
            standing.broken =
                std::max(standing.broken, sd > 0 ? -slack.value / sd : std::numeric_limits<double>::infinity());
        const double breaks = below_zero(slack, n);
        standing.breaks = std::min(1., standing.breaks + breaks);
        standing.keeps = std::min(standing.keeps, 1 - breaks);
        if (breaks <= worst) continue;
        worst = breaks;
        standing.unproven = c;
    }
    return standing;
}

template<class May>
std::optional<std::size_t> best_of(const std::vector<Standing>& standings, May may) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        if (!may(standings[i])) continue;
        if (!best || standings[i].objective.value < standings[*best].objective.value) best = i;
    }
    return best;
}

std::optional<std::size_t> best_of(const std::vector<Standing>& standings) {
    const auto proven = best_of(standings, [](const Standing& standing) { return !standing.unproven; });
    return proven ? proven : best_of(standings, [](const Standing& standing) { return standing.broken == 0; });
}

// Shares of the budget, summing to 1.
std::vector<double> allocation(const std::vector<Standing>& standings) {
    // Without a feasible one the least infeasible stands in: what matters then is who is feasible at all.
    const auto less_broken = [](const Standing& a, const Standing& b) { return a.broken < b.broken; };
    const std::size_t best = best_of(standings).value_or(static_cast<std::size_t>(
        std::min_element(standings.begin(), standings.end(), less_broken) - standings.begin()));
    std::vector<double> weights(standings.size(), 0);
    double squares = 0;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        if (i == best) continue;
        const double behind = standings[i].objective.value - standings[best].objective.value;
        const double by_objective = standings[i].sd > 0 ? behind / standings[i].sd : 0;
        const double signal = std::max({standings[i].broken, by_objective, 1e-3});
        weights[i] = std::isinf(signal) || standings[i].sd == 0 ? 0 : 1 / (signal * signal);
        if (standings[i].sd > 0) squares += std::pow(weights[i] / standings[i].sd, 2);
    }
    weights[best] = standings[best].sd * std::sqrt(squares);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.);
    for (double& weight : weights) weight = sum > 0 ? weight / sum : 1 / static_cast<double>(weights.size());
    return weights;
}

double probability_best(const Trials& trials, const std::vector<Standing>& standings, std::size_t best) {
    double right = 1 - standings[best].breaks;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        if (i == best) continue;
        const std::int64_t n = std::min(trials.replications(i), trials.replications(best));
        right *= 1 - std::min(standings[i].keeps, below_zero(trials.difference(i, best), n));
    }
    return right;
}

std::vector<Standing> all_standings(const Trials& trials, std::size_t candidates, std::size_t constraints,
                                    double confidence) {
    std::vector<Standing> standings;
    for (std::size_t i = 0; i < candidates; ++i) standings.push_back(standing_of(trials, i, constraints, confidence));
    return standings;
}

}  // namespace

Budgeted spend_budget(Trials& trials, std::size_t candidates, std::size_t constraints, const BudgetOptions& options) {
    const auto number = static_cast<std::int64_t>(candidates);
    require(candidates >= 1 && options.first >= 5 && options.budget >= options.first * number,
            "{} replications for {} candidates", options.budget, candidates);
    std::vector<std::size_t> everybody(candidates);
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    trials.need(everybody, options.first);
    std::int64_t spent = options.first * number;
    const std::int64_t step = std::max<std::int64_t>(number, options.budget / 20);
    while (spent < options.budget) {
        const std::int64_t next = std::min(options.budget, spent + step);
        const std::vector<double> shares =
            allocation(all_standings(trials, candidates, constraints, options.confidence));
        std::vector<Trials::Wanted> totals;
        std::int64_t room = next - spent;
        // Those furthest behind their share first; together they get what this step has.
        std::vector<std::size_t> order = everybody;
        const auto lacks = [&](std::size_t i) {
            return shares[i] * static_cast<double>(next) - static_cast<double>(trials.replications(i));
        };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lacks(a) > lacks(b); });
        for (const std::size_t i : order) {
            const auto more = std::min(room, static_cast<std::int64_t>(std::ceil(std::max(0., lacks(i)))));
            if (more <= 0) continue;
            totals.push_back({i, 0, trials.replications(i) + more});
            room -= more;
        }
        trials.need(totals);
        spent = next - room;
    }
    const std::vector<Standing> standings = all_standings(trials, candidates, constraints, options.confidence);
    Budgeted result;
    result.best = best_of(standings);
    for (const Standing& standing : standings) result.breaks.push_back(standing.unproven);
    if (result.best) result.probability = probability_best(trials, standings, *result.best);
    return result;
}

}  // namespace backstock

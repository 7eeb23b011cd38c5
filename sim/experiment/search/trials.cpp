#include "sim/experiment/search/trials.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/estimators.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {
namespace {

Estimated estimated(const Moments& moments) {
    return {moments.mean(), moments.sd() / std::sqrt(static_cast<double>(moments.n()))};
}

}  // namespace

void Trials::need(std::span<const std::size_t> candidates, std::int64_t replications) {
    std::vector<Wanted> totals;
    for (const std::size_t candidate : candidates) totals.push_back({candidate, 0, replications});
    need(totals);
}

void Trials::need(std::span<const Wanted> totals) {
    std::vector<Wanted> wanted;
    for (const Wanted& total : totals) {
        const std::int64_t there = replications(total.candidate);
        if (total.count > there) wanted.push_back({total.candidate, there, total.count - there});
    }
    if (wanted.empty()) return;
    std::vector<std::vector<Observation>> played = play_(wanted);
    require(played.size() == wanted.size(), "{} answers to {} wishes", played.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        require(static_cast<std::int64_t>(played[i].size()) == wanted[i].count, "{} of {} replications",
                played[i].size(), wanted[i].count);
        if (wanted[i].candidate >= seen_.size()) seen_.resize(wanted[i].candidate + 1);
        std::vector<Observation>& seen = seen_[wanted[i].candidate];
        std::move(played[i].begin(), played[i].end(), std::back_inserter(seen));
        played_ += wanted[i].count;
    }
}

std::span<const Observation> Trials::of(std::size_t candidate) const {
    if (candidate >= seen_.size()) return {};
    return seen_[candidate];
}

std::vector<double> Trials::parts(std::size_t candidate, std::int64_t replications) const {
    std::span<const Observation> all = of(candidate);
    all = all.first(std::min(all.size(), static_cast<std::size_t>(replications)));
    std::vector<double> values;
    double objectives = 0;
    double weights = 0;
    bool is_ratio = false;
    for (const Observation& seen : all) {
        values.push_back(seen.objective);
        objectives += seen.objective;
        weights += seen.weight;
        is_ratio = is_ratio || seen.weight != 1;
    }
    if (!is_ratio) return values;
    const double ratio = objectives / weights;
    const double mean = weights / static_cast<double>(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) values[i] = ratio + (all[i].objective - ratio * all[i].weight) / mean;
    return values;
}

Estimated Trials::objective(std::size_t candidate, std::int64_t replications) const {
    Moments moments;
    for (const double part : parts(candidate, replications)) moments.add(part);
    return estimated(moments);
}

Estimated Trials::slack(std::size_t candidate, std::size_t constraint, std::int64_t replications) const {
    Moments moments;
    for (const Observation& seen : of(candidate))
        if (moments.n() < replications) moments.add(seen.slack[constraint]);
    return estimated(moments);
}

Estimated Trials::difference(std::size_t a, std::size_t b) const {
    const std::int64_t both = std::min(replications(a), replications(b));
    const std::vector<double> of_a = parts(a, both);
    const std::vector<double> of_b = parts(b, both);
    Moments moments;
    for (std::size_t i = 0; i < of_a.size(); ++i) moments.add(of_a[i] - of_b[i]);
    return estimated(moments);
}

double most_to_gain(const Trials& trials, std::size_t best, std::span<const std::size_t> others, double confidence) {
    const auto rivals = std::count_if(others.begin(), others.end(), [&](std::size_t other) { return other != best; });
    double most = 0;
    for (const std::size_t other : others) {
        if (other == best) continue;
        const std::int64_t n = std::min(trials.replications(best), trials.replications(other));
        if (n < 2) return std::numeric_limits<double>::quiet_NaN();
        const boost::math::students_t law(static_cast<double>(n - 1));
        const double t = boost::math::quantile(law, 1 - (1 - confidence) / static_cast<double>(rivals));
        const Estimated gain = trials.difference(best, other);
        most = std::max(most, gain.value + t * gain.standard_error);
    }
    return most;
}

}  // namespace backstock

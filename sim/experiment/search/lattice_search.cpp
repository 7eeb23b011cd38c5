#include "sim/experiment/search/lattice_search.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/design/points.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace backstock {

LatticeTrials::LatticeTrials(Play play, std::size_t constraints, double confidence)
    : constraints_(constraints), confidence_(confidence), trials_([this, play](std::span<const Trials::Wanted> wanted) {
          std::vector<Wanted> places;
          for (const Trials::Wanted& each : wanted) places.push_back({points_[each.candidate], each.first, each.count});
          return play(places);
      }) {}

std::size_t LatticeTrials::candidate_of(const LatticePoint& point) {
    const auto [place, is_new] = number_.emplace(point, points_.size());
    if (is_new) points_.push_back(point);
    return place->second;
}

std::vector<std::size_t> LatticeTrials::look(std::span<const LatticePoint> points, std::int64_t replications) {
    std::vector<std::size_t> candidates;
    for (const LatticePoint& point : points) candidates.push_back(candidate_of(point));
    std::vector<std::size_t> once = candidates;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    trials_.need(once, replications);
    return candidates;
}

bool LatticeTrials::impossible(std::size_t candidate) const {
    const std::span<const Observation> seen = trials_.of(candidate);
    return !seen.empty() && std::isinf(seen.front().objective);
}

double LatticeTrials::excess(std::size_t candidate, std::size_t constraint, std::int64_t replications) const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::int64_t n = std::min(replications, trials_.replications(candidate));
    if (n < 2 || impossible(candidate)) return infinity;
    const double t = boost::math::quantile(boost::math::students_t(static_cast<double>(n - 1)), confidence_);
    const Estimated slack = trials_.slack(candidate, constraint, n);
    return t * slack.standard_error - slack.value;
}

double LatticeTrials::violation(std::size_t candidate, std::int64_t replications) const {
    if (impossible(candidate)) return std::numeric_limits<double>::infinity();
    double sum = 0;
    for (std::size_t c = 0; c < constraints_; ++c) sum += std::max(0., excess(candidate, c, replications));
    return sum;
}

bool LatticeTrials::better(std::size_t a, std::size_t b, std::int64_t replications) const {
    const double violation_a = violation(a, replications);
    const double violation_b = violation(b, replications);
    if (violation_a != violation_b) return violation_a < violation_b;
    if (violation_a > 0) return false;
    return trials_.objective(a, replications).value < trials_.objective(b, replications).value;
}

namespace {

// The points a step away within the box.
class Neighbourhood {
public:
    explicit Neighbourhood(const std::vector<std::int64_t>& values) : values_(values) {}

    // In one factor.
    std::vector<LatticePoint> axes(const LatticePoint& centre, const LatticePoint& steps) const {
        std::vector<LatticePoint> around;
        for (std::size_t f = 0; f < steps.size(); ++f)
            for (const std::int64_t sign : {-1, 1})
                if (auto point = moved(centre, f, sign * steps[f])) around.push_back(std::move(*point));
        return around;
    }
    // In each two factors.
    std::vector<LatticePoint> diagonals(const LatticePoint& centre, const LatticePoint& steps) const {
        std::vector<LatticePoint> around;
        for (std::size_t f = 0; f < steps.size(); ++f)
            for (const std::int64_t sign_f : {-1, 1}) {
                const auto first = moved(centre, f, sign_f * steps[f]);
                for (std::size_t g = f + 1; first && g < steps.size(); ++g)
                    for (const std::int64_t sign_g : {-1, 1})
                        if (auto point = moved(*first, g, sign_g * steps[g])) around.push_back(std::move(*point));
            }
        return around;
    }
    std::vector<LatticePoint> around(const LatticePoint& centre) const {
        const LatticePoint ones(values_.size(), 1);
        std::vector<LatticePoint> all = axes(centre, ones);
        for (LatticePoint& point : diagonals(centre, ones)) all.push_back(std::move(point));
        return all;
    }

private:
    // Nothing if that leads nowhere.
    std::optional<LatticePoint> moved(LatticePoint point, std::size_t factor, std::int64_t by) const {
        const std::int64_t before = point[factor];
        point[factor] = std::clamp<std::int64_t>(before + by, 0, values_[factor] - 1);
        if (point[factor] == before) return std::nullopt;
        return point;
    }

    const std::vector<std::int64_t>& values_;
};

class Descent {
public:
    Descent(LatticeTrials& trials, const LatticeOptions& options)
        : trials_(trials), options_(options), neighbourhood_(options.values) {}

    bool spent() const { return options_.budget > 0 && trials_.trials().played() >= options_.budget; }

    // From that candidate downhill with steps of so many values at first.
    std::size_t descend(std::size_t from, std::int64_t replications, LatticePoint steps) {
        std::size_t here = trials_.look(std::vector<LatticePoint>(1, trials_.point(from)), replications).front();
        while (!spent()) {
            const LatticePoint centre = trials_.point(here);
            std::size_t next = best_of(neighbourhood_.axes(centre, steps), here, replications);
            if (next == here) next = best_of(neighbourhood_.diagonals(centre, steps), here, replications);
            if (next == here && !halve(steps)) break;
            here = next;
        }
        return here;
    }

private:
    std::size_t best_of(const std::vector<LatticePoint>& points, std::size_t best, std::int64_t replications) {
        for (const std::size_t candidate : trials_.look(points, replications))
            if (trials_.better(candidate, best, replications)) best = candidate;
        return best;
    }
    static bool halve(LatticePoint& steps) {
        bool any = false;
        for (std::int64_t& step : steps) {
            any = any || step > 1;
            step = std::max<std::int64_t>(1, step / 2);
        }
        return any;
    }

    LatticeTrials& trials_;
    const LatticeOptions& options_;
    Neighbourhood neighbourhood_;
};

LatticePoint steps_of(const LatticeOptions& options, std::int64_t part) {
    LatticePoint steps;
    for (const std::int64_t values : options.values) steps.push_back(std::max<std::int64_t>(1, values / part));
    return steps;
}

std::vector<LatticePoint> space_filling(const LatticeOptions& options) {
    const std::size_t factors = options.values.size();
    std::vector<LatticePoint> points = options.starts;
    LatticePoint middle;
    for (const std::int64_t values : options.values) middle.push_back(values / 2);
    points.push_back(middle);
    for (const UnitPoint& unit : sobol_points(4 * factors, factors, options.seed)) {
        points.emplace_back();
        for (std::size_t f = 0; f < factors; ++f)
            points.back().push_back(static_cast<std::int64_t>(unit[f] * static_cast<double>(options.values[f])));
    }
    return points;
}

}  // namespace

std::int64_t first_replications(const LatticeOptions& options) {
    return std::max<std::int64_t>(std::min<std::int64_t>(options.replications, 5), options.replications / 16);
}

std::vector<std::size_t> look_around(LatticeTrials& trials, const LatticeOptions& options, std::int64_t n) {
    std::vector<std::size_t> order = trials.look(space_filling(options), n);
    std::sort(order.begin(), order.end());
    order.erase(std::unique(order.begin(), order.end()), order.end());
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return trials.better(a, b, n); });
    return order;
}

LatticeAnswer answer_from(const LatticeTrials& trials, const LatticeOptions& options, std::int64_t n) {
    LatticeAnswer answer;
    answer.within_budget = options.budget == 0 || trials.trials().played() < options.budget;
    std::map<LatticePoint, std::size_t> looked_at;
    for (std::size_t candidate = 0; candidate < trials.size(); ++candidate) {
        const std::int64_t seen = trials.trials().replications(candidate);
        if (seen < n) continue;
        looked_at.emplace(trials.point(candidate), candidate);
        if (trials.violation(candidate, seen) > 0) continue;
        answer.compared.push_back(candidate);
        if (!answer.best || trials.better(candidate, *answer.best, n)) answer.best = candidate;
    }
    if (!answer.best) return answer;
    const std::vector<LatticePoint> around = Neighbourhood(options.values).around(trials.point(*answer.best));
    answer.neighbours_looked_at =
        std::all_of(around.begin(), around.end(), [&](const LatticePoint& point) { return looked_at.contains(point); });
    return answer;
}

LatticeAnswer search_lattice(LatticeTrials& trials, const LatticeOptions& options) {
    require(!options.values.empty() && options.replications >= 2, "a search over {} factors with {} replications",
            options.values.size(), options.replications);
    Descent descent(trials, options);
    std::int64_t n = first_replications(options);
    const std::vector<std::size_t> order = look_around(trials, options, n);
    std::size_t best = descent.descend(order[0], n, steps_of(options, 4));
    if (order.size() > 1) {
        const std::size_t other = descent.descend(order[1], n, steps_of(options, 4));
        if (trials.better(other, best, n)) best = other;
    }
    while (n < options.replications && !descent.spent()) {
        n = std::min(options.replications, 4 * n);
        best = descent.descend(best, n, steps_of(options, 64));
    }
    return answer_from(trials, options, n);
}

}  // namespace backstock

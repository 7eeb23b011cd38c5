#include "sim/experiment/search/ranking.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/estimators.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstock {
namespace {

// The margin by which a running sum must be behind at r replications: δ/2 (h² S²/δ² − r), not below 0, with
// h² = ((2 error)^(−2/(n − 1)) − 1)(n − 1).
class Margin {
public:
    Margin(double delta, double error, std::int64_t first)
        : delta_(delta), spread_(std::pow(2 * error, -2 / static_cast<double>(first - 1)) - 1) {
        spread_ *= static_cast<double>(first - 1);
    }
    double at(double variance, std::int64_t replications) const {
        return std::max(0., delta_ / 2 * (longest(variance) - static_cast<double>(replications)));
    }
    // Replications after which there is no margin left.
    double longest(double variance) const { return spread_ * variance / (delta_ * delta_); }

private:
    double delta_;
    double spread_;
};

// How many replications to have at hand, so that few are played beyond the one that decides.
std::int64_t ahead(std::int64_t replications, std::int64_t at_most) {
    return std::min(at_most, replications + std::max<std::int64_t>(5, replications / 10));
}

// Who keeps the constraints: observes one replication after the other until each constraint of each candidate is
// decided.
class Feasibility {
public:
    Feasibility(Trials& trials, std::size_t candidates, std::size_t constraints, double error,
                const RankingOptions& options)
        : trials_(trials),
          options_(options),
          sums_(candidates, std::vector<double>(constraints)),
          variance_(candidates, std::vector<double>(constraints)),
          at_hand_(options.first) {
        const double each = error / static_cast<double>(candidates * constraints);
        for (const double tolerance : options.tolerance) margins_.emplace_back(tolerance, each, options.first);
    }

    // Fills in who is infeasible; answers those that pass, and whether all was decided.
    std::vector<std::size_t> decide(std::vector<Ranked>& ranked, bool& all_decided) {
        std::vector<std::size_t> passed;
        std::vector<std::size_t> open(ranked.size());
        std::iota(open.begin(), open.end(), std::size_t{0});
        undecided_.assign(ranked.size(), std::vector<bool>(margins_.size(), true));
        trials_.need(open, options_.first);
        for (const std::size_t candidate : open) find_variances(candidate);
        for (std::int64_t r = 1; !open.empty() && r <= options_.at_most; ++r) {
            if (r > at_hand_) at_hand_ = ahead(r, options_.at_most);
            trials_.need(open, at_hand_);
            std::vector<std::size_t> still;
            for (const std::size_t candidate : open) {
                look(candidate, r, ranked[candidate]);
                if (ranked[candidate].fate == Fate::infeasible) continue;
                const auto& left = undecided_[candidate];
                const bool decided = std::find(left.begin(), left.end(), true) == left.end();
                (decided ? passed : still).push_back(candidate);
            }
            open = std::move(still);
        }
        all_decided = open.empty();
        for (const std::size_t candidate : open)  // the estimate decides, without a promise
            if (!worst_mean_below_zero(candidate, ranked[candidate])) passed.push_back(candidate);
        std::sort(passed.begin(), passed.end());
        return passed;
    }

private:
    void look(std::size_t candidate, std::int64_t r, Ranked& ranked) {
        const std::vector<double>& slack = trials_.of(candidate)[static_cast<std::size_t>(r - 1)].slack;
        for (std::size_t c = 0; c < margins_.size(); ++c) {
            sums_[candidate][c] += slack[c];
            if (r < options_.first || !undecided_[candidate][c]) continue;
            const double margin = margins_[c].at(variance_[candidate][c], r);
            const double sum = sums_[candidate][c];
            if (std::abs(sum) < margin) continue;
            undecided_[candidate][c] = false;
            if (sum < 0 && ranked.fate != Fate::infeasible) ranked = {Fate::infeasible, r, c};
        }
    }

    void find_variances(std::size_t candidate) {
        for (std::size_t c = 0; c < margins_.size(); ++c) {
            const double error = trials_.slack(candidate, c, options_.first).standard_error;
            variance_[candidate][c] = error * error * static_cast<double>(options_.first);
        }
    }

    bool worst_mean_below_zero(std::size_t candidate, Ranked& ranked) const {
        for (std::size_t c = 0; c < margins_.size(); ++c)
            if (trials_.slack(candidate, c, options_.at_most).value < 0) {
                ranked = {Fate::infeasible, options_.at_most, c};
                return true;
            }
        return false;
    }

    Trials& trials_;
    const RankingOptions& options_;
    std::vector<Margin> margins_;
    std::vector<std::vector<double>> sums_;
    std::vector<std::vector<double>> variance_;
    std::vector<std::vector<bool>> undecided_;
    std::int64_t at_hand_;
};

class KimNelson {
public:
    KimNelson(Trials& trials, std::vector<std::size_t> candidates, double error, const RankingOptions& options)
        : trials_(trials),
          options_(options),
          candidates_(std::move(candidates)),
          margin_(options.delta, error / static_cast<double>(std::max<std::size_t>(1, candidates_.size() - 1)),
                  options.first),
          sums_(candidates_.size()),
          left_(candidates_.size()) {
        std::iota(left_.begin(), left_.end(), std::size_t{0});
        trials_.need(candidates_, options_.first);
        at_hand_ = options_.first;
        find_variances();
    }

    // Whether it came to an end within at_most.
    bool race(std::vector<Ranked>& ranked) {
        std::int64_t r = 0;
        for (; r < options_.first; ++r) add(r);
        while (true) {
            screen(r, ranked);
            if (left_.size() == 1 || no_margin_left(r)) break;
            if (r == options_.at_most) return conclude(r, ranked, false);
            if (r == at_hand_) play_ahead(r);
            add(r++);
        }
        return conclude(r, ranked, true);
    }

private:
    void find_variances() {
        variance_.assign(candidates_.size(), std::vector<double>(candidates_.size()));
        std::vector<std::vector<double>> parts;
        for (const std::size_t candidate : candidates_) parts.push_back(trials_.parts(candidate, options_.first));
        for (std::size_t i = 0; i < candidates_.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) {
                Moments difference;
                for (std::size_t r = 0; r < parts[i].size(); ++r) difference.add(parts[i][r] - parts[k][r]);
                variance_[i][k] = variance_[k][i] = difference.variance();
            }
    }
    void play_ahead(std::int64_t r) {
        std::vector<std::size_t> wanted;
        for (const std::size_t i : left_) wanted.push_back(candidates_[i]);
        at_hand_ = ahead(r, options_.at_most);
        trials_.need(wanted, at_hand_);
    }
    void add(std::int64_t r) {
        for (const std::size_t i : left_) sums_[i].add(trials_.of(candidates_[i])[static_cast<std::size_t>(r)]);
    }
    void screen(std::int64_t r, std::vector<Ranked>& ranked) {
        std::vector<std::size_t> kept;
        for (const std::size_t i : left_) {
            const auto beats = [&](std::size_t k) {
                return k != i && sums_[i].after(r) - sums_[k].after(r) > margin_.at(variance_[i][k], r);
            };
            const auto winner = std::find_if(left_.begin(), left_.end(), beats);
            if (winner == left_.end())
                kept.push_back(i);
            else
                ranked[candidates_[i]] = {Fate::beaten, r, candidates_[*winner]};
        }
        left_ = std::move(kept);
    }
    bool no_margin_left(std::int64_t r) const {
        for (const std::size_t i : left_)
            for (const std::size_t k : left_)
                if (i != k && margin_.longest(variance_[i][k]) >= static_cast<double>(r)) return false;
        return true;
    }
    bool conclude(std::int64_t r, std::vector<Ranked>& ranked, bool promised) {
        const auto less = [&](std::size_t a, std::size_t b) { return sums_[a].after(r) < sums_[b].after(r); };
        const std::size_t best = *std::min_element(left_.begin(), left_.end(), less);
        for (const std::size_t i : left_)
            ranked[candidates_[i]] = {promised ? Fate::beaten : Fate::left, r, candidates_[best]};
        ranked[candidates_[best]] = {Fate::best, r, std::nullopt};
        return promised;
    }

    Trials& trials_;
    const RankingOptions& options_;
    std::vector<std::size_t> candidates_;
    Margin margin_;
    // A running sum; of a ratio, so many times the ratio so far.
    class Sum {
    public:
        void add(const Observation& seen) {
            objective_ += seen.objective;
            weight_ += seen.weight;
            is_ratio_ = is_ratio_ || seen.weight != 1;
        }
        double after(std::int64_t r) const {
            return is_ratio_ ? objective_ / weight_ * static_cast<double>(r) : objective_;
        }

    private:
        double objective_ = 0;
        double weight_ = 0;
        bool is_ratio_ = false;
    };
    std::vector<Sum> sums_;
    std::vector<std::size_t> left_;  // places in candidates_
    std::vector<std::vector<double>> variance_;
    std::int64_t at_hand_ = 0;
};

}  // namespace

Ranking select_best(Trials& trials, std::size_t candidates, std::size_t constraints, const RankingOptions& options) {
    require(candidates >= 1 && options.delta > 0 && options.first >= 5, "a ranking of {}, delta {}, first {}",
            candidates, options.delta, options.first);
    require(options.tolerance.size() == constraints, "{} tolerances of {} constraints", options.tolerance.size(),
            constraints);
    require(options.at_most >= options.first, "{} replications at most, {} first", options.at_most, options.first);
    Ranking ranking;
    ranking.candidates.resize(candidates);
    double error = 1 - options.confidence;
    std::vector<std::size_t> passed(candidates);
    std::iota(passed.begin(), passed.end(), std::size_t{0});
    bool decided = true;
    if (constraints > 0) {
        error /= 2;
        passed = Feasibility(trials, candidates, constraints, error, options).decide(ranking.candidates, decided);
    }
    if (passed.empty()) return ranking;
    const bool raced = KimNelson(trials, passed, error, options).race(ranking.candidates);
    ranking.promised = decided && raced;
    for (std::size_t i = 0; i < candidates; ++i)
        if (ranking.candidates[i].fate == Fate::best) ranking.best = i;
    return ranking;
}

}  // namespace backstock

#include "tools/stress/stress_summary.hpp"

#include "sim/experiment/comparison.hpp"
#include "tools/stress/stress_sentences.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double days_a_year = 365;

double days(Duration span) { return static_cast<double>(span.us()) / static_cast<double>((1_d).us()); }

class Summary {
public:
    Summary(const StressOrder& order, const std::vector<StressTarget>& targets,
            const std::vector<StressSample>& samples)
        : order_(order), study_(*order.study), targets_(targets), samples_(samples), level_(study_.level) {}

    StressResults run() {
        describe();
        for (const StressSample& sample : samples_) add(sample);
        choose_measure();
        rank();
        add_mitigations();
        add_alternatives();
        results_.sentences = stress_sentences(study_, results_);
        return std::move(results_);
    }

private:
    void describe() {
        results_.title = study_.title;
        results_.name = study_.name;
        results_.definition = order_.definition;
        results_.seed = order_.run.seed;
        results_.currency = order_.run.currency;
        results_.replications = order_.run.replications;
        results_.at = order_.plan.at->in_days();
        results_.measured = days(order_.run.horizon - order_.run.warmup);
        for (const Duration length : order_.plan.lengths) results_.lengths.push_back(days(length));
    }

    template<class Get>
    static std::vector<double> values(const StressSample& sample, Get get) {
        std::vector<double> all;
        for (const StressOutcome& outcome : sample.outcomes) all.push_back(get(outcome));
        return all;
    }
    template<class Get>
    Interval mean(const StressSample& sample, std::size_t length, Get get) const {
        return mean_interval(values(sample, [&](const StressOutcome& o) { return get(o.lengths[length]); }), level_);
    }

    void add(const StressSample& sample) {
        const StressTarget& target = targets_[sample.target];
        const std::string alternative = study_.cell_name(sample.cell);
        const double most = days(order_.run.horizon - *order_.plan.at);
        results_.nodes.push_back(
            {alternative, target.name, target.kind,
             time_to(values(sample, [](const StressOutcome& o) { return o.survives; }), most, level_)});
        for (std::size_t l = 0; l < results_.lengths.size(); ++l) {
            const auto of = [&](double StressEffect::*figure) {
                return mean(sample, l, [figure](const StressEffect& effect) { return effect.*figure; });
            };
            const std::vector<double> unmet =
                values(sample, [l](const StressOutcome& o) { return o.lengths[l].unmet; });
            const auto harmless = std::count_if(unmet.begin(), unmet.end(), [](double units) { return units <= 0; });
            results_.outages.push_back(
                {.alternative = alternative,
                 .node = target.name,
                 .kind = target.kind,
                 .length = results_.lengths[l],
                 .recovers = time_to(values(sample, [l](const StressOutcome& o) { return o.lengths[l].recovers; }),
                                     most, level_),
                 .harmless = proportion_interval(harmless, static_cast<std::int64_t>(unmet.size())),
                 .unmet = of(&StressEffect::unmet),
                 .revenue_at_risk = of(&StressEffect::revenue_at_risk),
                 .revenue_lost = of(&StressEffect::revenue_lost),
                 .profit_lost = of(&StressEffect::profit_lost),
                 .cost_more = of(&StressEffect::cost_more)});
        }
    }

    // Where nothing has a price there is no revenue to lose.
    void choose_measure() {
        results_.by_cost = std::all_of(results_.outages.begin(), results_.outages.end(), [](const auto& outage) {
            return outage.revenue_at_risk.value == 0 && outage.revenue_lost.value == 0;
        });
    }
    double impact(const StressedOutage& outage) const {
        return results_.by_cost ? outage.cost_more.value : outage.revenue_at_risk.value;
    }

    // Among the nodes of one alternative, length by length.
    void rank() {
        for (std::size_t first = 0; first < results_.outages.size();) {
            std::size_t end = first;
            while (end < results_.outages.size() &&
                   results_.outages[end].alternative == results_.outages[first].alternative)
                ++end;
            for (std::size_t l = 0; l < results_.lengths.size(); ++l) rank(first + l, end);
            first = end;
        }
    }
    void rank(std::size_t first, std::size_t end) {
        std::vector<std::size_t> rows;
        std::vector<double> impacts;
        for (std::size_t i = first; i < end; i += results_.lengths.size()) {
            rows.push_back(i);
            impacts.push_back(impact(results_.outages[i]));
        }
        const std::vector<double> index = exposure_index(impacts);
        std::vector<std::size_t> order(rows.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return impacts[a] > impacts[b]; });
        for (std::size_t i = 0; i < rows.size(); ++i) results_.outages[rows[i]].exposure = index[i];
        for (std::size_t i = 0; i < order.size(); ++i)
            results_.outages[rows[order[i]]].rank = static_cast<std::int64_t>(i) + 1;
    }

    // ------------------------------------------------------------------------------------------- alternatives
    // What counts: profit, or where nothing has a price costs with the other sign.
    double worth(const StressOutcome& outcome) const { return results_.by_cost ? -outcome.cost : outcome.profit; }
    double loss(const StressEffect& effect) const { return results_.by_cost ? effect.cost_more : effect.profit_lost; }

    const StressSample* sample_of(std::size_t cell, std::size_t target) const {
        for (const StressSample& sample : samples_)
            if (sample.cell == cell && sample.target == target) return &sample;
        return nullptr;
    }
    std::size_t baseline() const {
        std::vector<std::size_t> all(study_.cells());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return study_.baseline_in(all);
    }

    void add_mitigations() {
        const std::size_t base = baseline();
        for (const StressSample& sample : samples_) {
            const StressSample* before = sample_of(base, sample.target);
            if (sample.cell == base || before == nullptr) continue;
            for (std::size_t l = 0; l < results_.lengths.size(); ++l) {
                const auto profits = [&](const StressSample& s) {
                    return values(s, [&](const StressOutcome& o) { return worth(o); });
                };
                const auto losses = [&](const StressSample& s) {
                    return values(s, [&](const StressOutcome& o) { return loss(o.lengths[l]); });
                };
                StressedMitigation row{
                    .alternative = study_.cell_name(sample.cell),
                    .baseline = study_.cell_name(base),
                    .node = targets_[sample.target].name,
                    .kind = targets_[sample.target].kind,
                    .length = results_.lengths[l],
                    .found = break_even(profits(*before), losses(*before), profits(sample), losses(sample), level_)};
                row.outages_per_year = row.found.probability.value * days_a_year / results_.measured;
                results_.mitigations.push_back(std::move(row));
            }
        }
    }

    void add_alternatives() {
        std::vector<Alternative> frontier;
        std::vector<Sampled> sampled;
        for (std::size_t cell = 0; cell < study_.cells(); ++cell) {
            const auto sample =
                std::find_if(samples_.begin(), samples_.end(), [&](const StressSample& s) { return s.cell == cell; });
            if (sample == samples_.end()) continue;
            results_.alternatives.push_back(alternative_of(*sample));
            sampled.push_back(sampled_of(*sample));
            const StressedAlternative& row = results_.alternatives.back();
            const double sign = results_.by_cost ? -1 : 1;
            frontier.push_back({.expected = sign * (results_.by_cost ? row.cost : row.profit).value,
                                .tail = sign * row.tail.value,
                                .service = row.fill_rate.value,
                                .worst = sign * row.worst});
        }
        const auto surely = [&](std::size_t a, std::size_t b) { return is_surely_better(sampled[a], sampled[b]); };
        const std::vector<std::optional<std::size_t>> dominators = dominated_by(frontier, surely);
        for (std::size_t i = 0; i < dominators.size(); ++i)
            if (dominators[i])
                results_.alternatives[i].dominated_by = results_.alternatives[*dominators[i]].alternative;
    }

    // What an alternative comes to by replication: without an outage, with the worst one, and how it serves.
    struct Sampled {
        std::vector<double> quiet, worst, ones, served, asked;

        [[nodiscard]] KpiSample of_quiet() const { return {quiet, ones, false}; }
        [[nodiscard]] KpiSample of_worst() const { return {worst, ones, false}; }
        [[nodiscard]] KpiSample of_service() const { return {served, asked, true}; }
    };
    Sampled sampled_of(const StressSample& sample) const {
        Sampled result{.quiet = values(sample, [&](const StressOutcome& o) { return worth(o); }),
                       .worst = {},
                       .ones = std::vector<double>(sample.outcomes.size(), 1),
                       .served = values(sample, [](const StressOutcome& o) { return o.fill_rate.num; }),
                       .asked = values(sample, [](const StressOutcome& o) { return o.fill_rate.den; })};
        double most = -std::numeric_limits<double>::infinity();
        for (const StressSample& other : samples_) {
            for (std::size_t l = 0; other.cell == sample.cell && l < results_.lengths.size(); ++l) {
                const double lost = mean(other, l, [&](const StressEffect& effect) { return loss(effect); }).value;
                if (lost <= most) continue;
                most = lost;
                result.worst = values(other, [&](const StressOutcome& o) { return worth(o) - loss(o.lengths[l]); });
            }
        }
        return result;
    }
    // In something at least, by the paired interval.
    bool is_surely_better(const Sampled& a, const Sampled& b) const {
        const auto above = [&](const KpiSample& of_a, const KpiSample& of_b) {
            return paired_difference(of_a, of_b, level_).low > 0;
        };
        return above(a.of_quiet(), b.of_quiet()) || above(a.of_worst(), b.of_worst()) ||
               above(a.of_service(), b.of_service());
    }

    StressedAlternative alternative_of(const StressSample& sample) const {
        const std::vector<double> profit = values(sample, [](const StressOutcome& o) { return o.profit; });
        const std::vector<double> cost = values(sample, [](const StressOutcome& o) { return o.cost; });
        StressedAlternative row{
            .alternative = study_.cell_name(sample.cell),
            .profit = mean_interval(profit, level_),
            .cost = mean_interval(cost, level_),
            .tail = results_.by_cost ? cvar95_interval(cost, BadSide::high, level_)
                                     : cvar95_interval(profit, BadSide::low, level_),
            .fill_rate = ratio_interval(values(sample, [](const StressOutcome& o) { return o.fill_rate.num; }),
                                        values(sample, [](const StressOutcome& o) { return o.fill_rate.den; }), level_),
            .worst = nan,
            .dominated_by = {}};
        double most = 0;
        for (const StressedOutage& outage : results_.outages)
            if (outage.alternative == row.alternative)
                most = std::max(most, (results_.by_cost ? outage.cost_more : outage.profit_lost).value);
        row.worst = results_.by_cost ? row.cost.value + most : row.profit.value - most;
        return row;
    }

    const StressOrder& order_;
    const Study& study_;
    const std::vector<StressTarget>& targets_;
    const std::vector<StressSample>& samples_;
    double level_;
    StressResults results_;
};

}  // namespace

StressResults summarize_stress(const StressOrder& order, const std::vector<StressTarget>& targets,
                               const std::vector<StressSample>& samples) {
    return Summary(order, targets, samples).run();
}

}  // namespace backstock

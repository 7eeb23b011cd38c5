#include "tools/search/search_run.hpp"

#include "output/sha256.hpp"
#include "scenarios/path.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/estimators.hpp"
#include "sim/experiment/search/lattice_search.hpp"
#include "sim/experiment/search/ranking.hpp"
#include "sim/version.hpp"
#include "tools/search/nlopt_search.hpp"
#include "tools/search/search_sentences.hpp"
#include "tools/search/search_work.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool has_ranges(const Study& study) {
    return std::any_of(study.factors.begin(), study.factors.end(), [](const auto& f) { return f.range.has_value(); });
}

SearchMethod method_of(const SearchOrder& order) {
    const bool ranges = has_ranges(*order.study);
    const SearchMethod asked = order.plan.method;
    const bool of_lists = asked == SearchMethod::kn || asked == SearchMethod::ocba;
    if (ranges && of_lists)
        throw WrongUse("optimize.method: kn and ocba choose from lists, and there is a range; use pattern or nlopt");
    if (!ranges && (asked == SearchMethod::pattern || asked == SearchMethod::nlopt))
        throw WrongUse("optimize.method: pattern and nlopt search ranges, and there are none; use kn or ocba");
    if (asked == SearchMethod::nlopt) {
        const bool all_real = std::all_of(order.study->factors.begin(), order.study->factors.end(),
                                          [](const auto& f) { return f.range && !f.range->whole(); });
        if (!all_real || order.study->variants.size() > 1)
            throw WrongUse("optimize.method: nlopt searches ranges of real numbers alone; use pattern");
    }
    if (asked != SearchMethod::automatic) return asked;
    return ranges ? SearchMethod::pattern : order.plan.budget > 0 ? SearchMethod::ocba : SearchMethod::kn;
}

std::string_view name_of(SearchMethod method) {
    constexpr std::string_view names[] = {"automatic", "kn", "ocba", "pattern", "nlopt"};
    return names[static_cast<std::size_t>(method)];
}

// The box as a lattice: the variant, if there are several, then the factors.
class Box {
public:
    explicit Box(const Study& study) : study_(study), variants_(study.variants.size() > 1) {
        if (variants_) values_.push_back(static_cast<std::int64_t>(study.variants.size()));
        for (const StudyFactor& factor : study.factors)
            values_.push_back(factor.range ? factor.range->steps() : static_cast<std::int64_t>(factor.levels.size()));
    }
    const std::vector<std::int64_t>& values() const { return values_; }

    Candidate candidate(const LatticePoint& point) const {
        Candidate candidate;
        std::size_t setting = 0;
        std::size_t at = variants_ ? 1 : 0;
        const std::size_t variant = variants_ ? static_cast<std::size_t>(point[0]) : 0;
        if (variants_) candidate.name = study_.variants[variant].name;
        for (const StudyFactor& factor : study_.factors) {
            const std::int64_t value = point[at++];
            if (factor.range) {
                const double number = factor.range->step(value);
                candidate.more.push_back({factor.path, factor.place, factor.range->node(number)});
                candidate.levels.push_back(factor.range->text(number));
            } else {
                setting = setting * factor.levels.size() + static_cast<std::size_t>(value);
                candidate.levels.push_back(factor.texts[static_cast<std::size_t>(value)]);
            }
            candidate.name +=
                fmt::format("{}{}={}", candidate.name.empty() ? "" : ", ", factor.label, candidate.levels.back());
        }
        candidate.cell = setting * study_.variants.size() + variant;
        return candidate;
    }

private:
    const Study& study_;
    bool variants_;
    std::vector<std::int64_t> values_;
};

Interval interval_of(const std::vector<std::vector<KpiValue>>& rows, std::size_t column, bool is_ratio) {
    std::vector<double> num, den, values;
    for (const std::vector<KpiValue>& row : rows) {
        num.push_back(row[column].num);
        den.push_back(row[column].den);
        values.push_back(row[column].value());
    }
    return is_ratio ? ratio_interval(num, den) : mean_interval(values);
}

// Parts of a KPI by replication, for what looks at samples.
struct Parts {
    Parts(const std::vector<std::vector<KpiValue>>& rows, std::size_t count) {
        for (std::size_t r = 0; r < count; ++r) {
            num.push_back(rows[r][0].num);
            den.push_back(rows[r][0].den);
        }
    }
    std::vector<double> num, den;
};

class Search {
public:
    Search(const SearchOrder& order, UnitFile* units)
        : order_(order),
          study_(*order.study),
          plan_(order.plan),
          method_(method_of(order)),
          work_(study_, plan_, order.columns, units, order.threads, order.show_progress) {}

    SearchResults run() {
        describe();
        if (method_ == SearchMethod::kn || method_ == SearchMethod::ocba)
            choose();
        else
            look_for();
        results_.sentences = search_sentences(order_, results_, facts_);
        return std::move(results_);
    }

private:
    void describe() {
        results_ = {.created = {},
                    .title = study_.title,
                    .definition = order_.definition,
                    .name = study_.name,
                    .seed = order_.run.seed,
                    .currency = order_.run.currency,
                    .objective = plan_.kpi,
                    .maximize = plan_.maximize,
                    .unit = unit_in(*work_.objective().info, order_.run.currency),
                    .factors = {},
                    .paths = {},
                    .constraints = {},
                    .constraint_kpis = {},
                    .constraint_units = {},
                    .method = std::string(name_of(method_)),
                    .confidence = plan_.confidence,
                    .delta = plan_.delta,
                    .most_to_gain = nan,
                    .probability = nan,
                    .best = {},
                    .sentences = {},
                    .candidates = {},
                    .trace = {}};
        for (const StudyFactor& factor : study_.factors) {
            results_.factors.push_back(factor.label);
            results_.paths.push_back(path_text(factor.path));
        }
        for (std::size_t c = 0; c < plan_.constraints.size(); ++c) {
            results_.constraints.push_back(plan_.constraints[c].written);
            results_.constraint_kpis.push_back(plan_.constraints[c].kpi);
            results_.constraint_units.push_back(unit_in(*work_.constraint(c).info, order_.run.currency));
        }
    }

    // ------------------------------------------------------------------------------------------------- of a list
    void choose() {
        for (std::size_t cell = 0; cell < study_.cells(); ++cell)
            work_.add({cell, {}, study_.cell_name(cell), study_.level_texts(cell)});
        Trials trials([&](std::span<const Trials::Wanted> wanted) { return work_.play(wanted, false); });
        std::optional<std::size_t> best;
        std::vector<Ranked> ranked(study_.cells());
        if (method_ == SearchMethod::kn) {
            const Ranking ranking =
                select_best(trials, study_.cells(), plan_.constraints.size(), ranking_options(trials));
            best = ranking.best;
            ranked = ranking.candidates;
            facts_.promised = ranking.promised;
            if (ranking.promised) results_.probability = plan_.confidence;
        } else {
            const auto least = static_cast<std::int64_t>(study_.cells()) * plan_.first;
            if (plan_.budget < least)
                throw WrongUse(
                    fmt::format("optimize.budget: {} replications are fewer than the {} that {} candidates "
                                "take to begin with (first: {})",
                                plan_.budget, least, study_.cells(), plan_.first));
            const Budgeted budgeted =
                spend_budget(trials, study_.cells(), plan_.constraints.size(),
                             {.budget = plan_.budget, .first = plan_.first, .confidence = plan_.confidence});
            best = budgeted.best;
            for (std::size_t i = 0; i < ranked.size(); ++i)
                if (budgeted.breaks[i] && best != i)
                    ranked[i] = {Fate::infeasible, trials.replications(i), budgeted.breaks[i]};
            if (best) results_.probability = budgeted.probability;
        }
        std::vector<std::size_t> feasible;
        for (std::size_t i = 0; i < ranked.size(); ++i)
            if (ranked[i].fate != Fate::infeasible && keeps_constraints(trials, i)) feasible.push_back(i);
        finish(trials, best, feasible);
        for (std::size_t i = 0; i < ranked.size(); ++i) describe_fate(i, ranked[i], best);
    }

    bool keeps_constraints(const Trials& trials, std::size_t candidate) const {
        for (std::size_t c = 0; c < plan_.constraints.size(); ++c)
            if (trials.slack(candidate, c, std::numeric_limits<std::int64_t>::max()).value < 0) return false;
        return true;
    }

    RankingOptions ranking_options(Trials& trials) {
        RankingOptions options{.delta = plan_.delta, .confidence = plan_.confidence, .first = plan_.first};
        if (options.delta == 0) {
            trials.need(std::vector<std::size_t>{0}, plan_.first);
            constexpr double part = 0.01;
            options.delta = part * std::abs(trials.objective(0, plan_.first).value);
            if (options.delta == 0) throw WrongUse("optimize.delta is missing: differences below it do not matter");
        }
        results_.delta = options.delta;
        if (plan_.budget > 0)
            options.at_most = std::max(plan_.first, plan_.budget / static_cast<std::int64_t>(study_.cells()));
        for (const Constraint& constraint : plan_.constraints) options.tolerance.push_back(constraint.tolerance);
        return options;
    }

    void describe_fate(std::size_t i, const Ranked& ranked, std::optional<std::size_t> best) {
        SearchedCandidate& row = results_.candidates[i];
        constexpr const char* fates[] = {"best", "beaten", "infeasible", "left"};
        row.fate = fates[static_cast<std::size_t>(ranked.fate)];
        if (method_ == SearchMethod::ocba && ranked.fate != Fate::infeasible)
            row.fate = best == i ? "best" : "looked at";
        row.decided_at = ranked.decided_at;
        if (ranked.fate == Fate::infeasible && ranked.by) row.by = plan_.constraints[*ranked.by].written;
        if (ranked.fate == Fate::beaten && ranked.by) row.by = work_.candidates()[*ranked.by].name;
    }

    // ------------------------------------------------------------------------------------------------- of a box
    void look_for() {
        const Box box(study_);
        LatticeTrials* known = nullptr;
        LatticeTrials trials(
            [&](std::span<const LatticeTrials::Wanted> wanted) {
                while (work_.candidates().size() < known->size())
                    work_.add(box.candidate(known->point(work_.candidates().size())));
                std::vector<Trials::Wanted> by_number;
                for (const LatticeTrials::Wanted& each : wanted)
                    by_number.push_back({known->number(each.point), each.first, each.count});
                return work_.play(by_number, true);
            },
            plan_.constraints.size(), plan_.confidence);
        known = &trials;
        const LatticeOptions options{
            .values = box.values(), .replications = plan_.replications, .budget = plan_.budget, .seed = plan_.seed};
        const LatticeAnswer answer = method_ == SearchMethod::nlopt
                                         ? search_with_nlopt(trials, plan_.constraints.size(), options)
                                         : search_lattice(trials, options);
        if (work_.failures() == trials.size())
            throw WrongUse(fmt::format("none of the {} points looked at is a sound scenario: {}", trials.size(),
                                       work_.first_failure()));
        facts_ = {.promised = false,
                  .neighbours = answer.neighbours_looked_at,
                  .within_budget = answer.within_budget,
                  .compared = answer.compared.size(),
                  .failures = work_.failures(),
                  .failure = work_.first_failure()};
        finish(trials.trials(), answer.best, answer.compared);
        for (std::size_t i = 0; i < trials.size(); ++i) {
            SearchedCandidate& row = results_.candidates[i];
            const bool keeps = trials.violation(i, trials.trials().replications(i)) == 0;
            row.fate = trials.impossible(i) ? "no scenario"
                       : answer.best == i   ? "best"
                       : keeps              ? "looked at"
                                            : "infeasible";
        }
    }

    // ------------------------------------------------------------------------------------------------- of both
    void finish(const Trials& trials, std::optional<std::size_t> best, const std::vector<std::size_t>& feasible) {
        if (best) {
            results_.best = static_cast<std::int64_t>(*best);
            results_.most_to_gain = most_to_gain(trials, *best, feasible, plan_.confidence);
        }
        for (std::size_t i = 0; i < work_.candidates().size(); ++i) add_candidate(i, best);
        std::vector<std::int64_t> so_far(work_.candidates().size(), 0);
        for (const SearchStep& step : work_.steps()) {
            so_far[step.candidate] = std::max(so_far[step.candidate], step.first + step.count);
            const double mean = trials.objective(step.candidate, so_far[step.candidate]).value;
            results_.trace.push_back({static_cast<std::int64_t>(step.candidate), step.first, step.count,
                                      std::isinf(mean) || std::isnan(mean) ? nan : mean * (plan_.maximize ? -1 : 1)});
        }
        facts_.played = trials.played();
    }

    void add_candidate(std::size_t i, std::optional<std::size_t> best) {
        const Candidate& candidate = work_.candidates()[i];
        SearchedCandidate row{.name = candidate.name,
                              .levels = candidate.levels,
                              .variant = study_.variants[study_.variant_of(candidate.cell)].name,
                              .replications = static_cast<std::int64_t>(work_.rows(i).size()),
                              .objective = interval_of(work_.rows(i), 0, work_.objective().info->is_ratio()),
                              .constraints = {},
                              .fate = {},
                              .decided_at = 0,
                              .by = {},
                              .behind = {nan, nan, nan, 0}};
        for (std::size_t c = 0; c < plan_.constraints.size(); ++c)
            row.constraints.push_back(interval_of(work_.rows(i), c + 1, work_.constraint(c).info->is_ratio()));
        if (best && *best != i && !work_.rows(i).empty()) {
            const std::size_t both = std::min(work_.rows(i).size(), work_.rows(*best).size());
            const Parts own(work_.rows(i), both);
            const Parts of_best(work_.rows(*best), both);
            const bool is_ratio = work_.objective().info->is_ratio();
            const KpiSample mine{own.num, own.den, is_ratio};
            const KpiSample theirs{of_best.num, of_best.den, is_ratio};
            row.behind = plan_.maximize ? paired_difference(theirs, mine) : paired_difference(mine, theirs);
        }
        results_.candidates.push_back(std::move(row));
    }

    const SearchOrder& order_;
    const Study& study_;
    const SearchPlan& plan_;
    SearchMethod method_;
    SearchWork work_;
    SearchResults results_;
    SearchFacts facts_;
};

}  // namespace

std::string digest_of(const SearchOrder& order) {
    return sha256(fmt::format("{}\noptimize\n{}\n{}\n{}\n", backstock_version, order.run.seed, order.plan.budget,
                              order.definition));
}

SearchResults run_search(const SearchOrder& order, UnitFile* units) { return Search(order, units).run(); }

std::vector<std::string> settings_of_best(const Study& study, const SearchResults& results) {
    std::vector<std::string> lines;
    if (!results.best) return lines;
    const SearchedCandidate& best = results.candidates[static_cast<std::size_t>(*results.best)];
    if (study.variants.size() > 1) lines.push_back(fmt::format("variant: {}", best.variant));
    for (std::size_t f = 0; f < results.paths.size(); ++f)
        lines.push_back(fmt::format("{}: {}", results.paths[f], best.levels[f]));
    return lines;
}

}  // namespace backstock

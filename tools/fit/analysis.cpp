#include "tools/fit/analysis.hpp"

#include "scenarios/problems.hpp"
#include "tools/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::fit {
namespace {

constexpr std::size_t few = 10;
constexpr double close_distance = 0.05;

void measure(Scored& scored, const Observed& x) {
    double sum = 0;
    for (const double value : x.values) sum += scored.fit.log_density(value);
    if (std::isfinite(sum)) {
        const auto k = static_cast<double>(scored.fit.parameters.size());
        scored.log_likelihood = sum;
        scored.aic = 2 * k - 2 * sum;
        scored.bic = k * std::log(x.n) - 2 * sum;
    }
    scored.ks = kolmogorov_smirnov(x, scored.law);
    if (scored.fit.counts)
        scored.chi = chi_square(x, scored.law, scored.fit.parameters.size());
    else
        scored.ad = anderson_darling(x, scored.law);
}

bool better(const Scored& a, const Scored& b) {
    if (a.log_likelihood.has_value() != b.log_likelihood.has_value()) return a.log_likelihood.has_value();
    return a.log_likelihood ? a.aic < b.aic : a.ks < b.ks;
}

void fit_all(Analysis& analysis, const Unit& unit, const Catalog& catalog) {
    const Observed& x = *analysis.observed;
    for (const Family& family : families_for(x, unit)) {
        Attempt attempt = family.estimate(x);
        const std::string word(family.word);
        if (!attempt.fit) {
            analysis.not_fitted.emplace_back(word, attempt.why_not);
            continue;
        }
        const std::string choice = choice_text(*attempt.fit, unit);
        try {
            Scored scored{std::move(*attempt.fit),
                          UnitLaw(choice, unit, family.counts, catalog),
                          choice,
                          {},
                          0,
                          0,
                          0,
                          {},
                          {},
                          {}};
            measure(scored, x);
            analysis.ranked.push_back(std::move(scored));
        } catch (const BadInput& bad) {
            analysis.not_fitted.emplace_back(word, bad.problems().front().message);
        }
    }
    std::stable_sort(analysis.ranked.begin(), analysis.ranked.end(), better);
}

void test(Analysis& analysis, const Unit& unit, const Catalog& catalog, std::size_t tested,
          const Bootstrap& bootstrap) {
    const std::vector<Family> families = families_for(*analysis.observed, unit);
    for (Scored& scored : analysis.ranked) {
        if (tested == 0) break;
        if (!scored.fit.ends) --tested;
        const auto family = std::find_if(families.begin(), families.end(),
                                         [&](const Family& each) { return each.word == scored.fit.word; });
        scored.bootstrap = significance(*analysis.observed, *family, unit, catalog, bootstrap);
    }
}

void judge(Analysis& analysis) {
    const std::vector<Scored>& ranked = analysis.ranked;
    analysis.verdict = Verdict::poor;
    analysis.recommended = analysis.empirical;
    if (ranked.empty()) return;
    const auto first = [&](auto suits) {
        auto found =
            std::find_if(ranked.begin(), ranked.end(), [&](const Scored& s) { return !s.fit.ends && suits(s); });
        if (found == ranked.end()) found = std::find_if(ranked.begin(), ranked.end(), suits);
        if (found != ranked.end()) analysis.best = static_cast<std::size_t>(found - ranked.begin());
        return found != ranked.end();
    };
    if (analysis.observed->values.size() < few) {
        analysis.verdict = Verdict::too_few;
        first([](const Scored&) { return true; });
    } else if (first([](const Scored& s) { return s.plausible(); })) {
        analysis.verdict = Verdict::fits;
    } else if (first([](const Scored& s) { return s.ks <= close_distance; })) {
        analysis.verdict = Verdict::close;
    }
    if (analysis.verdict != Verdict::poor) analysis.recommended = ranked[analysis.best].choice;
}

void warn(Analysis& analysis, const Unit& unit) {
    const Observed& x = *analysis.observed;
    const auto say = [&analysis](std::string text) { analysis.warnings.push_back(std::move(text)); };
    if (analysis.verdict == Verdict::too_few)
        say(fmt::format("{} values are too few to tell laws apart; the choice is no more than a guess",
                        x.values.size()));
    if (analysis.verdict == Verdict::poor)
        say("no law fits well; the empirical law repeats the values themselves, and never draws a larger one");
    if (analysis.verdict == Verdict::close)
        say(fmt::format("{} differs from the values by more than chance, yet by at most {:.1f} % of them at any point",
                        analysis.ranked[analysis.best].fit.word, 100 * analysis.ranked[analysis.best].ks));
    for (const Scored& scored : analysis.ranked) {
        if (scored.bootstrap && scored.bootstrap->values < x.values.size()) {
            say(fmt::format(
                "p is of {} values taken at random, of {}: of all of them the smallest difference from a law "
                "would be significant",
                grouped(static_cast<double>(scored.bootstrap->values)), grouped(x.n)));
            break;
        }
    }
    if (analysis.verdict == Verdict::fits || analysis.verdict == Verdict::close) {
        const UnitLaw& law = analysis.ranked[analysis.best].law;
        const double tail = quantile_of(x.values, 0.99);
        const double of_law = law.quantile(0.99);
        if (x.n >= 100 && (of_law > 1.25 * tail || of_law < tail / 1.25)) {
            say(fmt::format("look at the tail: 1 % of the values are above {}, of the law above {}",
                            unit.written(rounded(tail)), unit.written(rounded(of_law))));
        }
    }
}

}  // namespace

std::vector<Family> families_for(const Observed& x, const Unit& unit) {
    std::vector<Family> families;
    const bool counts = x.whole && !unit.is_time();
    if (counts) families.assign(count_families().begin(), count_families().end());
    if (!counts || unit.dimension == Dimension::number)
        families.insert(families.end(), continuous_families().begin(), continuous_families().end());
    return families;
}

double quantile_of(const std::vector<double>& ascending, double p) {
    const double at = p * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    return ascending[below] + (at - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

std::string empirical_text(const Sample& sample, const Unit& unit) {
    constexpr std::size_t most = 100;
    std::vector<double> values = sample.values;
    if (values.size() > most) {
        values.clear();
        for (std::size_t i = 0; i < most; ++i) {  // the value that this share of the values does not exceed
            const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(most);
            values.push_back(sample.values[static_cast<std::size_t>(p * static_cast<double>(sample.values.size()))]);
        }
    }
    std::vector<std::string> texts;
    for (const double value : values) texts.push_back(unit.written(rounded(value)));
    return fmt::format("{{empirical: [{}]}}", fmt::join(texts, ", "));
}

Analysis analysed(const Sample& sample, const Unit& unit, const Catalog& catalog, std::size_t tested,
                  const Bootstrap& bootstrap) {
    Analysis analysis;
    analysis.sample = &sample;
    if (sample.values.empty()) return analysis;
    if (sample.constant()) {
        analysis.verdict = Verdict::constant;
        analysis.recommended = unit.written(rounded(sample.values.front()));
        return analysis;
    }
    analysis.observed.emplace(sample.values);
    analysis.empirical = empirical_text(sample, unit);
    fit_all(analysis, unit, catalog);
    test(analysis, unit, catalog, tested, bootstrap);
    judge(analysis);
    warn(analysis, unit);
    return analysis;
}

}  // namespace backstock::fit

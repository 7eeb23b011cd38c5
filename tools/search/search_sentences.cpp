#include "tools/search/search_sentences.hpp"

#include "sim/experiment/kpi.hpp"
#include "tools/search/search_figures.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

std::string percent(double share) {
    std::string text = fmt::format("{:.1f}", 100 * share);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text + " %";
}

// "that keep fill_rate >= 95 %"
std::string those_that_keep(const SearchResults& results) {
    std::string text;
    for (const std::string& constraint : results.constraints) text += (text.empty() ? "" : " and ") + constraint;
    return text.empty() ? "" : " of those that keep " + text;
}

std::string winner(const SearchOrder& order, const SearchResults& results) {
    const SearchedCandidate& best = results.candidates[static_cast<std::size_t>(*results.best)];
    const SearchFigures figures(order, results);
    return fmt::format("{} has the {} {}{}: {}", best.name, results.maximize ? "highest" : "least", results.objective,
                       those_that_keep(results), figures.with_half_width(best.objective));
}

// The candidate that breaks its constraints least, where none keeps them.
std::string nothing_found(const SearchResults& results) {
    std::string text = "No candidate keeps";
    for (std::size_t c = 0; c < results.constraints.size(); ++c)
        text += fmt::format("{} {}", c == 0 ? "" : " and", results.constraints[c]);
    return text + ". Loosen a constraint, or look further.";
}

}  // namespace

std::vector<std::string> search_sentences(const SearchOrder& order, const SearchResults& results,
                                          const SearchFacts& facts) {
    std::vector<std::string> sentences;
    if (facts.failures > 0)
        sentences.push_back(fmt::format(
            "{} of the points looked at {} no sound scenario and {} passed over; the "
            "first: {}.",
            facts.failures, facts.failures == 1 ? "is" : "are", facts.failures == 1 ? "was" : "were", facts.failure));
    if (!results.best) {
        sentences.push_back(nothing_found(results));
        return sentences;
    }
    const SearchFigures figures(order, results);
    const std::string gain = figures.written(results.most_to_gain);
    const std::string confident = percent(results.confidence);
    sentences.push_back(winner(order, results) + ".");
    if (results.method == "kn" && facts.promised) {
        sentences.push_back(
            fmt::format("With {} confidence it is the best, or within {} of it (Kim and Nelson; for "
                        "outcomes that are about normal).",
                        confident, figures.written(results.delta)));
    } else if (results.method == "kn") {
        sentences.push_back(
            fmt::format("The replications ran out before all was decided: no promise. With {} "
                        "confidence no other is better by more than {}.",
                        confident, gain));
    } else if (results.method == "ocba") {
        sentences.push_back(
            fmt::format("It is the best with a probability of at least about {}; with {} confidence no other "
                        "is better by more than {}.",
                        percent(results.probability), confident, gain));
    } else {
        sentences.push_back(
            fmt::format("{} points were looked at, {} of them to the end; with {} confidence none of these is better "
                        "by more than {}.",
                        results.candidates.size(), facts.compared, confident, gain));
        sentences.push_back(facts.neighbours
                                ? "All points next to it are among them. What lies further off was looked at here and "
                                  "there only, so a better place may exist if there are several valleys."
                                : "Not all points next to it were looked at.");
        if (!facts.within_budget) sentences.push_back("The budget ended the search before it came to its own end.");
    }
    return sentences;
}

}  // namespace backstock

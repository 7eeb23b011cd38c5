#pragma once
// /search in the results file: what a search looked at, and what it found.

#include "output/results_writer.hpp"
#include "sim/experiment/estimators.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// A row of /search/candidates.
struct SearchedCandidate {
    std::string name;
    std::vector<std::string> levels;  // of every factor
    std::string variant;
    std::int64_t replications = 0;
    Interval objective;
    std::vector<Interval> constraints;  // of their KPIs
    std::string fate;                   // "best", "beaten", "infeasible", "left", "looked at", "no scenario"
    std::int64_t decided_at = 0;        // replications; 0: not decided
    std::string by;                     // who beat it, or the constraint that it breaks
    Interval behind;                    // how far behind the best, paired; NaN for the best
};

// A row of /search/trace: replications that were asked for, in the order of the search.
struct TracedStep {
    std::int64_t candidate;
    std::int64_t first;
    std::int64_t count;
    double mean;  // of the objective so far
};

struct SearchResults {
    std::string created;
    std::string title;
    std::string definition;  // the resolved study
    std::string name;
    std::uint64_t seed = 0;
    std::string currency;
    std::string objective;  // the KPI
    bool maximize = false;
    std::string unit;
    std::vector<std::string> factors;  // labels
    std::vector<std::string> paths;
    std::vector<std::string> constraints;  // as written
    std::vector<std::string> constraint_kpis;
    std::vector<std::string> constraint_units;
    std::string method;
    double confidence = 0;
    double delta = 0;
    double most_to_gain = 0;  // NaN where it can't be told
    double probability = 0;   // of the promise or the estimate; NaN where there is neither
    std::optional<std::int64_t> best;
    std::vector<std::string> sentences;
    std::vector<SearchedCandidate> candidates;
    std::vector<TracedStep> trace;
};

// The whole file. Throws FileError.
void write_search(const std::filesystem::path& target, const SearchResults& results);

}  // namespace backstock

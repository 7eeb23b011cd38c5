#pragma once
// What was seen of candidates so far: the observations that every search works with, and the way to more of them.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace backstock {

// What one replication of a candidate says. The objective is to be small: a KPI that is to be large comes with the
// other sign. A constraint is kept on average if its slack is not negative on average.
//
// A ratio (a KPI that is Σ numerator ÷ Σ denominator over all replications) comes in its two parts: the objective is
// the numerator, the weight the denominator.
struct Observation {
    double objective = 0;
    std::vector<double> slack;  // one a constraint
    double weight = 1;
};

// The mean over a number of replications, and how sure it is.
struct Estimated {
    double value = 0;
    double standard_error = 0;  // NaN for a single replication
};

// Grows with what is asked of it. Replication i of all candidates met the same customers, lead times and outages.
class Trials {
public:
    // Replications first … first + count − 1 of a candidate.
    struct Wanted {
        std::size_t candidate;
        std::int64_t first;
        std::int64_t count;
    };
    // Plays what is wanted, in any order, and answers it in the order of `wanted`.
    using Play = std::function<std::vector<std::vector<Observation>>(std::span<const Wanted> wanted)>;

    explicit Trials(Play play) : play_(std::move(play)) {}

    // Plays until each of these candidates has at least so many replications. Candidates are numbered from 0.
    void need(std::span<const std::size_t> candidates, std::int64_t replications);
    void need(std::span<const Wanted> totals);  // `count` in all, for each its own; `first` is not looked at

    std::span<const Observation> of(std::size_t candidate) const;
    std::int64_t replications(std::size_t candidate) const { return static_cast<std::int64_t>(of(candidate).size()); }
    // Played in all.
    std::int64_t played() const { return played_; }

    // Σ objective ÷ Σ weight over the first `replications`, or all where there are fewer; NaN where no weight is.
    Estimated objective(std::size_t candidate, std::int64_t replications) const;
    // What each of these adds to that: their mean is the objective's value, their scatter its own (the delta method,
    // R + (objective − R · weight) ÷ mean weight). Where all weights are 1, the objectives themselves.
    std::vector<double> parts(std::size_t candidate, std::int64_t replications) const;
    Estimated slack(std::size_t candidate, std::size_t constraint, std::int64_t replications) const;
    // a − b over the replications that both have.
    Estimated difference(std::size_t a, std::size_t b) const;

private:
    Play play_;
    std::vector<std::vector<Observation>> seen_;
    std::int64_t played_ = 0;
};

// An upper bound, at the confidence given, of how much better than `best` the best of `others` may be: the largest of
// the upper ends of the paired one-sided intervals, Bonferroni over the others; never below 0. It covers candidates
// that were looked at, no others. NaN where one has fewer than two replications.
double most_to_gain(const Trials& trials, std::size_t best, std::span<const std::size_t> others, double confidence);

}  // namespace backstock

#pragma once
// The best point of a box: whole numbers as they are, real ones on a fine lattice.

#include "sim/experiment/search/trials.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace backstock {

// A place in the box: for each factor which of its values, counted from 0.
using LatticePoint = std::vector<std::int64_t>;

// What is known of the points that were looked at; each point is a candidate of `trials`, numbered as it came up.
class LatticeTrials {
public:
    // Plays replications of points; answers as Trials::Play does. Points at which there is nothing to play (the
    // scenario would be none) have an objective of infinity.
    struct Wanted {
        LatticePoint point;
        std::int64_t first;
        std::int64_t count;
    };
    using Play = std::function<std::vector<std::vector<Observation>>(std::span<const Wanted>)>;

    // `confidence` is that of every single constraint at every point.
    LatticeTrials(Play play, std::size_t constraints, double confidence);
    LatticeTrials(const LatticeTrials&) = delete;
    LatticeTrials& operator=(const LatticeTrials&) = delete;

    // The candidates of these points, each with at least so many replications.
    std::vector<std::size_t> look(std::span<const LatticePoint> points, std::int64_t replications);

    const Trials& trials() const { return trials_; }
    const LatticePoint& point(std::size_t candidate) const { return points_[candidate]; }
    std::size_t number(const LatticePoint& point) const { return number_.at(point); }
    std::size_t size() const { return points_.size(); }

    // By how much a candidate breaks its constraints at the confidence asked for: the sum over the constraints of what
    // the lower one-sided bound of the slack lacks to 0, from the first `replications`. 0: it counts as feasible.
    double violation(std::size_t candidate, std::int64_t replications) const;
    // The same signed, of one constraint: what the bound lacks to 0; below 0 what there is to spare.
    double excess(std::size_t candidate, std::size_t constraint, std::int64_t replications) const;
    // Whether there is nothing to play at the point.
    bool impossible(std::size_t candidate) const;
    // Whether `a` is to be preferred on the same replications: the feasible one; of two feasible ones the better
    // objective; of two others the smaller violation.
    bool better(std::size_t a, std::size_t b, std::int64_t replications) const;

private:
    std::size_t candidate_of(const LatticePoint& point);

    std::size_t constraints_;
    double confidence_;
    std::map<LatticePoint, std::size_t> number_;
    std::vector<LatticePoint> points_;
    Trials trials_;
};

struct LatticeOptions {
    std::vector<std::int64_t> values;  // of each factor; at least 1
    std::int64_t replications = 400;   // of the points that the answer is between
    std::int64_t budget = 0;           // replications in all; 0: as many as it takes
    std::uint64_t seed = 1;
    std::vector<LatticePoint> starts = {};  // looked at beside the space-filling points
};

struct LatticeAnswer {
    std::optional<std::size_t> best;    // nothing: no point looked at is feasible
    bool neighbours_looked_at = false;  // all points next to it, diagonals of two factors included
    bool within_budget = true;          // it came to its own end
    std::vector<std::size_t> compared;  // feasible candidates with all replications, best included
};

// A pattern search on common random numbers. With the replications fixed, a point's mean is a function without noise
// (sample average approximation), and the search goes downhill on it: it looks at the points a step away in each
// factor, and where none is better in each two factors at once; moves to the best, or halves the steps, until steps of
// one lead nowhere. It starts from the best of 4 points a factor that fill the space (Sobol), and from a second one of
// them; then it goes on from where it came with four times as many replications, until it has `replications`. So the
// answer is a local optimum of the mean over that many replications in the neighbourhood of all points one step away.
LatticeAnswer search_lattice(LatticeTrials& trials, const LatticeOptions& options);

// What both this search and others on the same lattice share: points that fill the space, the best first, each looked
// at with so many replications; the replications to begin with; and the answer from all that was looked at with n.
std::vector<std::size_t> look_around(LatticeTrials& trials, const LatticeOptions& options, std::int64_t n);
std::int64_t first_replications(const LatticeOptions& options);
LatticeAnswer answer_from(const LatticeTrials& trials, const LatticeOptions& options, std::int64_t n);

}  // namespace backstock

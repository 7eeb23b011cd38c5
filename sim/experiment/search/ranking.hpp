#pragma once
// The best of a list of candidates, with a promise of how sure that is, or with a budget well spent.

#include "sim/experiment/search/trials.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace backstock {

struct RankingOptions {
    double delta = 0;                // differences of the objective below it do not matter; above 0
    double confidence = 0.95;        // of the promise
    std::int64_t first = 20;         // replications of every candidate before anything is judged; at least 5
    std::int64_t at_most = 100'000;  // replications of one candidate
    std::vector<double> tolerance;   // one a constraint: by how much it may be misjudged; above 0
};

enum class Fate : std::uint8_t {
    best,        // selected
    beaten,      // another is better
    infeasible,  // breaks a constraint
    left         // still in the race when the replications ran out
};

struct Ranked {
    Fate fate = Fate::left;
    std::int64_t decided_at = 0;    // replications when it was decided
    std::optional<std::size_t> by;  // who beat it, or the constraint it breaks
};

struct Ranking {
    std::vector<Ranked> candidates;
    std::optional<std::size_t> best;  // nothing: no candidate keeps all constraints
    bool promised = false;            // all was decided within at_most, so that the promise holds
};

// Kim and Nelson's fully sequential procedure KN (2001, ACM TOMACS 11:251): replications are played of all candidates
// that are left, one after the other, and a candidate goes as soon as its running sum is behind another's by more than
// a margin that shrinks to nothing. The promise: with probability `confidence` the one selected is the best, if that is
// better than all others by at least delta; otherwise it is within delta of the best. Valid for normal replications,
// which means of many orders nearly are, with common random numbers too.
//
// With constraints, who keeps them is decided first, in the same manner (procedure F of Batur and Kim 2010, ACM TOMACS
// 20:7; Andradóttir and Kim 2010, NRL 57:403), each with its tolerance: a candidate that keeps a constraint by at least
// the tolerance passes, one that breaks it by as much is infeasible, and either may happen between. Half of the error
// that the confidence allows goes to this, half to KN. The selection among those that pass starts anew from the
// observations that are there.
Ranking select_best(Trials& trials, std::size_t candidates, std::size_t constraints, const RankingOptions& options);

struct BudgetOptions {
    std::int64_t budget = 0;   // replications in all, of all candidates together
    std::int64_t first = 10;   // replications of every candidate to begin with; at least 5
    double confidence = 0.95;  // with which a constraint must be seen to be kept
};

struct Budgeted {
    // The best mean among those that are seen to keep every constraint: the one-sided interval of its slack at
    // `confidence` lies above 0. Where nobody is, among those whose mean slacks are not negative.
    std::optional<std::size_t> best;
    // By candidate, the constraint that it is not seen to keep, the worst of them; nothing where it keeps all.
    std::vector<std::optional<std::size_t>> breaks;
    // At least so probable it is that the one selected is the best: the product of the probabilities that it keeps the
    // constraints, and that each of the others breaks one or is not better, by the paired t distribution (Chen et al.
    // 2000, J. DEDS 10:251, APCS-P). All are compared with the same one, which makes the product a lower bound
    // (Slepian). An approximation that takes the estimates for the truth, no promise.
    double probability = 0;
};

// Optimal computing budget allocation (OCBA; Chen, Lin, Yücesan and Chick 2000): spends a fixed number of replications
// where they tell the best from its rivals: in proportion to (σ ÷ distance from the best)² of each rival, and of the
// best itself σ √Σ (n/σ)². With constraints a rival that breaks one counts by its distance from keeping it where that
// tells more (OCBA-CO; Lee, Pujowidianto, Li, Chen and Yap 2012, IEEE TAC 57:2940).
Budgeted spend_budget(Trials& trials, std::size_t candidates, std::size_t constraints, const BudgetOptions& options);

}  // namespace backstock

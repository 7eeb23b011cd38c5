#pragma once
// The candidates of a search and how they are played: every replication is kept in a file, so that a search that was
// killed goes on where it was, and ends in the same bytes.

#include "output/unit_file.hpp"
#include "scenarios/study.hpp"
#include "sim/experiment/kpi.hpp"
#include "sim/experiment/search/trials.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// A scenario that is looked at: a cell of the study, and what is set in it besides.
struct Candidate {
    std::size_t cell = 0;
    std::vector<Override> more;
    std::string name;
    std::vector<std::string> levels;  // of every factor, as text
};

// A call for replications, as the trace keeps it.
struct SearchStep {
    std::size_t candidate;
    std::int64_t first;
    std::int64_t count;
};

class SearchWork {
public:
    // The study, its plan and the file must outlive it. The columns are those of its cells. `units` may be nullptr:
    // then nothing is kept.
    SearchWork(const Study& study, const SearchPlan& plan, std::vector<KpiColumn> columns, UnitFile* units, int threads,
               bool show_progress);
    ~SearchWork();

    // Candidates are numbered as they are added.
    std::size_t add(Candidate candidate);
    const std::vector<Candidate>& candidates() const { return candidates_; }

    // Plays what is wanted, on all threads, but for what is in the file. Throws BadInput where a candidate is no sound
    // scenario and `may_fail` is not set; else its objective is infinite. Throws WrongUse where a replication has no
    // value of the KPI, Interrupted, BrokenLaw, FileError.
    std::vector<std::vector<Observation>> play(std::span<const Trials::Wanted> wanted, bool may_fail);

    // The objective's values and those of the constraints' KPIs, by replication.
    const std::vector<std::vector<KpiValue>>& rows(std::size_t candidate) const { return rows_[candidate]; }
    const KpiColumn& objective() const { return columns_[picked_[0]]; }
    const KpiColumn& constraint(std::size_t c) const { return columns_[picked_[c + 1]]; }
    const std::vector<SearchStep>& steps() const { return steps_; }
    // Why the first candidate that is no scenario is none; empty where all are.
    const std::string& first_failure() const { return first_failure_; }
    std::size_t failures() const { return failures_; }

private:
    struct Piece {
        std::size_t candidate;
        std::int64_t first;
        std::int64_t count;
    };
    class Player;
    std::vector<Piece> missing(std::span<const Trials::Wanted> wanted) const;
    void play_pieces(const std::vector<Piece>& pieces, bool may_fail);
    Observation observed(std::size_t candidate, std::int64_t replication) const;
    void find_scales(std::size_t candidate, std::int64_t first);
    void require_objective(std::size_t candidate) const;
    void keep(const Piece& piece, std::vector<std::vector<KpiValue>>&& rows);
    void restore(std::span<const Trials::Wanted> wanted);
    void tell();

    const Study& study_;
    const SearchPlan& plan_;
    std::vector<KpiColumn> columns_;
    std::vector<std::size_t> picked_;  // columns of the objective, then of the constraints
    UnitFile* units_;
    int threads_;
    bool show_progress_;  // on a terminal, a line that is written over
    std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
    std::vector<Candidate> candidates_;
    std::vector<std::vector<std::vector<KpiValue>>> rows_;  // by candidate and replication
    std::vector<bool> failed_;
    std::vector<std::vector<double>> scales_;  // by candidate and constraint: what turns a slack into its KPI's unit
    std::vector<SearchStep> steps_;
    std::string first_failure_;
    std::size_t failures_ = 0;
};

}  // namespace backstock

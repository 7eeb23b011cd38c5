#pragma once
// Which units of a study are played, in which order, and when it is enough. It holds no results but the values of the
// KPI that decides. One thread at a time.
//
// Where the number of replications is fixed every cell has it. With `until`, the cells that are compared go on
// together: the rule looks when all of them have finished a block, and once the intervals of all of them are narrow
// enough, none plays on. What was played beyond is left out, so that who played what, and in which order, changes
// nothing.

#include "sim/experiment/stopping.hpp"
#include "sim/experiment/unit.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock {

struct StudyPlan {
    std::vector<std::vector<std::size_t>> families;  // cells that are compared with one another; each cell in one
    std::int64_t replications = 0;                   // of a cell; with `until` at most
    std::optional<StoppingRule> until;
};

// The values of the KPI that decides, of one unit.
struct UnitValues {
    std::vector<double> num;
    std::vector<double> den;
    bool is_ratio = false;
};

class Schedule {
public:
    // Takes part `shard` of `shards`: every so many units, or, with `until`, families.
    explicit Schedule(StudyPlan plan, std::uint64_t shard = 0, std::uint64_t shards = 1);

    // The unit is there. The values are of use only with `until`.
    void finished(const Unit& unit, const UnitValues& values);

    // The next unit to play; nothing when there is none for now: because all is played, or, with `until`, because the
    // next look waits for units under way.
    std::optional<Unit> take();

    // A unit that was taken will not come: it is handed out again.
    void lost(const Unit& unit);

    // Nothing is missing any more, for this part.
    bool complete() const { return open_ == 0; }

    // Units that are there, and those that may be needed in all: with `until` an upper bound.
    std::int64_t done() const { return done_; }
    std::int64_t total() const;

    // The replications of the cells of a family, once it is complete.
    std::int64_t replications(std::size_t family) const;
    bool has_until() const { return plan_.until.has_value(); }
    // Whether the rule was met, rather than at_most reached.
    bool narrow(std::size_t family) const { return families_[family].narrow; }

    const StudyPlan& plan() const { return plan_; }
    // The units that a complete part consists of, in order.
    std::vector<Unit> units() const;

private:
    struct CellState {
        std::vector<bool> there;  // by block
        std::vector<double> num;  // with `until`, in order as far as blocks are there without a gap
        std::vector<double> den;
        std::vector<std::optional<UnitValues>> waiting;  // blocks behind a gap
        bool is_ratio = false;
    };
    struct FamilyState {
        bool mine = true;
        bool complete = false;
        bool narrow = false;
        std::int64_t blocks = 0;     // needed, as far as is known
        std::int64_t next_look = 0;  // blocks at the next look
        std::int64_t missing = 0;    // units of those blocks
        std::uint64_t next = 0;      // position in the order of its units
        std::vector<CellState> cells;
    };
    struct Where {
        std::size_t family;
        std::size_t place;
    };
    bool mine(std::size_t family, std::size_t place, std::int64_t block) const;
    Unit unit_at(std::size_t family, std::uint64_t position) const;
    void count_missing(std::size_t family);
    void keep(CellState& cell, std::size_t block, const UnitValues& values);
    void look(std::size_t family);
    bool all_narrow(const FamilyState& family) const;

    StudyPlan plan_;
    std::uint64_t shard_;
    std::uint64_t shards_;
    std::vector<Where> where_;  // by cell
    std::vector<FamilyState> families_;
    std::vector<std::uint64_t> first_unit_;  // of each family, where units are numbered through
    std::deque<Unit> again_;
    std::size_t first_open_ = 0;
    std::size_t open_ = 0;
    std::int64_t done_ = 0;
};

}  // namespace backstock

#pragma once
// Playing the work units of a study.

#include "scenarios/study.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/schedule.hpp"
#include "sim/experiment/unit.hpp"
#include "tools/progress_line.hpp"

#include <memory>
#include <optional>
#include <string>

namespace backstock {

// What is the same for all units of a study.
struct UnitTerms {
    Detail detail = Detail::everything;
    std::int64_t replications = 0;      // of a cell in all
    std::optional<std::size_t> column;  // of the KPI that decides how many, if there is one
    std::optional<Duration> warmup;     // in place of the scenarios'
};

// A unit as it is put aside, and the values of the KPI that decides how many there are.
struct PlayedUnit {
    std::string bytes;  // output/outcome_bytes.hpp
    UnitValues values;
};

// The values of one KPI in the outcomes of a unit.
UnitValues values_in(std::string_view bytes, std::size_t column, bool is_ratio);

// Plays units on one thread. It keeps the model of the last cell, since the next unit is mostly of the same.
class UnitPlayer {
public:
    // The study must outlive it; the line may be nullptr.
    UnitPlayer(const Study& study, const UnitTerms& terms, ProgressLine* line);

    // Throws BadInput where the cell's amounts are too large to be counted, Interrupted, BrokenLaw.
    PlayedUnit play(const Unit& unit);

private:
    void load(std::size_t cell);

    const Study& study_;
    UnitTerms terms_;
    ProgressLine* line_;
    std::optional<std::size_t> cell_;
    std::unique_ptr<const Scenario> scenario_;
    std::unique_ptr<Player> player_;
};

}  // namespace backstock

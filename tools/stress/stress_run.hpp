#pragma once
// Outages of everything, one after the other, and what each would do.

#include "output/stress_tables.hpp"
#include "output/unit_file.hpp"
#include "scenarios/study.hpp"

#include <string>
#include <vector>

namespace backstock {

// Things that are struck together.
struct StressTarget {
    std::string name;                // "mill", "mill + atelier", "north"
    std::string kind;                // "supplier", "plant", "store", "lane", "region", "pair"
    std::string strikes;             // as a disruption says it: {supplier: mill}
    std::vector<std::size_t> cells;  // the alternatives that have it
};

struct StressOrder {
    const Study* study = nullptr;  // its cells are the alternatives
    StressPlan plan;               // with lengths and a time
    RunPlan run;                   // of the first alternative
    std::string definition;
    int threads = 1;
    bool show_progress = false;
};

// Everything that the plan says is to be struck. Throws WrongUse for a name that nothing has, BadInput.
std::vector<StressTarget> stress_targets(const StressOrder& order);

// The plan with what the user left open; throws WrongUse where an outage would not end within the horizon.
StressPlan completed(StressPlan plan, const RunPlan& run);

std::string digest_of(const StressOrder& order);

// Plays all blocks of replications that the file lacks, and puts everything together. Throws BadInput, Interrupted,
// BrokenLaw, FileError.
StressResults run_stress(const StressOrder& order, const std::vector<StressTarget>& targets, UnitFile& units);

}  // namespace backstock

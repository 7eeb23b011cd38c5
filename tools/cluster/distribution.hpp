#pragma once
// A study on several ranks: rank 0 hands out units one at a time, keeps the file of finished units and plays units too;
// the others play what they are given. Whoever is slow gets less; at the end, what a slow rank has under way is given to
// an idle one as well, and the first to finish counts. The units have the same bytes wherever they are played.

#include "tools/cluster/ranks.hpp"
#include "tools/scenario_input.hpp"
#include "tools/study_run.hpp"

#include <string>

namespace backstock {

// Rank 0: plays all that the schedule asks for, with the others. Throws what play() throws, a failure of another rank
// included; the others are told to stop in any case.
void lead(Ranks& ranks, const StudyWork& work, Schedule& schedule, UnitFile& units, bool show_progress);

// Rank 0, in place of lead(): there is nothing to play.
void call_off(Ranks& ranks);

// Any other rank: plays until it is told to stop. The study comes from rank 0, so that its file is read once.
void follow(Ranks& ranks, ScenarioInput& input);

}  // namespace backstock

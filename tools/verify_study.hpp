#pragma once
// Whether a study comes out as it states: figures of its cells, differences between them, and what a search finds.

#include "scenarios/study.hpp"
#include "tools/verify_page.hpp"

#include <cstdint>
#include <functional>

namespace backstock {

// Plays the cells that figures are stated of, each as often as the study says, and the search where one is asked for.
// Tells of each figure with the replications behind it. Throws BadInput, Interrupted, BrokenLaw.
void verify_study_figures(Study& study, int threads,
                          const std::function<void(VerifiedFigure figure, std::int64_t replications)>& tell);

}  // namespace backstock

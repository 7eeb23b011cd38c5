#pragma once
// NLopt on the lattice of a search: for ranges without whole numbers.

#include "sim/experiment/search/lattice_search.hpp"

namespace backstock {

// From the best two of the points that fill the space, NLopt goes downhill on common random numbers: COBYLA (Powell
// 1994) with constraints, SBPLX (Rowan 1990; Johnson's NLopt) without. Then once more from where it came, with all
// replications. A point is taken at the nearest of the lattice. The answer is the best of all that was looked at.
LatticeAnswer search_with_nlopt(LatticeTrials& trials, std::size_t constraints, const LatticeOptions& options);

}  // namespace backstock

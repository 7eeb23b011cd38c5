#pragma once
// Which factors make the result uncertain: Sobol's indices (Sobol 1993; Saltelli et al. 2008, Global Sensitivity
// Analysis, ch. 4), from the cells of saltelli_points().
//
// The first-order index of a factor is the share of the variance over the box that would go if the factor were known;
// its total index the share that would stay if all others were known. Total less first-order is what it does together
// with others. Estimators: Jansen's for both (Jansen 1999; table 2 (c) and (f) of Saltelli et al. 2010), which square
// differences of cells. Replications add noise to every cell; what noise adds to these squares is estimated from the
// paired replications and taken away, so that a factor without effect has indices about 0 however noisy the model.
// (With a single replication nothing can be taken away.) Intervals: the rows of the design are drawn anew 1,000 times
// (bootstrap percentiles, Archer, Saltelli and Sobol 1997).

#include "sim/experiment/design/responses.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstock {

struct SobolIndex {
    Interval first;
    Interval total;
};

struct SobolIndices {
    std::vector<SobolIndex> factors;
    double variance = 0;  // of the KPI over the box, without noise
    double noise = 0;     // share of the variance between cells that was noise; NaN with one replication
};

// Requires rows × (factors + 2) cells in the order of saltelli_points(). Indices are NaN where the cells do not differ.
SobolIndices sobol_indices(const Responses& responses, std::size_t factors, double level = 0.95,
                           std::uint64_t seed = 1);

}  // namespace backstock

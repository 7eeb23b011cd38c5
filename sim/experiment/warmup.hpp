#pragma once
// How long a warm-up must be: MSER-5 (White 1997, Simulation 69:323; White, Cobb and Spratt 2000, Winter Simulation
// Conference).
//
// The series is cut into batches of five values. Of all numbers of batches that could be left out at the beginning, up
// to half of them, the one is taken that makes the standard error of the mean of the rest least: too few leave the
// start's bias in, too many waste data.

#include "sim/base/time.hpp"
#include "sim/world/model.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace backstock {

struct Truncation {
    std::vector<double> batches;    // means of five values each; what is left over at the end is dropped
    std::vector<double> statistic;  // for each number of batches left out, up to half: the squared standard error
    std::size_t cut = 0;            // batches to leave out, where that is least; the fewest of equals
    bool found = false;  // it is least before the end of what was tried; otherwise the series is too short to tell
};

Truncation mser5(std::span<const double> series);

// The warm-up of a model, from pilot replications without one.
struct FoundWarmup {
    struct Series {
        std::string measure;  // on_hand, backorders, on_order, shipped: of the whole network
        Truncation truncation;
    };
    Duration warmup;  // the longest that any series asks for
    bool found = false;
    Duration step;  // of a batch
    std::int64_t pilots = 0;
    std::vector<Series> series;
};

// Plays `pilots` replications, averages each series over them as Welch does, and looks for the truncation of each: a
// rule for replications rather than for one long run. The series have at most 400 values (TimelinePlan), so that the
// answer is a multiple of 1/80 of the horizon or of five periods, whichever is longer. Where a series is too short to
// tell, the answer is half the horizon and `found` false. Requires a model without warm-up. The same for any number of
// threads.
FoundWarmup find_warmup(const Model& model, int threads, std::int64_t pilots = 20);

}  // namespace backstock

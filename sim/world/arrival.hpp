#pragma once
// The memory of an arrival process: a row of the world, so that the process itself stays const.
#include "sim/base/id.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/stream.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace backstock {

struct Item;

/// The next customer of a segment.
struct Arrival {
    Time at = Time::never();                ///< never(): no more customers
    Quantity baskets = Quantity::units(1);  ///< the basket's quantities times this; zero or less: nobody comes
    std::uint64_t customer = 0;             ///< the customer's own number in the segment
    std::uint32_t first_line = 0;           ///< of a recorded order: its lines in the process, instead of a basket
    std::uint32_t lines = 0;
};

/// What an arrival process remembers between customers. Each process uses the members it needs.
struct ArrivalState {
    Stream stream{0, 0, 0, Purpose(Key64{0}), 0};         ///< draws of the process, in order
    Arrival next;                                         ///< scheduled and not yet come
    std::uint64_t arrivals = 0;                           ///< so far
    double level = 0;                                     ///< of an autoregressive process
    double remaining = 0;                                 ///< of what is drawn until the next customer comes …
    Time since;                                           ///< … as of this instant
    std::vector<std::pair<Time, std::uint64_t>> members;  ///< of a finite population: a heap of next visits
};

}  // namespace backstock

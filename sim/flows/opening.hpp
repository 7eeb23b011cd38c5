#pragma once
// The state in which a replication begins.
#include <cstdint>

namespace backstock {

class Run;

/// Fills the run's world: opening stock, goods under way, cash, and the first arrivals, reviews and period ends.
/// What is set up together goes by id, that is by name; reviews go downstream first.
void open_world(Run& run, std::int64_t replication);

}  // namespace backstock

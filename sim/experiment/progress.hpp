#pragma once
// How far a run has come, for whoever shows it.

#include <cstdint>
#include <functional>

namespace backstock {

// Called after each replication (or other unit of work) has been merged, with the number merged so far and the number
// planned; sequential stopping may end below the latter. Calls come one at a time and in rising order, but from
// whichever thread merged: it must not assume a thread, and should be quick, since merging waits for it.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace backstock

#pragma once
// Work at a server whose speed may change.
#include "sim/base/time.hpp"

namespace backstock {

/// Work under way at a supplier's, a lane's or a plant's server.
struct Work {
    double remaining = 0;  ///< µs at full speed, as of `since`
    Time since;
    Time finish = Time::never();  ///< if nothing changes
};

}  // namespace backstock

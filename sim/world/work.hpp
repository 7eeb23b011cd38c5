#pragma once
// Work at a server whose speed may change.
#include "sim/base/time.hpp"

namespace backstock {

/// Work under way at a plant's line.
struct Work {
    double remaining = 0;  ///< µs at full speed, as of `since`
    Time since;
    Time finish = Time::never();  ///< if nothing changes
};

}  // namespace backstock

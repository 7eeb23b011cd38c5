#pragma once
// Who is served first when goods arrive.
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"

#include <string_view>

namespace backstock {

/// What a prioritization may know of a waiting line.
struct WaitingView {
    Time placed;
    Time promised;
    unsigned tier = 0;  ///< 0 is the best
};

class PrioritizationPolicy : public Policy {
public:
    static constexpr std::string_view family = "prioritization";
    /// Whether `a`, which joins later, is served before `b`. Ties keep the order of joining.
    virtual bool before(const WaitingView& a, const WaitingView& b) const = 0;
};

}  // namespace backstock

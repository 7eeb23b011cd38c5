#pragma once
// How things get better once an outage is over.
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"

#include <string_view>
#include <vector>

namespace backstock {

/// A curve that falls from 1 to 0: the part of an outage's severity that is left at a time after its end.
class RecoveryPolicy : public Policy {
public:
    static constexpr std::string_view family = "recovery";

    /// Between 0 and 1; right-continuous; 0 from the end of the last piece on.
    virtual double curve(Duration since_end) const = 0;
    /// Where its pieces end, ascending. Within a piece the curve is smooth; the last end is when all is as before.
    /// Empty: all is as before at once.
    virtual const std::vector<Duration>& pieces() const = 0;
    /// Whether the curve is constant within each piece; otherwise it falls strictly.
    virtual bool steps() const = 0;
};

}  // namespace backstock

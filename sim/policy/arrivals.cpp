#include "sim/policy/arrivals.hpp"

#include "sim/base/require.hpp"

namespace backstock {

ArrivalProcess::RecordedLine ArrivalProcess::line(std::uint32_t index) const {
    require(false, "line {} asked of an arrival process that has no recorded orders", index);
    return {};
}

}  // namespace backstock

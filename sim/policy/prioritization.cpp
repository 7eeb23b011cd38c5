#include "sim/policy/prioritization.hpp"

namespace backstock {

bool WaitingOrder::operator()(const WaitingPlace& a, const WaitingPlace& b) const {
    if (a.kept != b.kept) return a.kept < b.kept;
    if (a.share != b.share) return a.share < b.share;
    if (policy->before(a.view, b.view)) return true;
    if (policy->before(b.view, a.view)) return false;
    return a.joined < b.joined;
}

}  // namespace backstock

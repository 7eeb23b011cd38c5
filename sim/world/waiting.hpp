#pragma once
// Lists of waiting lines that are not served in the order of joining.
//
// Every stock point's waiting lines form a list in the order in which they will be served. Where that order follows
// from who waits rather than from when they joined, the list has an index beside it, so that a line finds its place
// among n others in log n steps. Where it does not, there is no index and it costs nothing.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace backstock {

class PrioritizationPolicy;
struct Line;

/// What a prioritization may know of a waiting line: how things stood when it began to wait. The rank that follows
/// from it stays.
struct WaitingView {
    Time placed;
    Time promised = Time::never();  ///< first promised ship date; never() where none was given
    Time since;                     ///< began to wait here
    unsigned tier = 0;              ///< 0 is the best; an own site's order is one below the lowest
    Quantity quantity;              ///< units that wait
    Money value;                    ///< what the whole order comes to; nothing for an own site's
    Money margin;                   ///< the value less what the goods cost at the cheapest source
    double chance = 0;              ///< uniform in [0, 1), always the same for the same order
};

/// Where a line stands.
struct WaitingPlace {
    Quantity kept;       ///< free units that it may not touch: those for whom less is kept back are served first
    unsigned share = 0;  ///< the class among which scarce goods are divided; 0 where they are not
    WaitingView view;
    std::uint64_t joined = 0;  ///< ties keep the order of joining
    Id<Line> line;
};

/// First by what is kept back, then by class, then as the policy says, then by joining.
struct WaitingOrder {
    using is_transparent = void;
    const PrioritizationPolicy* policy = nullptr;
    bool operator()(const WaitingPlace& a, const WaitingPlace& b) const;
    bool operator()(const WaitingPlace& place, unsigned share) const { return place.share < share; }
    bool operator()(unsigned share, const WaitingPlace& place) const { return share < place.share; }
};

/// The lines that wait at one stock point, in their order, and what they come to.
struct WaitingIndex {
    std::set<WaitingPlace, WaitingOrder> places;
    std::vector<Quantity> by_tier;   ///< units, own sites' last
    std::vector<Quantity> by_share;  ///< units; empty where scarce goods are not divided
    std::vector<double> credit;      ///< by class: millionths of a unit that rounding owes it
    std::uint64_t joined = 0;        ///< lines so far
};

}  // namespace backstock

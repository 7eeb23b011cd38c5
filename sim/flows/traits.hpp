#pragma once
// What kind of person a customer is. Traits are drawn by the customer's own number, so that the same customer is the
// same person whatever the policies are.
#include "sim/engine/stream.hpp"
#include "sim/policy/law.hpp"
#include "sim/world/model.hpp"

#include <cstdint>

namespace backstock {

/// The customer's tier, by the segment's mix; the first tier where it has none.
inline std::uint8_t tier_of(const Segment& segment, const Streams& streams, std::uint64_t customer) {
    if (segment.tier_mix.empty()) return 0;
    Stream stream = streams.at(segment.key, Purpose("tier"), customer);
    double left = uniform01(stream);
    std::uint8_t tier = 0;
    while (tier + 1U < segment.tier_mix.size() && left >= segment.tier_mix[tier]) left -= segment.tier_mix[tier++];
    return tier;
}

/// The longest quoted wait, to the door, that the customer accepts. Requires a segment with quoted patience.
inline Duration quoted_patience(const Segment& segment, const Streams& streams, std::uint64_t customer) {
    Stream stream = streams.at(segment.key, Purpose("quoted patience"), customer);
    return draw_duration(*segment.quoted_patience, stream);
}

/// What a quoted delivery date adds to the promised ship date.
inline Duration mean_transit(const Segment& segment, Id<Store> from) {
    const Law* const transit = segment.transit_of(from);
    return transit == nullptr ? Duration::zero() : Duration::nearest(transit->mean());
}

}  // namespace backstock

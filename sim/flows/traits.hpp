#pragma once
// What kind of person a customer is. Traits are drawn by the customer's own number, so that the same customer is the
// same person whatever the policies are; what happens on a visit is drawn by the number and the instant of the visit.
#include "sim/engine/stream.hpp"
#include "sim/policy/law.hpp"
#include "sim/world/model.hpp"
#include "sim/world/order.hpp"

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

/// What holds for customers of a segment and tier: the segment's word before the tier's.
inline const Law* quoted_patience_law(const Model& model, Id<Segment> segment, unsigned tier) {
    const Law* own = model.segments[segment].conduct.quoted_patience;
    return own != nullptr ? own : model.tiers[tier].conduct.quoted_patience;
}
/// The one of the two that says how long they wait, and how a silent shop shortens that.
inline const Conduct& waiting_conduct(const Model& model, Id<Segment> segment, unsigned tier) {
    const Conduct& own = model.segments[segment].conduct;
    return own.waiting_patience != nullptr ? own : model.tiers[tier].conduct;
}
/// A part of their conduct, nullptr where neither says anything.
template<class Part>
const Part* conduct_of(const Model& model, Id<Segment> segment, unsigned tier, std::optional<Part> Conduct::*part) {
    const auto& own = model.segments[segment].conduct.*part;
    const auto& of_tier = model.tiers[tier].conduct.*part;
    return own ? &*own : of_tier ? &*of_tier : nullptr;
}

/// The longest quoted wait, to the door, that the customer accepts.
inline Duration quoted_patience(const Law& law, Key64 segment, const Streams& streams, std::uint64_t customer) {
    Stream stream = streams.at(segment, Purpose("quoted patience"), customer);
    return draw_duration(law, stream);
}

/// What a quoted delivery date adds to the promised ship date.
inline Duration mean_transit(const Segment& segment, Id<Store> from) {
    const Law* const transit = segment.transit_of(from);
    return transit == nullptr ? Duration::zero() : Duration::nearest(transit->mean());
}

/// The key of one visit among all of a segment, with the customer's number.
inline Key64 visit_key(const Segment& segment, const Order& order) {
    return joined_key(segment.key, static_cast<Key64>(order.placed.us()));
}

}  // namespace backstock

#pragma once
// What a disruption can strike.
#include "sim/base/id.hpp"

#include <cstdint>

namespace backstock {

struct Supplier;
struct Offer;
struct Store;
struct StockPoint;
struct Lane;
struct Segment;

/// A thing that can be struck: a site, a lane, one item at a site, or the demand of a segment. A plant is struck as
/// the store that it is.
struct Target {
    enum class Kind : std::uint8_t { supplier, offer, store, stock, lane, segment };
    static constexpr std::size_t kinds = 6;

    constexpr Target(Id<Supplier> id) : kind(Kind::supplier), index(id.index()) {}  // NOLINT(google-explicit-*)
    constexpr Target(Id<Offer> id) : kind(Kind::offer), index(id.index()) {}        // NOLINT(google-explicit-*)
    constexpr Target(Id<Store> id) : kind(Kind::store), index(id.index()) {}        // NOLINT(google-explicit-*)
    constexpr Target(Id<StockPoint> id) : kind(Kind::stock), index(id.index()) {}   // NOLINT(google-explicit-*)
    constexpr Target(Id<Lane> id) : kind(Kind::lane), index(id.index()) {}          // NOLINT(google-explicit-*)
    constexpr Target(Id<Segment> id) : kind(Kind::segment), index(id.index()) {}    // NOLINT(google-explicit-*)

    constexpr auto operator<=>(const Target&) const = default;

    Kind kind;
    std::uint32_t index;
};

}  // namespace backstock

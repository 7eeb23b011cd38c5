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
struct Plant;
struct Recipe;
struct Link;

/// A thing that can be struck: a site, what a plant makes, a lane, one item at a site, or the demand of a segment. Who
/// strikes a site strikes its parts: a supplier's offers; a store's stock points and, if it is a plant, its lines; the
/// recipes that its lines follow. A link suffers from whatever hits its source or its lane; it is never named itself.
struct Target {
    enum class Kind : std::uint8_t { supplier, offer, store, stock, plant, recipe, lane, segment, link };
    static constexpr std::size_t kinds = 9;

    constexpr Target(Id<Supplier> id) : kind(Kind::supplier), index(id.index()) {}  // NOLINT(google-explicit-*)
    constexpr Target(Id<Offer> id) : kind(Kind::offer), index(id.index()) {}        // NOLINT(google-explicit-*)
    constexpr Target(Id<Store> id) : kind(Kind::store), index(id.index()) {}        // NOLINT(google-explicit-*)
    constexpr Target(Id<StockPoint> id) : kind(Kind::stock), index(id.index()) {}   // NOLINT(google-explicit-*)
    constexpr Target(Id<Plant> id) : kind(Kind::plant), index(id.index()) {}        // NOLINT(google-explicit-*)
    constexpr Target(Id<Recipe> id) : kind(Kind::recipe), index(id.index()) {}      // NOLINT(google-explicit-*)
    constexpr Target(Id<Lane> id) : kind(Kind::lane), index(id.index()) {}          // NOLINT(google-explicit-*)
    constexpr Target(Id<Segment> id) : kind(Kind::segment), index(id.index()) {}    // NOLINT(google-explicit-*)
    constexpr Target(Id<Link> id) : kind(Kind::link), index(id.index()) {}          // NOLINT(google-explicit-*)

    constexpr auto operator<=>(const Target&) const = default;

    Kind kind;
    std::uint32_t index;
};

}  // namespace backstock

#pragma once
// What the buyer knows of outages: since when, and what can be expected of it. An outage is known from its detection
// until it ends; before it there may be a warning, which may be false.
#include "sim/policy/inventory.hpp"
#include "sim/world/world.hpp"

#include <vector>

namespace backstock {

/// Of a link: of its source, of the plant that makes what it sends, and of the lane from there. Times are never() where
/// nothing is known.
struct News {
    Time down_since = Time::never();    ///< an outage is known that hampers it: in capacity, lead time or yield
    Time warned_since = Time::never();  ///< an outage is foreseen
};
News news_of(const Model& model, const World& world, Id<Link> link);

/// A known outage that leaves nothing of the capacity of what these strikes hit. Of such outages the buyer knows how
/// long they last on average: the rest of this is expected, and where less than half of it is left, half of it.
struct Standstill {
    Time since = Time::never();  ///< never(): all moves, as far as is known
    Time until;                  ///< when it is expected to end; now where there is none
};
Standstill known_standstill(const Model& model, const World& world, const std::vector<Id<Strike>>& strikes);

/// When goods are expected to move again over the link: now, unless a standstill of its source or lane is known.
Time expected_back(const Model& model, const World& world, Id<Link> link);

/// By how much the mean of lead time and transit over the link grows with what is known of lead-time factors: 1 where
/// nothing is. With `Heed::warnings` an outage that is foreseen counts as one that has begun.
double known_stretch(const Model& model, const World& world, Id<Link> link, Heed heed = Heed::outages);

/// Lead time and transit at the promise policy's quantile, with that growth.
Duration expected_travel(const Model& model, const World& world, Id<Link> link);

/// How long goods over the link stand still beside, in µs, as far as is known: until a standstill is expected to end;
/// with `Heed::warnings`, where one is foreseen, as long as it lasts on average.
double known_delay(const Model& model, const World& world, Id<Link> link, Heed heed);

}  // namespace backstock

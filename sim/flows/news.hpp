#pragma once
// What the buyer knows of outages: since when, and what can be expected of it.
#include "sim/world/world.hpp"

namespace backstock {

/// Of a link: of its source and of the lane from there. Times are never() where nothing is known.
struct News {
    Time down_since = Time::never();    ///< an outage is known
    Time warned_since = Time::never();  ///< an outage is foreseen
};
News news_of(const Model& model, const World& world, const Link& link);

/// When goods are expected to move again over the link: now, unless an outage is known that leaves nothing of the
/// source's or the lane's capacity. Of that the buyer knows when it began and how long such outages last on average:
/// the rest of this is expected, and where less than half of it is left, half of it.
Time expected_back(const Model& model, const World& world, const Link& link);

}  // namespace backstock

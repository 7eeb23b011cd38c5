#pragma once
// Continuous review: a position that changed is looked at once, at the end of its instant.
#include "sim/flows/dispatch.hpp"

namespace backstock {

/// To be called whenever a position has fallen. Schedules a review of this instant where the policy might order.
inline void position_changed(Run& run, Id<StockPoint> id) {
    const StockPoint& point = run.model.stock[id];
    if (point.inventory == nullptr) return;  // never replenished
    StockState& stock = run.world.stock[id];
    if (stock.review_due || point.review_every > Duration::zero() || stock.position() > point.reorder_point) return;
    stock.review_due = true;
    run.schedule(run.world.now(), StockReviewed{id});
}

}  // namespace backstock

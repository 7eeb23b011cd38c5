#pragma once
// When will the goods be there? What the shop can know from its own pipeline, not the truth.
#include "sim/world/world.hpp"

#include <utility>
#include <vector>

namespace backstock {

/// Predicts when `units` more than all that wait at a stock point already can be shipped: when its pipeline covers
/// them, plus the mean handling time.
///
/// Goods under way count at the quantile of lead time and transit that the promise policy uses, given that they have
/// not come yet. Purchases
/// that have not left count from when they will: at a supplier with capacity after all that is queued before them, at
/// an own site that can't serve them after its own prediction, elsewhere now.
/// Past the pipeline a new purchase is assumed at the next review, no earlier than what is counted on before it.
/// never() where nothing can come.
/// How long a supplier's capacity works on a purchase; nothing where it has no limit.
inline Duration working_time(const Supplier& supplier, Quantity quantity) {
    return Duration::days(quantity.in_units() / supplier.capacity);
}

class Prediction {
public:
    Time ship_date(const Model& model, const World& world, Id<StockPoint> stock, Quantity units);

private:
    Time arrival(const Model& model, const World& world, Id<StockPoint> stock, Quantity units);
    using Coming = std::pair<Time, Quantity>;
    Time new_purchase(const Model& model, const World& world, Id<StockPoint> stock, int depth) const;
    Time over_link(const Model& model, const World& world, const Link& link, Quantity units, int depth,
                   Id<Purchase> queued = Id<Purchase>::none()) const;

    std::vector<Coming> coming_;
};

}  // namespace backstock

#pragma once
// Costs that accrue with time: holding and shortage. They integrate exactly; what is posted is always the rounded
// whole so far less what was posted before, so that nothing is lost between postings.
#include "sim/world/world.hpp"

#include <cstdint>

namespace backstock {

/// A time integral in units (or money) times days, from an exact integral in millionths (or ten-thousandths) times µs.
double unit_days(Int128 integral);
double money_days(Int128 integral);

/// The integrals of a stock point since the last restart, under the model's way of accounting.
PeriodSums integrals(const Model& model, const World& world, Id<StockPoint> id);

/// Adds the state as it stands to the sums of period-end accounting.
void add_period(const Model& model, World& world);

/// How many shortage-cost overrides the model may have: the segments' first, then the tiers'.
std::size_t penalty_count(const Model& model);
/// Whose backorder cost an order falls under: its segment's before its tier's, before the items' own.
PenaltyOf penalty_of(const Model& model, Id<Segment> segment, unsigned tier);
/// What a lost unit of the item costs: the segment's word before the tier's, before the item's.
Money lost_sale_cost(const Model& model, const Item& item, Id<Segment> segment, unsigned tier);

/// Holding cost of a stock point since the last restart.
double holding_cost(const Model& model, const World& world, Id<StockPoint> id);
/// Imputed cost of customers waiting at a stock point since the last restart, overridden ones aside.
double shortage_cost(const Model& model, const World& world, Id<StockPoint> id);

/// What a stock point's sourcing arrangement has cost since the last restart, whatever was bought.
double retainer_cost(const Model& model, const World& world, Id<StockPoint> id);

/// Posts what has accrued and was not yet posted.
void post_accruals(const Model& model, World& world);
/// Starts every integral anew; to be called after post_accruals.
void restart_integrals(World& world);

}  // namespace backstock

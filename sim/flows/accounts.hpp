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

/// What a lost unit of the item costs: the segment's word before the tier's, before the item's.
Money lost_sale_cost(const Model& model, const Item& item, Id<Segment> segment, unsigned tier);

/// Holding cost of a stock point since the last restart.
double holding_cost(const Model& model, const World& world, Id<StockPoint> id);
/// Imputed cost since the last restart of a segment's and tier's customers waiting at a stock point, or anywhere.
double waiting_cost(const Model& model, const World& world, Id<Segment> segment, unsigned tier, Id<StockPoint> id);
double waiting_cost(const Model& model, const World& world, Id<Segment> segment, unsigned tier);
/// The same of all customers, by stock point.
List<double, StockPoint> waiting_costs(const Model& model, const World& world);

/// What a stock point's sourcing arrangement has cost since the last restart, whatever was bought.
double retainer_cost(const Model& model, const World& world, Id<StockPoint> id);

/// What the money tied up at a store has cost since the last restart: exact between postings, whatever the accounting.
double capital_cost(const Model& model, const World& world, Id<Store> store);

/// Posts what has accrued and was not yet posted.
void post_accruals(const Model& model, World& world);
/// Starts every integral anew; to be called after post_accruals.
void restart_integrals(World& world);

}  // namespace backstock

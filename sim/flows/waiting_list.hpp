#pragma once
// The lines that wait at a stock point, in the order in which they will be served, and who may have what is there.
#include "sim/world/world.hpp"

namespace backstock {

/// Gives an index to every stock point whose list does not go by joining alone.
void open_waiting_lists(const Model& model, World& world);

/// Units of a line begin to wait: the stock point owes them, to customers or to own sites. The line joins its
/// list where the prioritization says; customers' and own sites' lines share it. Where it goes by the time of placing
/// alone it is compared from the back, so that first in, first out costs nothing.
void start_waiting(const Model& model, World& world, Id<Line> line, Quantity quantity);

/// Units of a line stop waiting: they were allocated or given up. The line leaves the list with its last unit.
void stop_waiting(const Model& model, World& world, Id<Line> line, Quantity quantity);

/// Whose orders a tier's number does not tell: own sites', one below the lowest.
inline unsigned own_sites(const Model& model) { return static_cast<unsigned>(model.tiers.size()); }

/// Free units at a stock point that may not go to the tier: kept for better ones. Requires StockState::rations.
Quantity kept_from(const Model& model, Id<StockPoint> stock, unsigned tier);

/// Whether what is on the shelf is for customers already: the goods are launched.
bool is_launched(const Model& model, const World& world, Id<StockPoint> stock);

/// Units that customers of the tier may have now. Where nothing is kept for anybody: all that is available.
inline Quantity free_for(const Model& model, const World& world, Id<StockPoint> id, unsigned tier) {
    const StockState& stock = world.stock[id];
    if (!stock.rations) return stock.available();
    return is_launched(model, world, id) ? stock.available() - kept_from(model, id, tier) : Quantity::zero();
}

/// The index of a stock point's list; nullptr where it goes by joining.
inline WaitingIndex* index_of(World& world, Id<StockPoint> id) {
    const std::uint32_t number = world.index_of.empty() ? 0 : world.index_of[id];
    return number == 0 ? nullptr : &world.indexes[number - 1];
}
inline const WaitingIndex* index_of(const World& world, Id<StockPoint> id) {
    return index_of(const_cast<World&>(world), id);
}

/// Units that wait before a new line of the tier would be served, as far as tiers tell; what is to be kept back
/// for others when it is its turn included, what is there excluded. Requires StockState::rations or an index.
Quantity ahead_of_tier(const Model& model, const World& world, Id<StockPoint> stock, unsigned tier);

}  // namespace backstock

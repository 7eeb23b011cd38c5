#pragma once
// Demand is counted where a forecast wants to know it, and shown to the forecast period by period.
#include "sim/world/world.hpp"

namespace backstock {

class Run;

/// Somebody asks for goods of the stock point: to be called for customers' wishes and own sites' orders alike, before
/// it is known whether there are any. Costs a look at an empty id where nothing is forecast.
inline void count_demand(World& world, Id<StockPoint> stock, Quantity quantity) {
    if (const Id<ForecastState> forecast = world.stock[stock].forecast) world.forecasts[forecast].demand += quantity;
}

/// Gives a row to every stock point whose policy forecasts.
void open_forecasts(const Model& model, World& world);

/// The period since the last one is over. At time 0 it counts only if something was asked for: a review `at: end` sees
/// the demand of the first instant, but where there is none, no time has passed in which there could have been.
void observe_period(const Model& model, ForecastState& state, Time now);

/// An accounting period is over: the stock points under continuous review observe it, and are reviewed at the end of
/// this instant, since their levels have moved.
void observe_accounting_period(Run& run);

}  // namespace backstock

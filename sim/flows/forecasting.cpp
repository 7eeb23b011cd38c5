#include "sim/flows/forecasting.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/reviewing.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/forecast.hpp"
#include "sim/policy/inventory.hpp"

#include <algorithm>

namespace backstock {

void open_forecasts(const Model& model, World& world) {
    for (std::size_t i = 0; i < model.stock.size(); ++i) {
        const Id<StockPoint> id = model.stock.id_at(i);
        const InventoryPolicy* inventory = model.stock[id].inventory;
        if (inventory == nullptr || inventory->forecast() == nullptr) continue;
        world.stock[id].forecast = world.forecasts.add(ForecastState{.stock = id});
    }
}

namespace {

/// Whether a review at time 0 comes after a period's demand, even where that was 0.
bool first_ends_a_period(const Model& model, Id<StockPoint> id) {
    return model.stock[id].review_at == Phase::late_review &&
           std::any_of(model.segments.begin(), model.segments.end(),
                       [](const Segment& segment) { return segment.arrivals->by_periods(); });
}

}  // namespace

void observe_period(const Model& model, ForecastState& state, Time now) {
    if (now == Time::zero() && state.demand == Quantity::zero() && !first_ends_a_period(model, state.stock)) return;
    model.stock[state.stock].inventory->forecast()->observe(state, state.demand.in_units());
    ++state.periods;
    state.demand = Quantity::zero();
}

void observe_accounting_period(Run& run) {
    for (ForecastState& state : run.world.forecasts) {
        if (run.model.stock[state.stock].review_every > Duration::zero()) continue;
        observe_period(run.model, state, run.world.now());
        position_changed(run, state.stock);
    }
}

}  // namespace backstock

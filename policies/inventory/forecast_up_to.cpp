#include "policies/inventory/forecast_level.hpp"
#include "sim/policy/catalog.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace backstock::inventory {

ForecastBasis read_basis(Settings& settings, bool must) {
    constexpr std::string_view doc = "how demand is foreseen";
    ForecastBasis basis;
    basis.forecast = must ? settings.choice<ForecastPolicy>("forecast", required, doc)
                          : settings.choice<ForecastPolicy>("forecast", "", doc);
    basis.review = read_review(settings, false);
    basis.protection = settings.duration("protection", optional,
                                         "the time that an order must cover; absent: the lead time, and one review "
                                         "interval more where reviews come at the start");
    constexpr std::array heeds{Heed::warnings, Heed::outages, Heed::nothing};
    basis.heeds = heeds[settings.word("supplier_updates", {"warnings", "outages", "none"}, 0,
                                      "what lengthens the lead time beyond its mean: outages of the sources that are "
                                      "known, as long as such outages last, and with `warnings` those foreseen, too")];
    return basis;
}

Quantity ForecastLevel::order(const StockView& stock) const {
    Protected demand{.periods = stock.lead_time, .lead_sd = stock.lead_time_sd};
    if (basis_.review.every > Duration::zero() && basis_.review.at == Phase::review) demand.periods += 1;
    if (basis_.protection) demand.periods = basis_.protection->in_days() / stock.period.in_days();
    const Forecast forecast = basis_.forecast->predict(*stock.forecast, demand.periods);
    demand.mean = forecast.mean;
    demand.sd = forecast.sd;
    return Quantity::of(std::clamp(level(demand), -1e12, 1e12)) - stock.position;
}

double FactorLevel::level(const Protected& demand) const {
    return demand.mean * demand.periods + factor_ * demand.sd * std::sqrt(demand.periods);
}

namespace {

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const double factor =
        settings.number("safety_factor", 0.0, "safety stock in standard deviations of the error over the time covered");
    ForecastBasis basis = read_basis(settings, true);
    if (!basis.forecast) return nullptr;
    return std::make_unique<FactorLevel>(std::move(basis), factor);
}

}  // namespace

void add_forecast_up_to(Catalog& catalog) {
    catalog.add<InventoryPolicy>("forecast_up_to",
                                 "Orders up to forecast x P + safety_factor x sd x sqrt(P), P the time that an order "
                                 "covers, in periods of the forecast.",
                                 make);
}

}  // namespace backstock::inventory

#include "policies/inventory/base_stock.hpp"
#include "policies/inventory/forecast_level.hpp"
#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/normal.hpp>

namespace backstock::inventory {
namespace {

// The critical ratio underage / (underage + overage); empty unless it is given in exactly one way, within (0, 1).
std::optional<double> read_ratio(Settings& settings) {
    const auto ratio = settings.share("ratio", optional, "the critical ratio, in place of the two costs");
    const auto underage = settings.money("underage", optional, "what a missing unit costs: the lost margin");
    const auto overage = settings.money("overage", optional, "what a unit left over costs: its cost less its salvage");
    if (settings.describing()) return std::nullopt;
    const bool costs = settings.has("underage") && settings.has("overage");
    const bool any_cost = settings.has("underage") || settings.has("overage");
    if (settings.has("ratio") ? any_cost : !costs) {
        settings.refuse("", "newsvendor needs underage and overage, or ratio alone");
        return std::nullopt;
    }
    if (ratio && *ratio > 0 && *ratio < 1) return ratio;
    if (underage && overage && *underage > Money::zero() && *overage > Money::zero()) {
        return underage->in_units() / (underage->in_units() + overage->in_units());
    }
    if (ratio || (underage && overage)) {
        settings.refuse(ratio ? "ratio" : "", "the critical ratio must lie between 0 and 1, both excluded");
    }
    return std::nullopt;
}

// Demand over the time covered is normal about its forecast, or has the law that is stated.
std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const auto demand = settings.law("demand", Dimension::quantity, optional, "demand over the time an order covers");
    ForecastBasis basis = read_basis(settings, false);
    const std::optional<double> ratio = read_ratio(settings);
    if (settings.describing()) return nullptr;
    if (settings.has("demand") == settings.has("forecast")) {
        settings.refuse("", "newsvendor needs either the law of demand, or a forecast of it");
        return nullptr;
    }
    if (!ratio) return nullptr;
    if (demand) return std::make_unique<BaseStock>(Quantity::of(demand->quantile(*ratio)), basis.review);
    if (!basis.forecast) return nullptr;
    return std::make_unique<FactorLevel>(std::move(basis), boost::math::quantile(boost::math::normal(), *ratio));
}

}  // namespace

void add_newsvendor(Catalog& catalog) {
    catalog.add<InventoryPolicy>("newsvendor",
                                 "Orders up to the quantile of demand at the critical ratio underage / (underage + "
                                 "overage): the best level where what is left over loses its value.",
                                 make);
}

}  // namespace backstock::inventory

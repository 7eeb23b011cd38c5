#include "policies/inventory/base_stock.hpp"
#include "sim/policy/catalog.hpp"

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

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const auto demand = settings.law("demand", Dimension::quantity, required, "demand over the time an order covers");
    const std::optional<double> ratio = read_ratio(settings);
    const Review review = read_review(settings, false);
    if (!demand || !ratio) return nullptr;
    return std::make_unique<BaseStock>(Quantity::of(demand->quantile(*ratio)), review);
}

}  // namespace

void add_newsvendor(Catalog& catalog) {
    catalog.add<InventoryPolicy>("newsvendor",
                                 "Orders up to the quantile of demand at the critical ratio underage / (underage + "
                                 "overage): the best level where what is left over loses its value.",
                                 make);
}

}  // namespace backstock::inventory

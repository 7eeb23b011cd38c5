#include "policies/inventory/base_stock.hpp"

#include "sim/policy/catalog.hpp"

namespace backstock::inventory {
namespace {

std::unique_ptr<const InventoryPolicy> make(Settings& settings, bool periodic) {
    const Quantity level = settings.quantity("S", required, "the level to order up to", any_number);
    return std::make_unique<BaseStock>(level, read_review(settings, periodic));
}

std::unique_ptr<const InventoryPolicy> make_continuous(Settings& settings) {
    settings.positional("S");
    return make(settings, false);
}

std::unique_ptr<const InventoryPolicy> make_periodic(Settings& settings) { return make(settings, true); }

}  // namespace

void add_base_stock(Catalog& catalog) {
    catalog.add<InventoryPolicy>("base_stock", "Orders up to S whenever the inventory position is below it.",
                                 make_continuous);
    catalog.add<InventoryPolicy>("R_S", "Every review period, orders up to S: base_stock with a review interval.",
                                 make_periodic, "base_stock");
}

}  // namespace backstock::inventory

#include "sim/policy/catalog.hpp"
#include "sim/policy/inventory.hpp"

#include <limits>

namespace backstock::inventory {
namespace {

class Never : public InventoryPolicy {
public:
    Quantity order(const StockView&) const override { return Quantity::zero(); }
    Quantity reorder_point() const override { return Quantity::micro(std::numeric_limits<std::int64_t>::min()); }
};

std::unique_ptr<const InventoryPolicy> make(Settings&) { return std::make_unique<Never>(); }

}  // namespace

void add_none(Catalog& catalog) {
    catalog.add<InventoryPolicy>("none", "Never orders: the opening stock is all there is.", make);
}

}  // namespace backstock::inventory

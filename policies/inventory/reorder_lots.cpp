#include "sim/policy/catalog.hpp"
#include "sim/policy/inventory.hpp"

namespace backstock::inventory {
namespace {

class ReorderPointQuantity : public InventoryPolicy {
public:
    ReorderPointQuantity(Quantity reorder, Quantity lot, Review review)
        : reorder_(reorder), lot_(lot), review_(review) {}
    Quantity order(const StockView& stock) const override {
        if (stock.position > reorder_) return Quantity::zero();
        return lot_ * ((reorder_ - stock.position).micro() / lot_.micro() + 1);
    }
    Quantity reorder_point() const override { return reorder_; }
    Review review() const override { return review_; }

private:
    Quantity reorder_;
    Quantity lot_;
    Review review_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const Quantity reorder = settings.quantity("r", required, "orders when the position is at or below it", any_number);
    const Quantity lot =
        settings.quantity("Q", required, "the lot: as many whole lots as lift the position above r", positive);
    return std::make_unique<ReorderPointQuantity>(reorder, lot > Quantity::zero() ? lot : Quantity::units(1),
                                                  read_review(settings, false));
}

}  // namespace

void add_reorder_lots(Catalog& catalog) {
    catalog.add<InventoryPolicy>("r_Q", "Orders lots of Q when the inventory position is at or below r.", make);
}

}  // namespace backstock::inventory

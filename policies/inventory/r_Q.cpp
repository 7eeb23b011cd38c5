#include "sim/policy/catalog.hpp"
#include "sim/policy/inventory.hpp"

namespace backstock::inventory {
namespace {

class ReorderPointQuantity : public InventoryPolicy {
public:
    ReorderPointQuantity(Quantity r, Quantity Q, Review review) : r_(r), Q_(Q), review_(review) {}
    Quantity order(const StockView& stock) const override {
        if (stock.position > r_) return Quantity::zero();
        return Q_ * ((r_ - stock.position).micro() / Q_.micro() + 1);
    }
    Quantity reorder_point() const override { return r_; }
    Review review() const override { return review_; }

private:
    Quantity r_;
    Quantity Q_;
    Review review_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const Quantity r = settings.quantity("r", required, "orders when the position is at or below it", any_number);
    const Quantity Q =
        settings.quantity("Q", required, "the lot: as many whole lots as lift the position above r", positive);
    return std::make_unique<ReorderPointQuantity>(r, Q > Quantity::zero() ? Q : Quantity::units(1),
                                                  read_review(settings, false));
}

}  // namespace

void add_r_Q(Catalog& catalog) {
    catalog.add<InventoryPolicy>("r_Q", "Orders lots of Q when the inventory position is at or below r.", make);
}

}  // namespace backstock::inventory

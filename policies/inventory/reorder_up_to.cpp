#include "sim/policy/catalog.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/notation.hpp"

namespace backstock::inventory {
namespace {

class ReorderUpTo : public InventoryPolicy {
public:
    ReorderUpTo(Quantity reorder, Quantity up_to, Review review) : reorder_(reorder), up_to_(up_to), review_(review) {}
    Quantity order(const StockView& stock) const override {
        return stock.position <= reorder_ ? up_to_ - stock.position : Quantity::zero();
    }
    Quantity reorder_point() const override { return reorder_; }
    Review review() const override { return review_; }

private:
    Quantity reorder_;
    Quantity up_to_;
    Review review_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings, bool periodic) {
    const Quantity reorder = settings.quantity("s", required, "orders when the position is at or below it", any_number);
    const Quantity up_to = settings.quantity("S", required, "the level to order up to", any_number);
    if (up_to < reorder && settings.has("s") && settings.has("S") && !settings.describing()) {
        settings.refuse("S", "must not be below s, which is " + written(reorder));
    }
    return std::make_unique<ReorderUpTo>(reorder, up_to, read_review(settings, periodic));
}

std::unique_ptr<const InventoryPolicy> make_continuous(Settings& settings) { return make(settings, false); }
std::unique_ptr<const InventoryPolicy> make_periodic(Settings& settings) { return make(settings, true); }

}  // namespace

void add_reorder_up_to(Catalog& catalog) {
    catalog.add<InventoryPolicy>("s_S", "Orders up to S when the inventory position is at or below s.",
                                 make_continuous);
    catalog.add<InventoryPolicy>("min_max", "Orders up to S, the maximum, at or below s, the minimum: s_S.",
                                 make_continuous, "s_S");
    catalog.add<InventoryPolicy>("R_s_S",
                                 "Every review period, orders up to S if the position is at or below s: s_S with a "
                                 "review interval.",
                                 make_periodic, "s_S");
}

}  // namespace backstock::inventory

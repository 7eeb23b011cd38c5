#include "sim/policy/catalog.hpp"
#include "sim/policy/inventory.hpp"
#include "sim/policy/notation.hpp"

namespace backstock::inventory {
namespace {

class ReorderUpTo : public InventoryPolicy {
public:
    ReorderUpTo(Quantity s, Quantity S, Review review) : s_(s), S_(S), review_(review) {}
    Quantity order(const StockView& stock) const override {
        return stock.position <= s_ ? S_ - stock.position : Quantity::zero();
    }
    Quantity reorder_point() const override { return s_; }
    Review review() const override { return review_; }

private:
    Quantity s_;
    Quantity S_;
    Review review_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings, bool periodic) {
    const Quantity s = settings.quantity("s", required, "orders when the position is at or below it", any_number);
    const Quantity S = settings.quantity("S", required, "the level to order up to", any_number);
    if (S < s && settings.has("s") && settings.has("S") && !settings.describing()) {
        settings.refuse("S", "must not be below s, which is " + written(s));
    }
    return std::make_unique<ReorderUpTo>(s, S, read_review(settings, periodic));
}

std::unique_ptr<const InventoryPolicy> make_s_S(Settings& settings) { return make(settings, false); }
std::unique_ptr<const InventoryPolicy> make_R_s_S(Settings& settings) { return make(settings, true); }

}  // namespace

void add_s_S(Catalog& catalog) {
    catalog.add<InventoryPolicy>("s_S", "Orders up to S when the inventory position is at or below s.", make_s_S);
    catalog.add<InventoryPolicy>("min_max", "Orders up to S, the maximum, at or below s, the minimum: s_S.", make_s_S,
                                 "s_S");
    catalog.add<InventoryPolicy>("R_s_S",
                                 "Every review period, orders up to S if the position is at or below s: s_S with a "
                                 "review interval.",
                                 make_R_s_S, "s_S");
}

}  // namespace backstock::inventory

// A policy of our own: base stock with a cap on each order.
//
// Where unmet demand is lost and lead times are long, plain base stock reacts too much to the last demand. A cap on
// the order smooths it, and with both numbers well chosen the cost comes close to the optimum.
// Source: L. Xin, "Understanding the performance of capped base-stock policies in lost-sales inventory models",
// Operations Research 69 (2021).
#include "sim/policy/inventory.hpp"
#include "sim/policy/plugin.hpp"

#include <algorithm>

namespace {

using namespace backstock;

class CappedBaseStock : public InventoryPolicy {
public:
    CappedBaseStock(Quantity level, Quantity cap, Review review) : level_(level), cap_(cap), review_(review) {}

    Quantity order(const StockView& stock) const override { return std::min(level_ - stock.position, cap_); }
    Quantity reorder_point() const override { return level_ - Quantity::micro(1); }
    Review review() const override { return review_; }

private:
    Quantity level_;
    Quantity cap_;
    Review review_;
};

std::unique_ptr<const InventoryPolicy> make(Settings& settings) {
    const Quantity level = settings.quantity("S", required, "the level to order up to");
    const Quantity cap = settings.quantity("cap", required, "the most that is ordered at one review", positive);
    return std::make_unique<CappedBaseStock>(level, cap, read_review(settings, true));
}

}  // namespace

void backstock_register(Catalog& catalog) {
    catalog.add<InventoryPolicy>("capped_base_stock",
                                 "Every review period, orders up to S, but never more than the cap.", make);
}

#pragma once
// Base stock, which more than one word comes down to.
#include "sim/policy/inventory.hpp"

namespace backstock::inventory {

/// Orders up to a level whenever the position is below it.
class BaseStock : public InventoryPolicy {
public:
    BaseStock(Quantity level, Review review) : level_(level), review_(review) {}

    Quantity order(const StockView& stock) const override { return level_ - stock.position; }
    /// The largest position that is below the level: a millionth of a unit less.
    Quantity reorder_point() const override { return level_ - Quantity::micro(1); }
    Review review() const override { return review_; }

private:
    Quantity level_;
    Review review_;
};

}  // namespace backstock::inventory

#include "tests/oracles/formulas/eoq.hpp"

#include <cmath>
#include <numeric>

namespace backstock::oracles {

double eoq_cost(double demand, double order_cost, double holding, double quantity) {
    return order_cost * demand / quantity + holding * quantity / 2;
}

OrderQuantity eoq(double demand, double order_cost, double holding) {
    const double quantity = std::sqrt(2 * order_cost * demand / holding);
    return {quantity, 0.0, eoq_cost(demand, order_cost, holding, quantity)};
}

double eoq_backorder_cost(double demand, double order_cost, double holding, double shortage, double quantity,
                          double backorders) {
    const double top = quantity - backorders;
    return order_cost * demand / quantity + holding * top * top / (2 * quantity) +
           shortage * backorders * backorders / (2 * quantity);
}

OrderQuantity eoq_backorders(double demand, double order_cost, double holding, double shortage) {
    const double quantity = std::sqrt(2 * order_cost * demand * (holding + shortage) / (holding * shortage));
    const double backorders = quantity * holding / (holding + shortage);
    return {quantity, backorders, eoq_backorder_cost(demand, order_cost, holding, shortage, quantity, backorders)};
}

double eoq_cost_in_lots(double demand, double order_cost, double holding, double shortage, std::int64_t reorder,
                        std::int64_t quantity, std::int64_t lot, std::int64_t start) {
    const std::int64_t step = std::gcd(quantity, lot);
    std::int64_t level = start;
    while (level > reorder) level -= step;
    while (level <= reorder) level += step;
    double held = 0;
    double owed = 0;
    const std::int64_t visited = quantity / step;
    for (std::int64_t i = 0; i < visited; ++i, level += step)
        (level > 0 ? held : owed) += std::abs(static_cast<double>(level)) * 1e-6;
    return order_cost * demand / (static_cast<double>(quantity) * 1e-6) +
           (holding * held + shortage * owed) / static_cast<double>(visited);
}

}  // namespace backstock::oracles

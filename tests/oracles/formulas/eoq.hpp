#pragma once

#include <cstdint>

/// The economic order quantity, without and with planned backorders, and what happens to it when a steady demand is
/// cut into small lots, as every event simulation must do.
///
/// Source: F. Harris, "How many parts to make at once", Factory 10 (1913); P. Zipkin, Foundations of Inventory
/// Management (2000), chapter 3. The instance D 1300, K 8, h 0.225, p 5 is from Snyder and Shen (2nd ed.), chapter 3.
/// One time unit throughout (a year, in the instances): demand, holding and shortage rates share it.
namespace backstock::oracles {

/// An order quantity, the backorders it lets build up before the delivery, and the cost a time unit.
struct OrderQuantity {
    double quantity;
    double backorders;
    double cost;
};

/// K D / Q + h Q / 2.
double eoq_cost(double demand, double order_cost, double holding, double quantity);
/// Q* = sqrt(2 K D / h), cost sqrt(2 K D h).
OrderQuantity eoq(double demand, double order_cost, double holding);

/// The cost when an order of Q arrives at the moment at which b <= Q units are backordered:
/// K D / Q + h (Q - b)^2 / 2Q + p b^2 / 2Q.
double eoq_backorder_cost(double demand, double order_cost, double holding, double shortage, double quantity,
                          double backorders);
/// Q* = sqrt(2 K D (h + p) / (h p)), b* = Q* h / (h + p).
OrderQuantity eoq_backorders(double demand, double order_cost, double holding, double shortage);

/// The exact long-run cost of a continuously reviewed (r, Q) rule with lead time 0 when demand comes as `lot` units at
/// the start of every lot / demand time units. All quantities are whole counts of the simulator's 1e-6 units.
///
/// Derivation: an order leaves as soon as the level is at or below r and arrives in the same instant, so that the level
/// left after any instant is the old one less the lot, taken modulo Q into (r, r + Q]. It visits every multiple of
/// g = gcd(Q, lot) there equally often and stays for one lot's interval: mean level r + (Q + g) / 2 instead of Q / 2.
/// The extra g / 2 is the half lot when Q is a whole number of lots, and next to nothing otherwise. Under an (s, S)
/// rule Q would be a whole number of lots by construction, and the half lot always there: write Q as S less the level
/// at which the order leaves. `start` is any level after an instant: it fixes the grid.
double eoq_cost_in_lots(double demand, double order_cost, double holding, double shortage, std::int64_t reorder,
                        std::int64_t quantity, std::int64_t lot, std::int64_t start);

}  // namespace backstock::oracles

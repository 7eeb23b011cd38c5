#pragma once

#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/pmf.hpp"

/// Reorder-point systems with fixed order costs: (r, Q) and (s, S), continuous and periodic review.
///
/// Convention, the simulator's: an order leaves when the inventory position is at or below r (or s). Then the position
/// lives on r + 1 … r + Q, or on s + 1 … S, its long-run law is known, it is independent of the demand of the lead
/// time that follows, and net stock is the one minus the other.
namespace backstock::oracles {

/// The best pair found, and its cost.
struct ReorderCost {
    int low;   ///< r or s
    int high;  ///< Q or S
    double cost;
};

// ---- (r, Q) ------------------------------------------------------------------------------------------------------

/// Unit Poisson demand, constant lead time: the position is uniform.
/// Source: Hadley and Whitin (1963), chapter 4; A. Federgruen and Y.-S. Zheng, "An efficient algorithm for computing an
/// optimal (r, Q) policy in continuous review stochastic inventory systems", Operations Research 40 (1992).
StockState r_q(double rate, double lead, int r, int quantity);
/// The pair of least cost h on hand + p backorders + K orders, by Federgruen and Zheng's algorithm: take the levels of
/// least cost one by one while the next costs less than the average so far.
ReorderCost best_r_q(double rate, double lead, double order_cost, double holding, double shortage);

/// Periodic (r, nQ): reviewed every period, the least multiple of Q that lifts the position above r is ordered. Uniform
/// positions again (P. Zipkin 2000, chapter 9). Equals plain (r, Q) where one lot always suffices. One order, whatever
/// its multiple, counts once in order_rate: E[min(demand, Q)] / Q.
StockState r_nq_periodic(const Pmf& demand, std::size_t coverage, int r, int quantity);

/// (r, Q) with lost sales, unit Poisson demand, constant lead time, one order outstanding at most: requires 0 <= r < Q.
/// A cycle from one arrival to the next sells Q and loses E[(X - r)+] with X the demand of the lead time.
/// Source: Hadley and Whitin (1963), section 4-11. `backorders` is 0, fill_rate the share sold.
StockState r_q_lost_sales(double rate, double lead, int r, int quantity);

// ---- (s, S) ------------------------------------------------------------------------------------------------------

/// Periodic (s, S), independent whole demand a period, backorders: the position after review follows the renewal
/// density m of the demand: P(S - j) = m(j) / M, j = 0 … S - s - 1.
/// Source: A. Veinott and H. Wagner, "Computing optimal (s, S) inventory policies", Management Science 11 (1965);
/// Y.-S. Zheng and A. Federgruen, "Finding optimal (s, S) policies is about as simple as evaluating a single policy",
/// Operations Research 39 (1991), whose Poisson table is in the gallery.
StockState s_S_periodic(const Pmf& demand, std::size_t coverage, int s, int big_s);
/// The pair of least cost, by Zheng and Federgruen's algorithm. For coverage 1 or more.
ReorderCost best_s_S_periodic(const Pmf& demand, std::size_t coverage, double order_cost, double holding,
                              double shortage);

/// Continuous (s, S), Poisson customers with baskets, constant lead time: the position jumps by baskets, the same
/// renewal argument. With unit baskets it is (r, Q) = (s, S - s).
StockState s_S(double rate, const Pmf& basket, double lead, int s, int big_s);

}  // namespace backstock::oracles

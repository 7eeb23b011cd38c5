#pragma once

#include "tests/oracles/formulas/pmf.hpp"

#include <cstddef>

/// Base-stock (order-up-to, one-for-one, (S-1, S)) systems with backorders.
///
/// The one idea behind all of them: what is on order at time t + L, or was ordered and is owed, is exactly the demand
/// of the lead time L. So net stock = S - demand of the lead time, whatever happened before. Source: G. Hadley and T.
/// Whitin, Analysis of Inventory Systems (1963), chapters 4 and 5; P. Zipkin, Foundations of Inventory Management
/// (2000), chapter 6.
namespace backstock::oracles {

/// The long-run state of one stock point.
struct StockState {
    double on_hand;     ///< mean units on the shelf
    double backorders;  ///< mean units owed to customers
    double ready_rate;  ///< share of time with stock on hand > 0
    double fill_rate;   ///< units served at once / units demanded
    double order_rate;  ///< purchase orders a time unit (a period, in periodic models)

    /// Holding and shortage a time unit, and ordering.
    double cost(double holding, double shortage, double order_cost = 0) const {
        return holding * on_hand + shortage * backorders + order_cost * order_rate;
    }
};

// ---- continuous review -------------------------------------------------------------------------------------------

/// Unit Poisson demand of `rate`. Lead times of any law with mean `lead`, drawn independently (shipments may overtake):
/// outstanding orders are Poisson(rate x lead) by Palm's theorem (M/G/infinity), of which a constant is one case.
StockState base_stock(double rate, double lead, int level);

/// P(a customer waits longer than t), 0 <= t <= lead, for a constant lead time: the customer gets the unit that the
/// S-th customer before ordered, so that he waits longer than t if S or more came in the lead - t before: P(Poisson >=
/// S).
double base_stock_wait_over(double rate, double lead, int level, double t);

/// Poisson customers who take a basket of units each (compound Poisson, "stuttering" where the basket is geometric),
/// constant lead time. Units are served in part: fill_rate counts units. A one-for-one rule orders once per customer.
StockState base_stock(double rate, const Pmf& basket, double lead, int level);
/// Share of those customers who are served whole at once.
double base_stock_order_fill(double rate, const Pmf& basket, double lead, int level);

/// Unit renewal demand whose intervals are Erlang with `stages` stages and the given mean; constant lead time. Seen at
/// any time, the stage of the running interval is uniform, so that the demand of the lead time counts whole intervals
/// in Poisson many stages. The fill rate is seen by arrivals, for which an interval has just begun.
StockState base_stock_erlang_renewal(int stages, double mean_interval, double lead, int level);

/// Unit Poisson demand, orders up to S at instants 0, R, 2R, …; constant lead time; time averages in continuous time:
/// net stock at u after the arrival is S - demand of (lead + u), 0 <= u < R. The integral is taken numerically.
StockState base_stock_reviewed(double rate, double lead, double every, int level);

/// A supplier that makes units to order one after another, 1 / capacity each, first in, first out, then ships with the
/// constant lead time: outstanding = in an M/D/1 queue + Poisson(rate x lead), independent, since those released
/// within the last lead time and those still queued are the queue of a lead time ago and the orders placed since.
/// Requires rate < capacity.
StockState base_stock_capacity(double rate, double capacity, double lead, int level);

// ---- periodic review ---------------------------------------------------------------------------------------------

/// When a review happens relative to the demand of its instant.
enum class Review { start, end };

/// How many periods' demand lies between an order and the first period end that sees it on the shelf, for reviews every
/// period and demand at the period's start. An order placed before the demand of instant n (`start`) that takes L
/// periods is seen by the period end after the demand of n … n + L: floor(L) + 1 periods. One placed after it (`end`)
/// misses the demand of n: floor(L). Derived from the phases receive < review < demand < late_review and close first.
std::size_t coverage(double lead_periods, Review at);

/// Period-end averages for independent demand a period, reviewed every `every` periods: net stock at the period ends
/// is S - demand of coverage, coverage + 1, … coverage + every - 1 periods. `demand` is one period's.
StockState base_stock_periodic(const Pmf& demand, std::size_t coverage, double level, std::size_t every = 1);
/// The same for normal demand of a divisible item.
StockState base_stock_periodic_normal(double mean, double sd, std::size_t coverage, double level,
                                      std::size_t every = 1);

}  // namespace backstock::oracles

#pragma once

#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/pmf.hpp"

#include <cstddef>
#include <functional>

/// A supplier that is up or down for times that nothing else influences. Down, it ships nothing and orders queue; they
/// are released when it is up again and then take the lead time. Goods already on their way are not touched.
namespace backstock::oracles {

// ---- the economic order quantity ---------------------------------------------------------------------------------

/// One cycle after the other, each from a delivery to the next.
struct DisruptedOrder {
    double quantity;
    double cost;       ///< a time unit: orders, holding, lost sales
    double on_hand;    ///< mean
    double lost_rate;  ///< units lost a time unit
};
/// Steady demand, lead time 0, Q ordered when the stock is gone; if the supplier is down then, the order waits for its
/// recovery and sales are lost at `lost_sale` a unit. Exponential times up (rate `fail`) and down (rate `recover`). The
/// supplier is up at a delivery, so that it is down Q / D later with the chance
/// psi = fail / (fail + recover) (1 - exp(-(fail + recover) Q / D)), and a cycle takes Q / D + psi / recover.
/// Source: M. Parlar and D. Berkin, "Future supply uncertainty in EOQ models", Naval Research Logistics 38 (1991), as
/// corrected by E. Berk and A. Arreola-Risa, ibid. 41 (1994); Snyder and Shen (2nd ed.), example 9.1.
DisruptedOrder disrupted_eoq(double demand, double order_cost, double holding, double lost_sale, double fail,
                             double recover, double quantity);
/// The quantity of least cost, to about seven digits; its cost is convex enough for a search between the plain EOQ and
/// ten years' demand of the slower of the two processes.
DisruptedOrder best_disrupted_eoq(double demand, double order_cost, double holding, double lost_sale, double fail,
                                  double recover);

/// The exact long-run averages when the demand comes as one `lot` every lot / demand, Q being `lots` of them, ordered
/// at the instant at which the last one goes: dry times cost whole lots, and a delivery between two lots waits for the
/// next.
DisruptedOrder disrupted_eoq_in_lots(double demand, double order_cost, double holding, double lost_sale, double fail,
                                     double recover, int lots, double lot);

// ---- by periods --------------------------------------------------------------------------------------------------

/// A supplier that fails with the chance `fail` from one period to the next and recovers with `recover`, the state
/// changing at the period's start.
struct PeriodicSupply {
    double fail;
    double recover;

    /// The long-run share of periods in which it has been down for exactly n periods, this one included (0: up).
    double down_for(std::size_t n) const;
};

/// Order up to S every period, backorders, period-end averages. Orders that wait hold the demand of exactly the down
/// periods, whence net stock at a period's end = S - demand of (n + coverage) periods, n having the law `down_for`;
/// `coverage` as without outages. order_rate is that of orders placed.
/// Source: L. Snyder and Z.-J. Shen (2nd ed.), section 9.3 (lead time 0, steady demand); the rest derived here.
StockState base_stock_outages(const Pmf& demand, const PeriodicSupply& supply, std::size_t coverage, double level);
/// The same for a steady demand of a divisible item.
StockState base_stock_outages_steady(double demand, const PeriodicSupply& supply, std::size_t coverage, double level);
/// The level of least cost under steady demand: the smallest multiple of it that covers p / (p + h) of the periods.
double best_level_outages_steady(double demand, const PeriodicSupply& supply, std::size_t coverage, double holding,
                                 double shortage);

// ---- continuous review -------------------------------------------------------------------------------------------

/// How long an outage lasts.
struct DownTime {
    double mean;
    std::function<double(double)> longer_than;  ///< P(down time > t)
    double reach;                               ///< beyond it nothing that matters is left
};
DownTime exponential_down(double mean);
DownTime constant_down(double length);
/// The sum of `stages` exponential times.
DownTime erlang_down(int stages, double mean);

/// The demand since the running outage began, seen at any time; 0 where the supplier is up. Only the mean of the time
/// up counts; the age of a running outage has the density P(down time > t) / mean. Unit Poisson demand.
Pmf demand_of_outage(double rate, double mean_up, const DownTime& down);

/// (r, Q) with unit Poisson demand, constant lead time, backorders: position y uniform on r + 1 … r + Q and
/// independent of the demand n of the running outage, of which (y - r - 1 + n) / Q whole orders are still queued: net
/// stock a lead time later = y - Q x queued - demand of the lead time. r = S - 1, Q = 1 is base-stock.
/// Derived here; fill rate by PASTA.
StockState r_q_outages(double rate, double lead, int r, int quantity, double mean_up, const DownTime& down);

}  // namespace backstock::oracles

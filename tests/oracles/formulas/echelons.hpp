#pragma once

#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/pmf.hpp"

#include <vector>

/// More than one echelon under local base-stock levels: what the site above owes delays the site below.
namespace backstock::oracles {

/// One stage of a serial system.
struct Stage {
    double level;    ///< local order-up-to level
    double lead;     ///< whole periods from the stage above (from outside, for the last) to this one
    double holding;  ///< local holding cost a unit and period
};

/// The long-run cost a period of a serial system, split as a reader wants it.
struct SerialCost {
    double on_site;     ///< holding at the stages
    double shortage;    ///< backorders at the stage that customers see
    double in_transit;  ///< goods between stages, at the sender's holding rate; goods from outside cost nothing
    double fill_rate;   ///< units served at once / units demanded

    double total() const { return on_site + shortage + in_transit; }
};

/// Stages downstream first. Normal demand of the first stage's customers a period, divisible goods, every stage
/// reviewed every period. Exact expectation of the given levels, not only of the best ones:
///   owed by stage j to the one below: B_j = (X_j + B_{j+1} - S_j)+, B above the last = 0,
///   X_j = demand of lead_j periods, independent of one another, since they lie one after the other in time.
/// With `Review::end` the customers' stage meets lead_1 periods too; with `Review::start` lead_1 + 1, since the demand
/// of the accounted period comes after the review. In transit lie lead_j periods' demand, in the mean.
/// Leads of 1 period or more between stages. Integrals by Gauss-Legendre quadrature on both sides of each kink,
/// nested, 2 to 4 stages.
/// Source: A. Clark and H. Scarf, "Optimal policies for a multi-echelon inventory problem", Management Science 6
/// (1960); the recursion of local levels: P. Zipkin (2000), chapter 8. The instance N(5, 1) is Snyder and Shen's
/// example 6.1.
SerialCost serial_normal(const std::vector<Stage>& stages, double mean, double sd, double shortage,
                         Review at = Review::end);

/// The levels of least cost, local ones, downstream first, and that cost.
struct BestSerial {
    std::vector<double> levels;
    double cost;
};
/// Clark and Scarf's recursion in echelon terms, one stage after the other, on a lattice of a hundredth of the
/// deviation; the levels given with the stages do not matter. Leads in whole periods, local holding costs that fall
/// from stage to stage. An optimal echelon level below the one downstream of it means a local level of 0.
BestSerial best_serial_normal(const std::vector<Stage>& stages, double mean, double sd, double shortage,
                              Review at = Review::end);
/// The same for whole demand: `met[j]` as in `serial`; exact. What the first stage meets beyond its lead (the accounted
/// period, for `Review::start`) must be taken off the cost by the caller: stages[1].holding x demand of a period.
BestSerial best_serial(const std::vector<Stage>& stages, const std::vector<Pmf>& met, double shortage);

/// The same recursion for whole demand, levels whole: `met[j]` is what stage j's stock meets, e.g. Poisson(rate x lead)
/// under continuous review, or sum_of(demand, periods).
/// Returns the states, downstream first; fill rates, which need the law of the demand itself, only for unit Poisson
/// demand under continuous review: equal to the ready rate there.
std::vector<StockState> serial(const std::vector<int>& levels, const std::vector<Pmf>& met, double rate);

/// A shop of a two-echelon system.
struct Shop {
    double rate;  ///< its unit Poisson customers
    double lead;  ///< transit from the warehouse
    int level;    ///< order-up-to level
};

/// One warehouse (first of the result) and several shops, all one-for-one, continuous review, the warehouse serving
/// first come, first served, constant transit to the shops. The warehouse's own lead times may follow any law with the
/// given mean, drawn independently (Palm: its outstanding orders are Poisson). What the warehouse owes belongs to each
/// of its shops with a probability proportional to its rate, independently: binomial thinning.
/// Source: R. Simon, "Stationary properties of a two-echelon inventory model for low demand items", Operations Research
/// 19 (1971); S. Graves, "A multi-echelon inventory model for a repairable item with one-for-one replenishment",
/// Management Science 31 (1985).
std::vector<StockState> two_echelon(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops);

/// METRIC, the classical approximation of the same system, to see what exactness changes: each shop's resupply time is
/// its transit and the warehouse's mean delay (backorders / rate), and its outstanding orders are taken as Poisson.
/// Means of what is outstanding are right, the spread too small, so that the backorders come out too low.
/// Source: C. Sherbrooke, "METRIC: a multi-echelon technique for recoverable item control", Operations Research 16
/// (1968).
std::vector<StockState> metric(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops);
/// Graves' refinement: a negative binomial law with the exact mean and variance of what is outstanding.
std::vector<StockState> two_moment(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops);

}  // namespace backstock::oracles

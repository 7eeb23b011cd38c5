#pragma once

#include "tests/oracles/formulas/pmf.hpp"

/// The newsvendor: one order-up-to level against one period's demand.
///
/// Source: K. Arrow, T. Harris, J. Marschak, "Optimal inventory policy", Econometrica 19 (1951); L. Snyder and
/// Z.-J. Shen, Fundamentals of Supply Chain Theory (2nd ed., 2019), chapter 4, whose example is N(50, 8), h 0.18, p
/// 0.70.
///
/// In the simulator: per-period demand, lead time 0, review at the start of each period, cost at the period's end.
/// With backorders every period starts again at S, and with lost sales too, so that both give this cost; the shortage
/// price is then `backorder_cost` a period or `lost_sale_cost` a unit.
namespace backstock::oracles {

/// A level and its expected cost a period.
struct LevelCost {
    double level;
    double cost;
};

/// h E[(S - X)+] + p E[(X - S)+] for X normal.
double newsvendor_cost_normal(double mean, double sd, double holding, double shortage, double level);
/// The best level, the p / (p + h) quantile, and its cost.
LevelCost newsvendor_normal(double mean, double sd, double holding, double shortage);

/// The same for any whole demand. The best level is the smallest S with P(X <= S) >= p / (p + h).
double newsvendor_cost(const Pmf& demand, double holding, double shortage, double level);
LevelCost newsvendor(const Pmf& demand, double holding, double shortage);

/// E[(X - level)+] for X normal, through the standard loss function phi(z) - z (1 - Phi(z)). An sd of 0 is allowed.
double normal_shortage(double mean, double sd, double level);
/// E[(level - X)+] for X normal.
double normal_left_over(double mean, double sd, double level);

}  // namespace backstock::oracles

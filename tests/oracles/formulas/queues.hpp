#pragma once

#include "tests/oracles/formulas/base_stock.hpp"
#include "tests/oracles/formulas/pmf.hpp"

#include <vector>

/// Plants: units made to order one after another on parallel lines, first come, first served, under Poisson demand.
///
/// A plant that makes to stock under a one-for-one rule starts a unit for every unit demanded. What is on order is then
/// the number in a queueing system, so that net stock = S - number in system, and customers see the time average.
/// Source: J. Buzacott and J. Shanthikumar, Stochastic Models of Manufacturing Systems (1993), chapter 4.
namespace backstock::oracles {

// ---- the number in a queueing system -----------------------------------------------------------------------------

/// Lines with exponential times of mean 1 / service each. Requires rate < lines x service.
Pmf m_m_c(double rate, double service, int lines = 1);

/// One line, times of any law, of which only the number of demands that come during one production time counts: its
/// mean is the load, below 1. Embedded at completions, by level crossing (all terms positive). A gamma time of mean m
/// and shape k has negative_binomial(k, k / (k + rate m)) demands, a constant one Poisson(rate m).
Pmf m_g_1(const Pmf& demands_in_one_time);
/// The same with a constant time of 1 and demand rate `load`.
Pmf m_d_1(double load);
/// Its mean by the formula of Pollaczek and Khinchine: load + rate^2 E[time^2] / 2 (1 - load).
double m_g_1_mean(double rate, double mean_time, double sd_time);

/// Breakdowns at any time, busy or idle, all lines at once; exponential times up and down. `left` is the share of the
/// speed that an outage leaves (0: all stands still). Work under way pauses and goes on.
struct Breakdowns {
    double fail;    ///< outages per time up
    double repair;  ///< repairs per time down
    double left = 0;
};
/// The number in an M/M/c system with breakdowns, by the chain (number, up or down). Requires rate < lines x service x
/// (repair + left x fail) / (repair + fail).
Pmf m_m_c(double rate, double service, int lines, const Breakdowns& breakdowns);
/// Its mean for one line and left 0: rate [(r + f)^2 + service f] / ((r + f) [service r - rate (r + f)]).
/// Source: H. White and L. Christie, "Queuing with preemptive priorities or with breakdown", Operations Research 6
/// (1958).
double m_m_1_breakdowns_mean(double rate, double service, const Breakdowns& breakdowns);

// ---- make to stock -----------------------------------------------------------------------------------------------

/// Unit Poisson demand of `rate` that waits, one-for-one, base-stock S, the number in system as above.
StockState make_to_stock(const Pmf& in_system, double rate, int level);

/// A tier of customers, best first.
struct Tier {
    double rate;
    double lost_sale;  ///< a unit
    int reserve = 0;   ///< units kept for it from the tiers below; several add up
};
/// What rationing gives.
struct Rationed {
    double on_hand;
    std::vector<double> lost;  ///< share of each tier's demand
    double cost;               ///< holding and lost sales a time unit
};
/// One line with exponential times, made to stock up to S; unserved demand is lost. A tier is served while more is on
/// hand than all better tiers' reserves: a birth-death chain of S + 1 states.
/// Source: A. Ha, "Inventory rationing in a make-to-stock production system with several demand classes and lost
/// sales", Management Science 43 (1997).
Rationed rationed(double service, int level, double holding, const std::vector<Tier>& tiers);

}  // namespace backstock::oracles

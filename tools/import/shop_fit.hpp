#pragma once
// A shop's past as the figures of a scenario: how often orders come, what is in them, how long they take, how many are
// cancelled.

#include "sim/policy/catalog.hpp"
#include "tools/import/shop_history.hpp"
#include "tools/import/stocking_rule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock::imports {

struct FitOptions {
    StockingOptions stocking;
    std::optional<double> lead_time_days;  // none: from the longest waits, else stocking.lead_time_days
    double orders_a_day = 5;               // where there are no orders
    double shelf_days = 5;                 // an order shipped within these was served from the shelf
};

// Figures of the past that a run can be held against.
struct Recorded {
    double orders = 0;
    double units = 0;
    double revenue = 0;          // at the items' prices
    double backorder_rate = 0;   // share of the shipped ones that took longer than the shelf
    std::optional<double> wait;  // mean days of those
    std::optional<double> wait_p95;
    double cancellation_rate = 0;
};

struct ShopFit {
    std::int64_t first_day = 0;  // since 1970-01-01
    std::int64_t days = 0;
    double rate = 0;                   // orders a day, on average over the profiles
    std::vector<double> weekly;        // seven factors of mean 1, or none: fewer than four weeks
    std::vector<double> monthly;       // twelve, or none: less than eleven months
    std::string lines;                 // the distribution of an order's lines, as a scenario has it
    std::string units;                 // of a line's units
    std::vector<double> sold_lines;    // of each item of the history
    std::vector<StockedItem> stocked;  // of each item of the history, in its order
    std::string handling;              // of what is served from the shelf; empty: no shipments recorded
    std::string lead_time;
    double lead_days = 0;
    bool lead_time_fitted = false;
    std::optional<double> patience_days;  // mean, of those who wait; none: nobody cancelled
    Recorded recorded;
    std::vector<std::string> said;  // what was assumed, a sentence each
};

// Requires items in the history. Without orders, orders of one unit are assumed, every item alike, for a year.
//
// rate and profiles: with n orders over the days of the file, weekly factor w of a weekday = its orders per such day
// over those of all, monthly likewise after the weekly ones; rate = n / Σ w(day) m(day). Handling: the law of
// `backstock fit` for shipments within shelf_days. Lead time: the 95 % quantile of the longer waits, since who orders
// into an empty shelf waits for what is left of a lead time, at most all of it. Patience: exponential with mean = all
// the waiting of orders not served from the shelf / their cancellations (maximum likelihood with censoring; Kalbfleisch
// and Prentice 2002, 3.4).
ShopFit fit_shop(const ShopHistory& history, const FitOptions& options, const Catalog& catalog);

// Other stock rules for the same shop: with that service.
void set_service(ShopFit& fit, const ShopHistory& history, StockingOptions rule, double service);

}  // namespace backstock::imports

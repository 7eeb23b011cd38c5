#pragma once
// A shop's past as the figures of a scenario: how often orders come, what is in them, how long they take, how many are
// cancelled.

#include "sim/policy/catalog.hpp"
#include "tools/import/past.hpp"
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

struct ShopFit {
    std::int64_t first_day = 0;  // since 1970-01-01
    std::int64_t days = 0;
    double rate = 0;                    // orders a day, on average over the profiles
    std::vector<double> weekly;         // seven factors of mean 1, or none: fewer than four weeks
    std::vector<double> monthly;        // twelve, or none: less than eleven months
    std::string lines;                  // the distribution of an order's lines, as a scenario has it
    std::string units;                  // of a line's units, of most items
    std::vector<std::string> units_of;  // of each item of the history; empty: as most
    std::vector<double> sold_lines;     // of each item of the history
    std::vector<StockedItem> stocked;   // of each item of the history, in its order
    std::string handling;               // of what is served from the shelf; empty: no shipments recorded
    std::string lead_time;
    double lead_days = 0;
    std::string lead_time_from = "assumed";
    std::optional<double> patience_days;  // mean, of those who wait; none: nobody gave up
    double shelf_days = 0;                // what is told of waits begins behind it
    bool takes_backorders = false;        // where the files do not say: more waited than a slip would make
    Recorded recorded;
    std::vector<std::string> said;  // what was assumed, a sentence each
};

// Requires items in the history. Without orders, orders of one unit are assumed, every item alike, for a year.
//
// rate and profiles: with n orders over the days of the file, weekly factor w of a weekday = its orders per such day
// over those of all, monthly likewise after the weekly ones; rate = n / Σ w(day) m(day). Where the file holds more than
// a year, days are compared with what growth would make of them: orders of the days that have a day a year before them,
// over those of the days that have one a year after. Units: each item's own, as often as each number was met; of more
// than twelve different ones, means of halves, quarters, eighths … upwards. Handling: the law of `backstock fit` for
// shipments within shelf_days. Lead time: the 95 % quantile of the longer waits, since who orders into an empty shelf
// waits for what is left of a lead time, at most all of it. Patience: exponential with mean = all waiting beyond
// shelf_days (less the mean handling) / cancellations beyond it (maximum likelihood with truncation and censoring;
// Kalbfleisch and Prentice 2002, 3.4).
ShopFit fit_shop(const ShopHistory& history, const FitOptions& options, const Catalog& catalog);

// Other stock rules for the same shop: with that service, and orders only when that share of their s is left.
void set_service(ShopFit& fit, const ShopHistory& history, StockingOptions rule, double service, double left = 1);

}  // namespace backstock::imports

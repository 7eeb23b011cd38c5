#pragma once

#include <vector>

/// A shop's books under steady demand, kept by hand, one time unit after the other: no event list, no chance.
/// It follows the declared order of an instant (receive, demand, one review after all demand, nothing at the end
/// itself) with whole numbers, so that it can answer for any deterministic scenario of one stock point.
namespace backstock::oracles {

struct DayBookInput {
    int opening;
    int low;                     ///< orders when the position is at or below it
    int quantity;                ///< r_Q: how much; s_S: 0
    int up_to;                   ///< s_S: up to where; r_Q: 0
    int lead;                    ///< days
    int every;                   ///< days between demands, the first on day 0
    std::vector<int> customers;  ///< what each customer takes, each time
    int horizon;                 ///< days; what falls due exactly then is not processed
};

struct DayBook {
    int end_stock = 0;
    int backordered = 0;      ///< units owed at the end
    int orders = 0;           ///< purchase orders placed
    int units_bought = 0;     ///< received
    int units_sold = 0;       ///< shipped
    int deliveries = 0;       ///< parcels to customers, a part delivery counting as one
    long long unit_days = 0;  ///< the time integral of stock on hand
};

/// Backorders are served first come, first served on the day of the arrival, in part where it does not suffice.
DayBook keep_day_book(const DayBookInput& shop);

}  // namespace backstock::oracles

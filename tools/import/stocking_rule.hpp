#pragma once
// An (s, S) rule for every item of a file of order lines, from what was sold.
//
// With D the units of an item sold a day (mean μ and standard deviation σ over all days of the file, those without a
// sale included), L the lead time in days and z the normal quantile of the service asked for:
//
//     s = ⌈ μ L + z σ √L ⌉        demand over the lead time, and a safety stock (Silver, Pyke and Thomas 2017,
//                                 Inventory and Production Management in Supply Chains, 6.7: days taken as independent)
//     S = s + max(1, ⌈ μ C ⌉)     C days of demand more
//
// Whole units. It is a rule of thumb to start from, not an optimum: sales that were lost are not in such a file, and
// orders of many units at once make the normal law optimistic.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backstock::imports {

struct StockingOptions {
    double lead_time_days = 7;
    double service = 0.95;  // the chance that the lead time's demand stays within s; between 0 and 1
    double cover_days = 30;
};

struct StockedItem {
    std::string name;
    double price = 0;  // the median of what was paid for a unit
    std::int64_t s = 0;
    std::int64_t S = 0;
};

// The rule for a demand of that mean and standard deviation a day.
StockedItem stocking_rule(std::string name, double price, double mean, double sd, const StockingOptions& options);

// Gathers what was sold of each item.
class Sales {
public:
    void add(std::string_view item, std::int64_t day, double units, double price);

    bool empty() const { return items_.empty(); }
    std::int64_t first_day() const { return first_day_; }  // days since 1970-01-01
    std::int64_t last_day() const { return last_day_; }
    std::int64_t days() const { return last_day_ - first_day_ + 1; }

    // By name. Requires sales.
    std::vector<StockedItem> stocked(const StockingOptions& options) const;

private:
    struct Item {
        std::string name;
        std::vector<std::pair<std::int64_t, double>> sold;  // day and units
        std::vector<double> prices;
    };
    std::vector<Item> items_;
    std::unordered_map<std::string, std::size_t> by_name_;
    std::int64_t first_day_ = 0;
    std::int64_t last_day_ = 0;
};

}  // namespace backstock::imports

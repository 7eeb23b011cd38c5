#include "tools/import/stocking_rule.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace backstock::imports {
namespace {

struct Daily {
    double mean = 0;
    double sd = 0;
};

Daily daily_demand(std::vector<std::pair<std::int64_t, double>> sold, double days) {
    std::sort(sold.begin(), sold.end());
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < sold.size();) {
        double of_day = 0;
        for (const std::int64_t day = sold[i].first; i < sold.size() && sold[i].first == day; ++i)
            of_day += sold[i].second;
        sum += of_day;
        squares += of_day * of_day;
    }
    const double mean = sum / days;
    const double variance = days > 1 ? std::max(0.0, (squares - days * mean * mean) / (days - 1)) : 0;
    return {mean, std::sqrt(variance)};
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

void Sales::add(std::string_view item, std::int64_t day, double units, double price) {
    const auto [known, is_new] = by_name_.try_emplace(std::string(item), items_.size());
    if (is_new) items_.push_back({known->first, {}, {}});
    Item& sales = items_[known->second];
    if (items_.size() == 1 && sales.sold.empty()) first_day_ = last_day_ = day;
    first_day_ = std::min(first_day_, day);
    last_day_ = std::max(last_day_, day);
    sales.sold.emplace_back(day, units);
    sales.prices.push_back(price);
}

StockedItem stocking_rule(std::string name, double price, double mean, double sd, const StockingOptions& options) {
    const double z = boost::math::quantile(boost::math::normal(), options.service);
    const double lead = options.lead_time_days;
    const double s = std::max(0.0, std::ceil(mean * lead + z * sd * std::sqrt(lead)));
    const double more = std::max(1.0, std::ceil(mean * options.cover_days));
    return {std::move(name), price, static_cast<std::int64_t>(s), static_cast<std::int64_t>(s + more)};
}

std::vector<StockedItem> Sales::stocked(const StockingOptions& options) const {
    std::vector<StockedItem> stocked;
    for (const Item& item : items_) {
        const Daily demand = daily_demand(item.sold, static_cast<double>(days()));
        stocked.push_back(stocking_rule(item.name, median(item.prices), demand.mean, demand.sd, options));
    }
    std::sort(stocked.begin(), stocked.end(),
              [](const StockedItem& a, const StockedItem& b) { return a.name < b.name; });
    return stocked;
}

}  // namespace backstock::imports

#include "tools/import/shop_fit.hpp"

#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"
#include "tools/fit/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace backstock::imports {
namespace {

constexpr double day_us = 86'400e6;

double days_between(const Stamp& from, const Stamp& to) {
    return static_cast<double>(to.instant - from.instant) / day_us;
}

std::size_t month_of(std::int64_t day) { return static_cast<std::size_t>(date_of(day).month - 1); }
std::size_t weekday(std::int64_t day) { return static_cast<std::size_t>(weekday_of(day)); }

// Of many values 1,000 quantiles, so that fitting takes a moment.
fit::Sample sample_of(std::vector<double> values) {
    constexpr std::size_t most = 1000;
    std::sort(values.begin(), values.end());
    fit::Sample sample;
    if (values.size() <= most) {
        sample.values = values;
    } else {
        for (std::size_t i = 0; i < most; ++i)
            sample.values.push_back(fit::quantile_of(values, (static_cast<double>(i) + 0.5) / most));
    }
    sample.rows = sample.values.size();
    return sample;
}

// How often whole numbers were met, up to 12 different ones; what is beyond is put into the last.
std::string counts_law(const std::map<std::int64_t, std::uint64_t>& counts) {
    if (counts.size() == 1) return std::to_string(counts.begin()->first);
    std::vector<std::int64_t> values;
    std::vector<std::uint64_t> weights;
    double beyond = 0;
    std::uint64_t beyond_count = 0;
    for (const auto& [value, count] : counts) {
        if (values.size() < 12) {
            values.push_back(value);
            weights.push_back(count);
        } else {
            beyond += static_cast<double>(value) * static_cast<double>(count);
            beyond_count += count;
        }
    }
    if (beyond_count > 0) {
        values.push_back(std::llround(beyond / static_cast<double>(beyond_count)));
        weights.push_back(beyond_count);
    }
    return fmt::format("{{discrete: {{values: [{}], weights: [{}]}}}}", fmt::join(values, ", "),
                       fmt::join(weights, ", "));
}

class Fitter {
public:
    Fitter(const ShopHistory& history, const FitOptions& options, const Catalog& catalog)
        : history_(history), options_(options), catalog_(catalog) {}

    ShopFit fit() {
        if (history_.orders.empty()) return assumed();
        fit_arrivals();
        fit_baskets();
        fit_waits();
        set_service(fit_, history_, options_.stocking, options_.stocking.service);
        return std::move(fit_);
    }

private:
    ShopFit assumed() {
        fit_.first_day = days_of({2026, 1, 1});
        fit_.days = 365;
        fit_.rate = options_.orders_a_day;
        fit_.lines = fit_.units = "1";
        fit_.sold_lines.assign(history_.items.size(), 0);
        StockingOptions rule = options_.stocking;
        rule.lead_time_days = options_.lead_time_days.value_or(rule.lead_time_days);
        fit_.lead_time = written(rule.lead_time_days) + " d";
        const double mean = fit_.rate / static_cast<double>(history_.items.size());
        for (const ShopItem& item : history_.items)
            fit_.stocked.push_back(stocking_rule(item.name, item.price.value_or(0), mean, std::sqrt(mean), rule));
        say(
            fmt::format("no orders were given: {} a day, each of one unit, every item as often as any other; give "
                        "--orders to have them from your history",
                        written(fit_.rate)));
        return std::move(fit_);
    }

    void fit_arrivals() {
        const auto [first, last] =
            std::minmax_element(history_.orders.begin(), history_.orders.end(),
                                [](const auto& a, const auto& b) { return a.created.local.day < b.created.local.day; });
        fit_.first_day = first->created.local.day;
        fit_.days = last->created.local.day - fit_.first_day + 1;
        std::vector<double> of_day(static_cast<std::size_t>(fit_.days));
        for (const PastOrder& order : history_.orders)
            ++of_day[static_cast<std::size_t>(order.created.local.day - fit_.first_day)];
        std::vector<double> expected(of_day.size(), 1.0);
        if (fit_.days >= 28) fit_.weekly = profile(of_day, expected, 7, weekday);
        if (fit_.days >= 335) fit_.monthly = profile(of_day, expected, 12, month_of);
        const double orders = static_cast<double>(history_.orders.size());
        fit_.rate = orders / std::accumulate(expected.begin(), expected.end(), 0.0);
        fit_.recorded.orders = orders;
        if (fit_.weekly.empty()) say("fewer than four weeks of orders: every weekday the same");
        if (fit_.monthly.empty()) say("less than eleven months of orders: no yearly profile");
    }

    // Factors of mean 1 by which days differ beyond what is expected; `expected` takes them in.
    template<class Which>
    std::vector<double> profile(const std::vector<double>& of_day, std::vector<double>& expected, std::size_t size,
                                const Which& which) const {
        std::vector<double> seen(size), would(size);
        for (std::size_t i = 0; i < of_day.size(); ++i) {
            const std::size_t at = which(fit_.first_day + static_cast<std::int64_t>(i));
            seen[at] += of_day[i];
            would[at] += expected[i];
        }
        std::vector<double> factors(size);
        const double all =
            std::accumulate(seen.begin(), seen.end(), 0.0) / std::accumulate(would.begin(), would.end(), 0.0);
        for (std::size_t at = 0; at < size; ++at) factors[at] = would[at] > 0 ? seen[at] / would[at] / all : 1;
        const double mean = std::accumulate(factors.begin(), factors.end(), 0.0) / static_cast<double>(size);
        for (double& factor : factors) factor = std::round(factor / mean * 1000) / 1000;
        for (std::size_t i = 0; i < expected.size(); ++i)
            expected[i] *= factors[which(fit_.first_day + static_cast<std::int64_t>(i))];
        return factors;
    }

    void fit_baskets() {
        std::map<std::int64_t, std::uint64_t> lines, units;
        fit_.sold_lines.assign(history_.items.size(), 0);
        for (const PastOrder& order : history_.orders) {
            ++lines[static_cast<std::int64_t>(order.lines.size())];
            for (const OrderedLine& line : order.lines) {
                ++units[std::max<std::int64_t>(1, std::llround(line.units))];
                ++fit_.sold_lines[line.item];
                fit_.recorded.units += line.units;
                fit_.recorded.revenue += line.units * history_.items[line.item].price.value_or(0);
            }
        }
        fit_.lines = counts_law(lines);
        fit_.units = counts_law(units);
    }

    void fit_waits() {
        std::vector<double> shelf, waits;
        double exposed = 0;
        double cancelled = 0;
        const std::int64_t end = last_instant();
        for (const PastOrder& order : history_.orders) {
            fit_.recorded.cancellation_rate += order.cancelled ? 1 : 0;
            if (order.cancelled_at) {
                exposed += std::max(0.0, days_between(order.created, *order.cancelled_at));
                ++cancelled;
            } else if (order.shipped) {
                const double days = std::max(0.0, days_between(order.created, *order.shipped));
                (days <= options_.shelf_days ? shelf : waits).push_back(days);
                if (days > options_.shelf_days) exposed += days;
            } else if (!order.cancelled) {
                const double open = static_cast<double>(end - order.created.instant) / day_us;
                if (open > options_.shelf_days && !shelf.empty()) exposed += open;
            }
        }
        fit_.recorded.cancellation_rate /= fit_.recorded.orders;
        if (cancelled > 0 && exposed > 0) fit_.patience_days = exposed / cancelled;
        fit_handling(shelf);
        fit_lead_time(std::move(waits), shelf.size());
    }

    std::int64_t last_instant() const {
        std::int64_t last = 0;
        for (const PastOrder& order : history_.orders) last = std::max(last, order.created.instant);
        return last;
    }

    void fit_handling(const std::vector<double>& shelf) {
        if (shelf.empty()) return say("the file has no shipments: goods leave at once");
        const fit::Unit days{Dimension::duration, "d", 1_d};
        const fit::Sample sample = sample_of(shelf);
        const fit::Analysis analysis = fit::analysed(sample, days, catalog_, 1);
        fit_.handling = analysis.recommended;
    }

    void fit_lead_time(std::vector<double> waits, std::size_t from_shelf) {
        const std::size_t shipped = waits.size() + from_shelf;
        std::sort(waits.begin(), waits.end());
        if (!waits.empty()) {
            fit_.recorded.backorder_rate = static_cast<double>(waits.size()) / static_cast<double>(shipped);
            fit_.recorded.wait = std::accumulate(waits.begin(), waits.end(), 0.0) / static_cast<double>(waits.size());
            fit_.recorded.wait_p95 = fit::quantile_of(waits, 0.95);
        }
        double days = options_.stocking.lead_time_days;
        if (options_.lead_time_days) {
            days = *options_.lead_time_days;
        } else if (waits.size() >= 20) {
            days = std::ceil(*fit_.recorded.wait_p95);
            fit_.lead_time_fitted = true;
            say(fmt::format("lead time {} d: 95 % of the {} orders that took longer than {} d were shipped within it",
                            written(days), grouped(static_cast<double>(waits.size())), written(options_.shelf_days)));
        } else {
            say(fmt::format("lead time {} d, as too few orders waited to tell; change it with --lead-time",
                            written(days)));
        }
        fit_.lead_days = days;
        fit_.lead_time = written(days) + " d";
    }

    void say(std::string sentence) { fit_.said.push_back(std::move(sentence)); }

    const ShopHistory& history_;
    const FitOptions& options_;
    const Catalog& catalog_;
    ShopFit fit_;
};

}  // namespace

void set_service(ShopFit& fit, const ShopHistory& history, StockingOptions rule, double service) {
    rule.service = service;
    rule.lead_time_days = fit.lead_days;
    Sales sales;
    for (std::size_t item = 0; item < history.items.size(); ++item) {
        // A line of nothing gives every item its place, also those that nobody ordered.
        sales.add(std::to_string(item), fit.first_day, 0, history.items[item].price.value_or(0));
    }
    for (const PastOrder& order : history.orders) {
        for (const OrderedLine& line : order.lines)
            sales.add(std::to_string(line.item), order.created.local.day, line.units, 0);
    }
    fit.stocked.assign(history.items.size(), {});
    for (StockedItem& item : sales.stocked(rule)) fit.stocked[std::stoul(item.name)] = std::move(item);
}

ShopFit fit_shop(const ShopHistory& history, const FitOptions& options, const Catalog& catalog) {
    return Fitter(history, options, catalog).fit();
}

}  // namespace backstock::imports

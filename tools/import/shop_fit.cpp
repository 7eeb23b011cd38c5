#include "tools/import/shop_fit.hpp"

#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"
#include "tools/fit/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

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

using Counts = std::map<std::int64_t, std::uint64_t>;  // how often whole numbers were met

// Of many different numbers, the means of halves, quarters, eighths … upwards, so that a long tail keeps its weight; a
// mean between two whole numbers is made of both.
std::map<std::int64_t, double> grouped_counts(const Counts& counts) {
    constexpr std::size_t most = 12;
    std::map<std::int64_t, double> law;
    if (counts.size() <= most) {
        law.insert(counts.begin(), counts.end());
        return law;
    }
    double all = 0;
    for (const auto& [value, count] : counts) all += static_cast<double>(count);
    double beyond = all;  // of the values not yet in a group
    double weight = 0;
    double sum = 0;
    double next = all / 2;  // a group ends when no more than this is beyond
    for (auto at = counts.begin(); at != counts.end(); ++at) {
        const auto count = static_cast<double>(at->second);
        weight += count;
        sum += count * static_cast<double>(at->first);
        beyond -= count;
        if (beyond > next && std::next(at) != counts.end()) continue;
        while (next >= beyond && next > 0.5) next /= 2;
        const double mean = sum / weight;
        const double below = std::floor(mean);
        const double above_share = mean - below;
        law[static_cast<std::int64_t>(below)] += weight * (1 - above_share);
        if (above_share > 0) law[static_cast<std::int64_t>(below) + 1] += weight * above_share;
        weight = sum = 0;
    }
    return law;
}

std::string counts_law(const Counts& counts) {
    if (counts.size() == 1) return std::to_string(counts.begin()->first);
    std::vector<std::string> values;
    std::vector<std::string> weights;
    for (const auto& [value, weight] : grouped_counts(counts)) {
        if (weight < 1e-6) continue;
        values.push_back(std::to_string(value));
        weights.push_back(fmt::format("{:.8g}", weight));
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
        grow(of_day, expected);
        const std::vector<double> grown = expected;
        if (fit_.days >= 28) fit_.weekly = profile(of_day, expected, 7, weekday);
        if (fit_.days >= 335) fit_.monthly = profile(of_day, expected, 12, month_of);
        double days = 0;  // weighted by the profiles alone, so that as many orders come as came
        for (std::size_t i = 0; i < expected.size(); ++i) days += expected[i] / grown[i];
        fit_.rate = static_cast<double>(history_.orders.size()) / days;
        if (fit_.weekly.empty()) say("fewer than four weeks of orders: every weekday the same");
        if (fit_.monthly.empty()) say("less than eleven months of orders: no yearly profile");
    }

    // What growth alone would make of the days, where there are enough to see it from one year to the next without the
    // seasons.
    void grow(const std::vector<double>& of_day, std::vector<double>& expected) {
        constexpr std::size_t year = 365;
        constexpr std::size_t enough = 28;
        if (of_day.size() < year + enough) return;
        const double later = std::accumulate(of_day.begin() + year, of_day.end(), 0.0);
        const double before = std::accumulate(of_day.begin(), of_day.end() - year, 0.0);
        if (before == 0 || later == 0) return;
        const double factor = later / before;
        const double doubt = factor * std::sqrt(1 / later + 1 / before);
        if (std::abs(factor - 1) < std::max(0.1, 3 * doubt)) return;
        for (std::size_t i = 0; i < expected.size(); ++i)
            expected[i] = std::pow(factor, static_cast<double>(i) / static_cast<double>(year));
        const double recent = std::accumulate(of_day.end() - enough, of_day.end(), 0.0) / enough;
        say(
            fmt::format("orders {} by {:.0f} % from one year to the next; the scenario has no growth but the mean of "
                        "the file (in its last four weeks, {:.3g} a day came): change the rate for a what-if of today",
                        factor > 1 ? "grew" : "fell", std::abs(factor - 1) * 100, recent));
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
        Counts lines;
        std::vector<Counts> units(history_.items.size());
        fit_.sold_lines.assign(history_.items.size(), 0);
        for (const PastOrder& order : history_.orders) {
            ++lines[static_cast<std::int64_t>(order.lines.size())];
            for (const OrderedLine& line : order.lines) {
                ++units[line.item][std::llround(line.units)];
                ++fit_.sold_lines[line.item];
            }
        }
        fit_.lines = counts_law(lines);
        std::map<std::string, std::size_t> laws;
        for (const Counts& counts : units) fit_.units_of.push_back(counts.empty() ? "" : counts_law(counts));
        for (const std::string& law : fit_.units_of)
            if (!law.empty()) ++laws[law];
        fit_.units = std::max_element(laws.begin(), laws.end(), [](const auto& a, const auto& b) {
                         return a.second < b.second;
                     })->first;
        for (std::string& law : fit_.units_of)
            if (law == fit_.units) law.clear();
    }

    void fit_waits() {
        std::vector<double> shelf, waits;
        std::size_t before = 0;
        std::size_t late = 0;
        for (const PastOrder& order : history_.orders) {
            if (!order.shipped || order.cancelled) continue;
            const double days = days_between(order.created, *order.shipped);
            if (days < 0) ++before;
            if (days > 366) {
                ++late;
                continue;
            }
            (days <= options_.shelf_days ? shelf : waits).push_back(std::max(0.0, days));
        }
        if (before > 0) say(counted(before, "order") + " shipped before they were placed: taken as shipped at once");
        if (late > 0) say(counted(late, "order") + " shipped more than a year later: left out of the waits");
        fit_.shelf_days = options_.shelf_days;
        if (shelf.empty() && !waits.empty()) {
            say(
                fmt::format("nothing left within {} d, as where goods are made to order: all shipments are taken as "
                            "handling, none as waiting for goods; --shelf says from when on an order waited",
                            written(options_.shelf_days)));
            shelf = std::exchange(waits, {});
            fit_.shelf_days = std::ceil(*std::max_element(shelf.begin(), shelf.end()));
        }
        record();
        fit_handling(shelf);
        const double handling =
            shelf.empty() ? 0 : std::accumulate(shelf.begin(), shelf.end(), 0.0) / static_cast<double>(shelf.size());
        fit_patience(handling, !shelf.empty() || !waits.empty());
        fit_lead_time(waits);
    }

    void record() {
        PastFigures past(fit_.shelf_days);
        for (const PastOrder& order : history_.orders) {
            ToldOrder told;
            told.cancelled = order.cancelled;
            if (order.shipped) told.days = std::max(0.0, days_between(order.created, *order.shipped));
            if (told.days > 366) told.days.reset();
            for (const OrderedLine& line : order.lines) {
                told.units += line.units;
                told.value += line.units * history_.items[line.item].price.value_or(0);
            }
            past.add(told);
        }
        fit_.recorded = past.figures();
        fit_.recorded.lost_rate.reset();
        fit_.takes_backorders = fit_.recorded.backorder_rate >= 0.01;
    }

    // Of who gave up later than the shelf takes: before that nobody can have waited.
    void fit_patience(double handling, bool ships) {
        const std::int64_t end = last_instant();
        double exposed = 0;
        std::size_t gave_up = 0;
        std::size_t early = 0;
        std::size_t untimed = 0;
        for (const PastOrder& order : history_.orders) {
            if (order.cancelled && !order.cancelled_at) {
                ++untimed;
                continue;
            }
            const double days = order.cancelled_at ? days_between(order.created, *order.cancelled_at)
                                : order.shipped    ? days_between(order.created, *order.shipped) - handling
                                : ships            ? static_cast<double>(end - order.created.instant) / day_us
                                                   : 0;
            if (order.cancelled_at) ++(days > fit_.shelf_days ? gave_up : early);
            if (days <= 366) exposed += std::max(0.0, days - fit_.shelf_days);
        }
        if (gave_up > 0 && exposed > 0) fit_.patience_days = exposed / static_cast<double>(gave_up);
        if (early > 0)
            say(
                fmt::format("{} cancelled within {} d, before they can have waited for goods: nothing in the scenario "
                            "makes customers do so",
                            counted(early, "order"), written(fit_.shelf_days)));
        if (untimed > 0)
            say(
                fmt::format("{} cancelled, the file does not say when: nothing is told from them of how long customers "
                            "wait",
                            counted(untimed, "order")));
    }

    std::int64_t last_instant() const {
        std::int64_t last = 0;
        for (const PastOrder& order : history_.orders) last = std::max(last, order.created.instant);
        return last;
    }

    void fit_handling(const std::vector<double>& shelf) {
        if (shelf.empty()) return say("the files have no shipments: goods leave at once");
        const fit::Unit days{Dimension::duration, "d", 1_d};
        const fit::Sample sample = sample_of(shelf);
        const fit::Analysis analysis = fit::analysed(sample, days, catalog_, 1);
        fit_.handling = analysis.recommended;
    }

    void fit_lead_time(const std::vector<double>& waits) {
        double days = options_.stocking.lead_time_days;
        if (options_.lead_time_days) {
            days = *options_.lead_time_days;
            fit_.lead_time_from = "as told";
        } else if (waits.size() >= 20) {
            days = std::ceil(*fit_.recorded.wait_p95);
            fit_.lead_time_from = "from the longest waits";
            say(
                fmt::format("lead time {} d: 95 % of the {} orders that took longer than {} d were shipped within it; "
                            "who waits sees what is left of a lead time, so that the true one may be longer",
                            written(days), grouped(static_cast<double>(waits.size())), written(fit_.shelf_days)));
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

void set_service(ShopFit& fit, const ShopHistory& history, StockingOptions rule, double service, double left) {
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
    for (StockedItem& item : sales.stocked(rule)) {
        const std::int64_t more = item.S - item.s;
        item.s = static_cast<std::int64_t>(std::floor(static_cast<double>(item.s) * left));
        item.S = item.s + more;
        fit.stocked[std::stoul(item.name)] = std::move(item);
    }
}

ShopFit fit_shop(const ShopHistory& history, const FitOptions& options, const Catalog& catalog) {
    return Fitter(history, options, catalog).fit();
}

}  // namespace backstock::imports

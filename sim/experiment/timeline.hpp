#pragma once
// Series over periods (stock on hand of a stock point, cash, ...), put together over the replications.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// What one series shows: whose, what, and in which unit.
struct TimelineSeries {
    std::string entity;   // "shop.dress", "shop", or "" for the whole network
    std::string measure;  // "on_hand", "backorders", "demand", "cash" ...
    std::string unit;     // as in KpiInfo
};

// A series' values over the replications, one an entry and period: the value of series s in period p is at
// [s · periods + p].
struct TimelineSummary {
    std::vector<double> mean;
    std::vector<double> p05;
    std::vector<double> p50;
    std::vector<double> p95;
};

// Takes each replication's values in replication order. Means are over all replications; quantiles over the first 200
// (or as many as asked for), which bounds the memory: with V = series × periods, 8 bytes of means and 4 bytes for
// each of min(replications, 200) kept, at most 808 bytes × V, however many replications there are; a summary
// takes 32 × V more. Kept values are rounded to float, so quantiles are exact to 1 part in 16 million.
class TimelineAggregate {
public:
    // Requires periods >= 0 and quantile_replications >= 0; with 0 the quantiles are NaN.
    TimelineAggregate(std::vector<TimelineSeries> series, std::int64_t periods,
                      std::int64_t quantile_replications = 200);

    // Requires series × periods values. A NaN makes the mean and the quantiles of its period NaN.
    void add(std::span<const double> values);

    const std::vector<TimelineSeries>& series() const { return series_; }
    std::int64_t periods() const { return periods_; }
    std::int64_t replications() const { return replications_; }
    std::size_t size() const { return mean_.size(); }  // series × periods

    // NaN throughout before the first replication.
    TimelineSummary summary() const;

private:
    std::vector<TimelineSeries> series_;
    std::int64_t periods_;
    std::int64_t quantile_replications_;
    std::int64_t replications_ = 0;
    std::vector<double> mean_;
    std::vector<std::vector<float>> kept_;  // one a replication
};

}  // namespace backstock

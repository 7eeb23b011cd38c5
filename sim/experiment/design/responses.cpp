#include "sim/experiment/design/responses.hpp"

#include "sim/base/require.hpp"
#include "sim/experiment/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using Rows = std::span<const std::vector<double>>;

double sum_without(const std::vector<double>& values, std::size_t left_out) {
    Sum sum;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (i != left_out && !std::isnan(values[i])) sum.add(values[i]);
    return sum.value();
}

}  // namespace

Responses::Responses(Rows num, Rows den, bool is_ratio) : value_(num.size(), nan) {
    require(num.size() == den.size() && !num.empty(), "responses of {} and {} cells", num.size(), den.size());
    for (std::size_t c = 0; c < num.size(); ++c)
        require(num[c].size() == num[0].size() && den[c].size() == num[0].size(), "cells of unequal length");
    if (is_ratio)
        fill_ratios(num, den);
    else
        fill_means(num, den);
}

void Responses::fill_means(Rows num, Rows den) {
    const auto value = [&](std::size_t c, std::size_t i) { return den[c][i] == 0 ? nan : num[c][i] / den[c][i]; };
    std::vector<std::size_t> said;  // replications in which every cell has a value
    for (std::size_t i = 0; i < num[0].size(); ++i) {
        bool all = true;
        for (std::size_t c = 0; c < num.size() && all; ++c) all = !std::isnan(value(c, i));
        if (all) said.push_back(i);
    }
    const auto n = static_cast<double>(said.size());
    without_.assign(said.size(), std::vector<double>(num.size()));
    for (std::size_t c = 0; c < num.size(); ++c) {
        Moments moments;
        for (const std::size_t i : said) moments.add(value(c, i));
        value_[c] = moments.mean();
        for (std::size_t k = 0; k < said.size(); ++k)
            without_[k][c] = n < 2 ? nan : value_[c] + (value_[c] - value(c, said[k])) / (n - 1);
    }
}

void Responses::fill_ratios(Rows num, Rows den) {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    without_.assign(num[0].size(), std::vector<double>(num.size()));
    for (std::size_t c = 0; c < num.size(); ++c) {
        const double all = sum_without(den[c], none);
        value_[c] = all == 0 ? nan : sum_without(num[c], none) / all;
        const std::vector<double> deviation = ratio_deviations(num[c], den[c]);
        for (std::size_t i = 0; i < deviation.size(); ++i) without_[i][c] = value_[c] + deviation[i];
    }
}

std::vector<Interval> Responses::of(const Figures& figures, double level) const {
    const std::vector<double> whole = figures(value_);
    std::vector<std::vector<double>> deviations(whole.size(), std::vector<double>(without_.size()));
    for (std::size_t i = 0; i < without_.size(); ++i) {
        const std::vector<double> moved = figures(without_[i]);
        for (std::size_t k = 0; k < whole.size(); ++k) deviations[k][i] = moved[k] - whole[k];
    }
    std::vector<Interval> intervals;
    for (std::size_t k = 0; k < whole.size(); ++k)
        intervals.push_back(jackknife_interval(whole[k], deviations[k], replications(), level));
    return intervals;
}

std::vector<Interval> Responses::unbiased(const Figures& figures, double level) const {
    std::vector<Interval> intervals = of(figures, level);
    std::vector<Sum> moved(intervals.size());
    for (const std::vector<double>& cells : without_) {
        const std::vector<double> values = figures(cells);
        for (std::size_t k = 0; k < values.size(); ++k) moved[k].add(values[k]);
    }
    const auto n = static_cast<double>(without_.size());
    for (std::size_t k = 0; k < intervals.size(); ++k) {
        Interval& interval = intervals[k];
        const double bias = n < 2 ? nan : (n - 1) * (moved[k].value() / n - interval.value);
        interval = {interval.value - bias, interval.low - bias, interval.high - bias, interval.n};
    }
    return intervals;
}

double Responses::noise_of_difference(std::size_t a, std::size_t b) const {
    if (without_.size() < 2) return nan;
    Moments spread;
    for (const std::vector<double>& cells : without_) spread.add(cells[a] - cells[b]);
    const auto n = static_cast<double>(without_.size());
    return spread.variance() * (n - 1) * (n - 1) / n;
}

}  // namespace backstock

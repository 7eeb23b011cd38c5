#include "policies/forecast/smoothing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock::forecast {

Start read_start(Settings& settings) {
    Start start;
    start.mean =
        settings.number("initial", optional,
                        "mean demand a period, known before the first; absent: the first observation", not_negative);
    start.sd = settings.number(
        "initial_sd", optional,
        "the standard deviation of the error of a forecast of one period at first; absent: 0 until there is an error",
        not_negative);
    start.error_weight =
        settings.share("error_weight", 0.1,
                       "weight of the latest squared error in the variance of errors; at first all weigh the same",
                       Bounds{0, 1, true});
    return start;
}

double damped_sum(double phi, std::uint64_t n) {
    const auto count = static_cast<double>(n);
    return phi == 1 ? count : phi * (1 - std::pow(phi, count)) / (1 - phi);
}

void Smoothing::observe(ForecastState& state, double demand) const {
    if (!state.started) {
        if (!start_.mean) return begin_cold(state, demand);
        begin(state, *start_.mean);
        state.started = true;
    }
    learn_error(state, demand - ahead(state, 1));
    learn(state, demand);
}

void Smoothing::learn_error(ForecastState& state, double error) const {
    if (state.errors == 0 && start_.sd) state.variance = *start_.sd * *start_.sd;
    ++state.errors;
    const double alike = start_.sd ? 0 : 1 / static_cast<double>(state.errors);
    state.variance += std::max(start_.error_weight, alike) * (error * error - state.variance);
}

Forecast Smoothing::predict(const ForecastState& state, double periods) const {
    Forecast forecast{.sd = state.errors > 0 ? std::sqrt(state.variance) : start_.sd.value_or(0)};
    if (state.started) {
        forecast.mean = mean_of(state, periods);
    } else if (start_.mean) {
        ForecastState fresh;
        begin(fresh, *start_.mean);
        forecast.mean = mean_of(fresh, periods);
    }
    return forecast;
}

double Smoothing::mean_of(const ForecastState& state, double periods) const {
    if (flat() || periods <= 0) return std::max(0.0, ahead(state, 1));
    const double whole = std::floor(periods);
    double sum = 0;
    for (std::uint64_t h = 1; h <= static_cast<std::uint64_t>(whole); ++h) sum += std::max(0.0, ahead(state, h));
    if (periods > whole) sum += (periods - whole) * std::max(0.0, ahead(state, static_cast<std::uint64_t>(whole) + 1));
    return sum / periods;
}

}  // namespace backstock::forecast

#pragma once
// What all forecasts that carry a level from period to period have in common: how they start, and how they learn how
// wrong they are.
//
// Start: with `initial`, the level is there from the beginning; without it, the first observation becomes it, and
// nothing is forecast before. Error: the variance of the error of a forecast of one period is the mean of the squared
// errors so far, until there are 1/error_weight of them; from then on squared errors are smoothed exponentially with
// that weight (Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, ch. 3: smoothed MSE).
// With `initial_sd` it starts there and is smoothed from the first error on.
#include "sim/policy/forecast.hpp"
#include "sim/policy/settings.hpp"

#include <optional>

namespace backstock::forecast {

/// What is known before the first period.
struct Start {
    std::optional<double> mean;
    std::optional<double> sd;
    double error_weight = 0.1;
};

/// Reads initial, initial_sd and error_weight.
Start read_start(Settings& settings);

/// phi + phi^2 + … + phi^n: by how much of the trend the n-th period ahead lies above the level.
double damped_sum(double phi, std::uint64_t n);

class Smoothing : public ForecastPolicy {
public:
    explicit Smoothing(const Start& start) : start_(start) {}

    void observe(ForecastState& state, double demand) const final;
    Forecast predict(const ForecastState& state, double periods) const final;

protected:
    /// Starts from a level; `state` is as new.
    virtual void begin(ForecastState& state, double level) const { state.level = level; }
    /// Starts from the first observation, or waits for more: then `started` stays false.
    virtual void begin_cold(ForecastState& state, double demand) const {
        begin(state, demand);
        state.started = true;
    }
    /// Learns from the demand of a period.
    virtual void learn(ForecastState& state, double demand) const = 0;
    /// The demand of the period so many (1, 2, …) after the last.
    virtual double ahead(const ForecastState& state, std::uint64_t periods) const = 0;
    /// Whether it foresees the same for all periods.
    virtual bool flat() const { return true; }
    const Start& start() const { return start_; }

private:
    double mean_of(const ForecastState& state, double periods) const;
    void learn_error(ForecastState& state, double error) const;
    Start start_;
};

}  // namespace backstock::forecast

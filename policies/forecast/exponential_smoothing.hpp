#pragma once
// Exponential smoothing, which more than one word comes down to.
#include "policies/forecast/smoothing.hpp"

namespace backstock::forecast {

/// level += alpha (demand - level); the level is the forecast of every period to come.
class ExponentialSmoothing : public Smoothing {
public:
    ExponentialSmoothing(double alpha, const Start& start) : Smoothing(start), alpha_(alpha) {}

protected:
    void learn(ForecastState& state, double demand) const override { state.level += alpha_ * (demand - state.level); }
    double ahead(const ForecastState& state, std::uint64_t) const override { return state.level; }

private:
    double alpha_;
};

}  // namespace backstock::forecast

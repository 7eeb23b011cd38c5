#pragma once
// How much is going to be asked for.
#include "sim/policy/policy.hpp"
#include "sim/world/forecast.hpp"

#include <string_view>

namespace backstock {

/// What is expected of the periods to come.
struct Forecast {
    double mean = 0;  ///< units a period
    double sd = 0;    ///< standard deviation of the error of a forecast of one period
};

/// A forecast sees one period after the other: the demand between two reviews, or, where the review is continuous, of
/// each accounting period. Demand is what was asked for, lost or not, by customers and by own sites; a period
/// without any counts as 0.
class ForecastPolicy : public Policy {
public:
    static constexpr std::string_view family = "forecast";

    /// A period is over in which so many units were asked for.
    virtual void observe(ForecastState& state, double demand) const = 0;
    /// What the next `periods` periods will bring, on average over them (the last counts in part where `periods` is
    /// no whole number; none at all means the next one). Never below 0.
    virtual Forecast predict(const ForecastState& state, double periods) const = 0;
};

}  // namespace backstock

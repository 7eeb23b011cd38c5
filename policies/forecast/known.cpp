#include "sim/policy/catalog.hpp"
#include "sim/policy/forecast.hpp"
#include "sim/policy/law.hpp"

#include <cmath>

namespace backstock::forecast {
namespace {

class Known : public ForecastPolicy {
public:
    explicit Known(Forecast truth) : truth_(truth) {}
    void observe(ForecastState&, double) const override {}
    Forecast predict(const ForecastState&, double) const override { return truth_; }

private:
    Forecast truth_;
};

std::unique_ptr<const ForecastPolicy> make(Settings& settings) {
    const auto mean = settings.number("mean", optional, "mean demand a period", not_negative);
    const double sd = settings.number("sd", 0.0, "the standard deviation of demand of a period", not_negative);
    const auto law =
        settings.law("demand", Dimension::quantity, optional, "the law of demand of a period, in their place");
    if (settings.describing()) return nullptr;
    if (settings.has("mean") == settings.has("demand") || (settings.has("demand") && settings.has("sd")))
        settings.refuse("", "known needs either mean (and sd), or the law of demand");
    if (law) return std::make_unique<Known>(Forecast{law->mean(), std::sqrt(law->variance())});
    if (mean) return std::make_unique<Known>(Forecast{*mean, sd});
    return nullptr;
}

}  // namespace

void add_known(Catalog& catalog) {
    catalog.add<ForecastPolicy>("known", "The true mean and deviation of demand, stated: nothing is learnt.", make);
}

}  // namespace backstock::forecast

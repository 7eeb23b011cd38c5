#include "policies/forecast/exponential_smoothing.hpp"

#include "sim/policy/catalog.hpp"

namespace backstock::forecast {
namespace {

std::unique_ptr<const ForecastPolicy> make(Settings& settings) {
    settings.positional("alpha");
    const double alpha = settings.share("alpha", required, "weight of the latest period");
    return std::make_unique<ExponentialSmoothing>(alpha, read_start(settings));
}

std::unique_ptr<const ForecastPolicy> make_naive(Settings& settings) {
    return std::make_unique<ExponentialSmoothing>(1.0, read_start(settings));
}

}  // namespace

void add_exponential_smoothing(Catalog& catalog) {
    catalog.add<ForecastPolicy>("exponential_smoothing",
                                "A level that moves towards each period's demand by the share alpha (Brown).", make);
    catalog.add<ForecastPolicy>("naive", "The next periods will be like the last.", make_naive);
}

}  // namespace backstock::forecast

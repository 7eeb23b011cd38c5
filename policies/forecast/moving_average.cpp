#include "sim/policy/catalog.hpp"
#include "sim/policy/forecast.hpp"

#include <cmath>
#include <numeric>
#include <optional>

namespace backstock::forecast {
namespace {

// The error's sd is the sample standard deviation of the window: for independent demand the textbook's estimate of
// the sd of demand. With an initial mean, the places of the window that are not yet observed count as that.
class MovingAverage : public ForecastPolicy {
public:
    MovingAverage(std::size_t window, std::optional<double> mean, double sd) : window_(window), mean_(mean), sd_(sd) {}

    void observe(ForecastState& state, double demand) const override {
        if (state.memory.size() < window_)
            state.memory.push_back(demand);
        else
            state.memory[state.periods % window_] = demand;
    }
    Forecast predict(const ForecastState& state, double) const override {
        const auto seen = static_cast<double>(state.memory.size());
        const double sum = std::accumulate(state.memory.begin(), state.memory.end(), 0.0);
        Forecast forecast{.sd = seen < 2 ? sd_ : sample_sd(state.memory, sum / seen)};
        const auto places = static_cast<double>(window_);
        if (mean_)
            forecast.mean = (sum + (places - seen) * *mean_) / places;
        else if (seen > 0)
            forecast.mean = sum / seen;
        return forecast;
    }

private:
    static double sample_sd(const std::vector<double>& sample, double mean) {
        double squares = 0;
        for (const double x : sample) squares += (x - mean) * (x - mean);
        return std::sqrt(squares / static_cast<double>(sample.size() - 1));
    }
    std::size_t window_;
    std::optional<double> mean_;
    double sd_;
};

std::unique_ptr<const ForecastPolicy> make(Settings& settings) {
    settings.positional("periods");
    const std::int64_t periods =
        settings.integer("periods", required, "how many of the latest periods are averaged", Bounds{1, 100'000});
    const auto mean = settings.number(
        "initial", optional, "what each period before the first counts as; absent: those observed so far are averaged",
        not_negative);
    const double sd = settings.number(
        "initial_sd", 0.0, "the standard deviation of the error until two periods were observed", not_negative);
    return std::make_unique<MovingAverage>(static_cast<std::size_t>(std::max<std::int64_t>(1, periods)), mean, sd);
}

}  // namespace

void add_moving_average(Catalog& catalog) {
    catalog.add<ForecastPolicy>(
        "moving_average", "The mean of the latest periods; the error's deviation is that of demand within them.", make);
}

}  // namespace backstock::forecast

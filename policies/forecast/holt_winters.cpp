#include "policies/forecast/smoothing.hpp"
#include "sim/policy/catalog.hpp"

#include <fmt/format.h>

#include <numeric>

namespace backstock::forecast {
namespace {

// With b = level + phi trend and s the season's part of one season ago:
//   additive        level' = alpha (demand - s) + (1 - alpha) b     s' = gamma (demand - b) + (1 - gamma) s
//   multiplicative  level' = alpha demand / s + (1 - alpha) b       s' = gamma demand / b + (1 - gamma) s
//   trend' = beta (level' - level) + (1 - beta) phi trend
// Winters (1960), in the component form of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, ch. 8.
// `memory` holds the season's parts by place in the season; observation n (from 0) has place n mod length. In a cold
// start it gathers the first season, whose mean becomes the level.
struct Weights {
    double alpha, beta, gamma, phi;
};

class HoltWinters : public Smoothing {
public:
    HoltWinters(Weights weights, bool multiplicative, std::size_t length, double trend, std::vector<double> seasons,
                const Start& start)
        : Smoothing(start),
          weights_(weights),
          multiplicative_(multiplicative),
          length_(length),
          trend_(trend),
          seasons_(std::move(seasons)) {}

protected:
    void begin(ForecastState& state, double level) const override {
        state.level = level;
        state.trend = trend_;
        state.memory = seasons_.empty() ? std::vector<double>(length_, neutral()) : seasons_;
    }
    void begin_cold(ForecastState& state, double demand) const override {
        if (!seasons_.empty()) {
            begin(state, level_of(demand, seasons_.front()));
            state.started = true;
            return;
        }
        state.memory.push_back(demand);
        if (state.memory.size() < length_) return;
        state.level = std::accumulate(state.memory.begin(), state.memory.end(), 0.0) / static_cast<double>(length_);
        state.trend = trend_;
        for (double& season : state.memory) season = season_of(season, state.level, neutral());
        state.started = true;
    }
    void learn(ForecastState& state, double demand) const override {
        double& season = state.memory[state.periods % length_];
        const double before = state.level;
        const double base = before + weights_.phi * state.trend;
        state.level = weights_.alpha * level_of(demand, season) + (1 - weights_.alpha) * base;
        state.trend = weights_.beta * (state.level - before) + (1 - weights_.beta) * weights_.phi * state.trend;
        season = weights_.gamma * season_of(demand, base, season) + (1 - weights_.gamma) * season;
    }
    double ahead(const ForecastState& state, std::uint64_t periods) const override {
        const double base = state.level + damped_sum(weights_.phi, periods) * state.trend;
        const double season = state.memory[(state.periods + periods - 1) % length_];
        return multiplicative_ ? base * season : base + season;
    }
    bool flat() const override { return false; }

private:
    double neutral() const { return multiplicative_ ? 1 : 0; }
    /// The demand without its season; as it is where the season sells nothing.
    double level_of(double demand, double season) const {
        if (!multiplicative_) return demand - season;
        return season > 0 ? demand / season : demand;
    }
    double season_of(double demand, double base, double instead) const {
        if (!multiplicative_) return demand - base;
        return base > 0 ? demand / base : instead;
    }
    Weights weights_;
    bool multiplicative_;
    std::size_t length_;
    double trend_;
    std::vector<double> seasons_;
};

std::unique_ptr<const ForecastPolicy> make(Settings& settings) {
    const Weights weights{settings.share("alpha", required, "weight of the latest period in the level"),
                          settings.share("beta", 0.0, "weight of the latest change of the level in the trend"),
                          settings.share("gamma", required, "weight of the latest period in its season's part"),
                          settings.share("damped", 1.0, "what is left of the trend from period to period")};
    const auto length = static_cast<std::size_t>(
        std::max<std::int64_t>(1, settings.integer("season", required, "periods in a season", Bounds{1, 100'000})));
    const std::size_t kind = settings.word("kind", {"additive", "multiplicative"}, 0,
                                           "whether a season's part is added to the level or multiplies it");
    const double trend = settings.number("initial_trend", 0.0, "the trend at first, in units a period");
    std::vector<double> seasons = settings.numbers(
        "initial_seasons",
        "the season's parts at first, one a period from the first on; absent: taken from the first season, or, with "
        "an initial mean, none");
    if (!settings.describing() && !seasons.empty() && seasons.size() != length) {
        settings.refuse("initial_seasons", fmt::format("found {} parts; expected {}, one for each period of the season",
                                                       seasons.size(), length));
        return nullptr;
    }
    return std::make_unique<HoltWinters>(weights, kind == 1, length, trend, std::move(seasons), read_start(settings));
}

}  // namespace

void add_holt_winters(Catalog& catalog) {
    catalog.add<ForecastPolicy>("holt_winters",
                                "A level, a trend and seasons that are added to it or multiply it, all smoothed "
                                "exponentially.",
                                make);
}

}  // namespace backstock::forecast

// Intermittent demand: Croston's method and its kin smooth the size of demands and how often they come apart.
#include "policies/forecast/smoothing.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::forecast {
namespace {

struct Weights {
    double size;
    double often;
};

// `level` is the mean size of a demand; `trend` how often they come: the mean interval between two (Croston, SBA), or
// the probability of a demand (TSB); `memory` holds the periods since the last demand. The first demand's size and
// the periods until it are the start.
class Intermittent : public Smoothing {
public:
    Intermittent(Weights weights, double interval, const Start& start)
        : Smoothing(start), weights_(weights), interval_(interval) {}

protected:
    void begin(ForecastState& state, double mean) const override { begin_with(state, mean * interval_, interval_); }
    void begin_cold(ForecastState& state, double demand) const override {
        if (state.memory.empty()) state.memory.assign(1, 0);
        ++state.memory.front();
        if (demand <= 0) return;
        begin_with(state, demand, state.memory.front());
        state.started = true;
    }
    virtual void begin_with(ForecastState& state, double size, double interval) const {
        state.level = size;
        state.trend = interval;
        state.memory.assign(1, 0);
    }
    const Weights& weights() const { return weights_; }

private:
    Weights weights_;
    double interval_;
};

// Croston, Operational Research Quarterly 23 (1972): size / interval. It is biased upwards; Syntetos and Boylan,
// International Journal of Forecasting 21 (2005), multiply by 1 - alpha/2, alpha the weight of intervals.
class Croston : public Intermittent {
public:
    Croston(Weights weights, double interval, double factor, const Start& start)
        : Intermittent(weights, interval, start), factor_(factor) {}

protected:
    void learn(ForecastState& state, double demand) const override {
        double& since = state.memory.front();
        ++since;
        if (demand <= 0) return;
        state.level += weights().size * (demand - state.level);
        state.trend += weights().often * (since - state.trend);
        since = 0;
    }
    double ahead(const ForecastState& state, std::uint64_t) const override {
        return factor_ * state.level / state.trend;
    }

private:
    double factor_;
};

// Teunter, Syntetos and Babai, European Journal of Operational Research 214 (2011): size x probability, the
// probability learnt in every period, so that it falls while an item is dying out.
class Tsb : public Intermittent {
public:
    using Intermittent::Intermittent;

protected:
    void begin_with(ForecastState& state, double size, double interval) const override {
        state.level = size;
        state.trend = 1 / interval;
    }
    void learn(ForecastState& state, double demand) const override {
        state.trend += weights().often * ((demand > 0 ? 1 : 0) - state.trend);
        if (demand > 0) state.level += weights().size * (demand - state.level);
    }
    double ahead(const ForecastState& state, std::uint64_t) const override { return state.level * state.trend; }
};

struct Read {
    Weights weights;
    double interval;
    Start start;
};

Read read(Settings& settings, std::string_view often) {
    const double alpha = settings.share("alpha", required, "weight of the latest demand in the mean size");
    const double beta = settings.share("beta", optional, often).value_or(alpha);
    const double interval = settings.number("initial_interval", 1.0,
                                            "with initial: mean periods from demand to demand at first", Bounds{1});
    return {{alpha, beta}, interval, read_start(settings)};
}

constexpr std::string_view of_intervals = "weight of the latest interval in the mean interval; absent: alpha";

std::unique_ptr<const ForecastPolicy> make_croston(Settings& settings) {
    const Read r = read(settings, of_intervals);
    return std::make_unique<Croston>(r.weights, r.interval, 1.0, r.start);
}

std::unique_ptr<const ForecastPolicy> make_sba(Settings& settings) {
    const Read r = read(settings, of_intervals);
    return std::make_unique<Croston>(r.weights, r.interval, 1 - r.weights.often / 2, r.start);
}

std::unique_ptr<const ForecastPolicy> make_tsb(Settings& settings) {
    const Read r = read(settings, "weight of the latest period in the probability of a demand; absent: alpha");
    return std::make_unique<Tsb>(r.weights, r.interval, r.start);
}

}  // namespace

void add_croston(Catalog& catalog) {
    catalog.add<ForecastPolicy>("croston", "Intermittent demand: mean size over mean interval of demands.",
                                make_croston);
    catalog.add<ForecastPolicy>("sba", "Croston's method without its bias (Syntetos and Boylan).", make_sba);
    catalog.add<ForecastPolicy>("tsb",
                                "Intermittent demand that may die out: mean size of demands times their probability "
                                "(Teunter, Syntetos and Babai).",
                                make_tsb);
}

}  // namespace backstock::forecast

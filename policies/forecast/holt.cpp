#include "policies/forecast/smoothing.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::forecast {
namespace {

// level' = alpha demand + (1 - alpha)(level + phi trend), trend' = beta (level' - level) + (1 - beta) phi trend; the
// h-th period ahead: level + (phi + … + phi^h) trend. Holt (1957); damping by Gardner and McKenzie (1985).
class Holt : public Smoothing {
public:
    Holt(double alpha, double beta, double phi, double trend, const Start& start)
        : Smoothing(start), alpha_(alpha), beta_(beta), phi_(phi), trend_(trend) {}

protected:
    void begin(ForecastState& state, double level) const override {
        state.level = level;
        state.trend = trend_;
    }
    void learn(ForecastState& state, double demand) const override {
        const double before = state.level;
        state.level = alpha_ * demand + (1 - alpha_) * (before + phi_ * state.trend);
        state.trend = beta_ * (state.level - before) + (1 - beta_) * phi_ * state.trend;
    }
    double ahead(const ForecastState& state, std::uint64_t periods) const override {
        return state.level + damped_sum(phi_, periods) * state.trend;
    }
    bool flat() const override { return false; }

private:
    double alpha_, beta_, phi_, trend_;
};

std::unique_ptr<const ForecastPolicy> make(Settings& settings) {
    const double alpha = settings.share("alpha", required, "weight of the latest period in the level");
    const double beta = settings.share("beta", required, "weight of the latest change of the level in the trend");
    const double phi = settings.share("damped", 1.0, "what is left of the trend from period to period");
    const double trend = settings.number("initial_trend", 0.0, "the trend at first, in units a period");
    return std::make_unique<Holt>(alpha, beta, phi, trend, read_start(settings));
}

}  // namespace

void add_holt(Catalog& catalog) {
    catalog.add<ForecastPolicy>("holt", "A level and a trend, both smoothed exponentially; the trend may be damped.",
                                make);
}

}  // namespace backstock::forecast

#include "sim/policy/arrivals.hpp"
#include "sim/policy/catalog.hpp"

#include <boost/random/normal_distribution.hpp>

#include <cmath>

namespace backstock::arrivals {
namespace {

// demand = mean + deviation, deviation' = correlation × deviation + noise, with normal noise. The first deviation is
// drawn from the stationary law. Demand below 0 counts as 0; the deviation itself goes on unchanged.
class Autoregressive : public ArrivalProcess {
public:
    Autoregressive(Duration every, double mean, double noise, double correlation)
        : every_(every), mean_(mean), noise_(noise), correlation_(correlation) {}

    Arrival first(ArrivalState& state) const override {
        state.level = normal(state) * noise_ / std::sqrt(1 - correlation_ * correlation_);
        return at(Time::zero(), state);
    }
    Arrival next(ArrivalState& state) const override {
        state.level = correlation_ * state.level + normal(state) * noise_;
        return at(state.next.at + every_, state);
    }
    Surge surge() const override { return Surge::quantity; }
    bool by_periods() const override { return true; }

private:
    static double normal(ArrivalState& state) { return boost::random::normal_distribution<double>()(state.stream); }
    Arrival at(Time time, ArrivalState& state) const {
        Arrival arrival;
        arrival.at = time;
        arrival.baskets = Quantity::of(std::fmax(0, mean_ + state.level));
        arrival.customer = state.arrivals++;
        return arrival;
    }

    Duration every_;
    double mean_;
    double noise_;
    double correlation_;
};

std::unique_ptr<const ArrivalProcess> make(Settings& settings) {
    const Duration every = settings.duration("every", required, "the length of a period", positive);
    const double mean = settings.number("mean", required, "mean demand a period, in baskets", not_negative);
    const auto sd = settings.number("sd", optional, "the standard deviation of demand; or give noise", not_negative);
    const auto noise =
        settings.number("noise", optional, "the standard deviation of what is new in a period", not_negative);
    const double correlation =
        settings.number("correlation", required, "of demand with that of the period before", Bounds{-1, 1});
    if (settings.describing()) return nullptr;
    if (settings.has("sd") == settings.has("noise"))
        settings.refuse("", settings.has("sd") ? "found both sd and noise; expected one of them"
                                               : "expected sd or noise: how much demand varies");
    if (std::abs(correlation) >= 1) settings.refuse("correlation", "must lie between -1 and 1, both excluded");
    if ((!sd && !noise) || std::abs(correlation) >= 1 || every <= Duration::zero()) return nullptr;
    return std::make_unique<Autoregressive>(
        every, mean, noise ? *noise : *sd * std::sqrt(1 - correlation * correlation), correlation);
}

}  // namespace

void add_ar1(Catalog& catalog) {
    catalog.add<ArrivalProcess>("ar1",
                                "One order every period, correlated with the one before: a first-order autoregressive "
                                "process, cut off at 0.",
                                make);
}

}  // namespace backstock::arrivals

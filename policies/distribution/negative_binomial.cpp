#include "policies/distribution/count_law.hpp"
#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <cmath>

namespace backstock::distribution {
namespace {

using RoundUp =
    boost::math::policies::policy<boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;

// A Poisson whose mean is drawn from a gamma: for spreads whose table would be too long.
class WideNegativeBinomial : public Law {
public:
    WideNegativeBinomial(double mean, double size) : mean_(mean), formula_(size, size / (size + mean)) {}
    double draw(Stream& stream) const override {
        const double size = formula_.successes();
        boost::random::gamma_distribution<double> level(size, mean_ / size);
        const double mean = level(stream);
        if (!(mean > 0)) return 0;
        boost::random::poisson_distribution<std::int64_t> sampler(mean);
        return static_cast<double>(sampler(stream));
    }
    double mean() const override { return mean_; }
    double variance() const override { return mean_ + mean_ / formula_.successes() * mean_; }
    double cdf(double x) const override { return x < 0 ? 0 : boost::math::cdf(formula_, std::floor(x)); }
    double quantile(double p) const override { return boost::math::quantile(formula_, p); }

private:
    double mean_;
    boost::math::negative_binomial_distribution<double, RoundUp> formula_;
};

std::unique_ptr<const Law> law_of(double mean, double size) {
    const double q = mean / (size + mean);
    const double mode = size > 1 ? std::floor((size - 1) * mean / size) : 0;
    const Pmf pmf =
        tabulated(static_cast<std::int64_t>(mode), [size, q](double k) { return (k + size) / (k + 1) * q; });
    if (pmf.p.empty()) return std::make_unique<WideNegativeBinomial>(mean, size);
    return std::make_unique<CountLaw>(pmf, Moments{mean, mean + mean / size * mean});
}

std::unique_ptr<const Law> make(Settings& settings) {
    const double mean = settings.value("mean", required, "the mean", Bounds{0, 1e12, true});
    const auto sd = settings.value("sd", optional, "the standard deviation, more than the root of the mean", positive);
    const auto size = settings.number("size", optional, "the dispersion: variance = mean + mean²/size", positive);
    if (refuses_durations(settings, "negative_binomial") || settings.describing()) return nullptr;
    if (sd.has_value() == size.has_value()) {
        settings.refuse("", "negative_binomial needs mean, and either sd or size");
        return nullptr;
    }
    if (size) return law_of(mean, *size);
    if (*sd * *sd > mean) return law_of(mean, mean * mean / (*sd * *sd - mean));
    settings.refuse("sd", "must be greater than the square root of the mean; use poisson or binomial for less spread");
    return nullptr;
}

}  // namespace

void add_negative_binomial(Catalog& catalog) {
    catalog.add<Law>("negative_binomial", "Counts 0, 1, 2, … that vary more than Poisson ones: lumpy demand.", make);
}

}  // namespace backstock::distribution

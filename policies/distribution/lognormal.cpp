#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/lognormal.hpp>
#include <boost/random/normal_distribution.hpp>

#include <cmath>

namespace backstock::distribution {
namespace {

class Lognormal : public Law {
public:
    // The logarithm is normal with variance ln(1 + (sd/mean)²) and mean ln(mean) less half of that.
    Lognormal(double mean, double sd)
        : mean_(mean), sd_(sd), formula_(std::log(mean) - log_variance() / 2, std::sqrt(log_variance())) {}
    double draw(Stream& stream) const override {
        const double z = boost::random::normal_distribution<double>()(stream);
        return std::exp(formula_.location() + formula_.scale() * z);
    }
    double mean() const override { return mean_; }
    double variance() const override { return sd_ * sd_; }
    double cdf(double x) const override { return x > 0 ? boost::math::cdf(formula_, x) : 0; }
    double quantile(double p) const override { return boost::math::quantile(formula_, p); }

private:
    double log_variance() const { return std::log1p(sd_ / mean_ * (sd_ / mean_)); }
    double mean_;
    double sd_;
    boost::math::lognormal_distribution<double> formula_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    const double mean = settings.value("mean", required, "the mean", positive);
    const double sd = settings.value("sd", required, "the standard deviation", positive);
    return std::make_unique<Lognormal>(mean, sd);
}

}  // namespace

void add_lognormal(Catalog& catalog) {
    catalog.add<Law>("lognormal",
                     "Positive with a heavy right tail; mean and sd are of the value, not of its logarithm.", make);
}

}  // namespace backstock::distribution

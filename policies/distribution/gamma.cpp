// Gamma, and Erlang as the gamma with a whole shape.
#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <boost/random/normal_distribution.hpp>

#include <cmath>

namespace backstock::distribution {
namespace {

// Sampled by G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM Transactions on
// Mathematical Software 26 (2000), several times as fast as Boost's sampler: a cube of a shifted normal, rarely
// rejected. A shape below 1 is drawn one higher, and scaled by a power of a uniform number.
class Gamma : public Law {
public:
    Gamma(double shape, double scale)
        : formula_(shape, scale), d_((shape < 1 ? shape + 1 : shape) - 1.0 / 3), c_(1 / std::sqrt(9 * d_)) {}
    double draw(Stream& stream) const override {
        const double unscaled = d_ * cube(stream) * formula_.scale();
        if (formula_.shape() >= 1) return unscaled;
        return unscaled * std::exp(-unit_exponential(stream) / formula_.shape());
    }
    double mean() const override { return formula_.shape() * formula_.scale(); }
    double variance() const override { return mean() * formula_.scale(); }
    double cdf(double x) const override { return x > 0 ? boost::math::cdf(formula_, x) : 0; }
    double quantile(double p) const override { return boost::math::quantile(formula_, p); }

private:
    double cube(Stream& stream) const {
        for (;;) {
            const double x = boost::random::normal_distribution<double>()(stream);
            const double root = 1 + c_ * x;
            if (root <= 0) continue;
            const double v = root * root * root;
            const double u = uniform01(stream);
            const double square = x * x;
            if (u < 1 - 0.0331 * square * square) return v;
            if (std::log(u) < square / 2 + d_ * (1 - v + std::log(v))) return v;
        }
    }

    boost::math::gamma_distribution<double> formula_;
    double d_;
    double c_;
};

std::unique_ptr<const Law> make_gamma(Settings& settings) {
    const auto mean = settings.value("mean", optional, "the mean", positive);
    const auto sd = settings.value("sd", optional, "the standard deviation", positive);
    const auto shape = settings.number("shape", optional, "the shape, (mean/sd)²", positive);
    const auto scale = settings.value("scale", optional, "the scale, sd²/mean", positive);
    if (mean && sd && !shape && !scale) return std::make_unique<Gamma>(*mean / *sd * (*mean / *sd), *sd / *mean * *sd);
    if (shape && scale && !mean && !sd) return std::make_unique<Gamma>(*shape, *scale);
    if (mean && shape && !sd && !scale) return std::make_unique<Gamma>(*shape, *mean / *shape);
    if (!settings.describing()) settings.refuse("", "gamma needs mean and sd, or mean and shape, or shape and scale");
    return nullptr;
}

std::unique_ptr<const Law> make_erlang(Settings& settings) {
    const double mean = settings.value("mean", required, "the mean of the whole", positive);
    const auto stages = settings.integer("stages", required, "how many equal exponential stages", Bounds{1, 1e6});
    const auto shape = static_cast<double>(stages);
    return std::make_unique<Gamma>(shape, mean / shape);
}

}  // namespace

void add_gamma(Catalog& catalog) {
    catalog.add<Law>("gamma", "Positive and skewed to the right: the usual choice for lead times.", make_gamma);
    catalog.add<Law>("erlang", "The sum of equal exponential stages: a gamma with a whole shape.", make_erlang);
}

}  // namespace backstock::distribution

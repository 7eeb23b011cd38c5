#include "policies/distribution/count_law.hpp"
#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/poisson.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <cmath>

namespace backstock::distribution {
namespace {

using RoundUp =
    boost::math::policies::policy<boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;

// Means of tens of millions, whose table would be too long.
class LargePoisson : public Law {
public:
    explicit LargePoisson(double mean) : formula_(mean) {}
    double draw(Stream& stream) const override {
        boost::random::poisson_distribution<std::int64_t> sampler(formula_.mean());
        return static_cast<double>(sampler(stream));
    }
    double mean() const override { return formula_.mean(); }
    double variance() const override { return formula_.mean(); }
    double cdf(double x) const override { return x < 0 ? 0 : boost::math::cdf(formula_, std::floor(x)); }
    double quantile(double p) const override { return boost::math::quantile(formula_, p); }

private:
    boost::math::poisson_distribution<double, RoundUp> formula_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    settings.positional("mean");
    const double mean = settings.value("mean", required, "the mean, which is the variance too", Bounds{0, 1e12});
    if (refuses_durations(settings, "poisson")) return nullptr;
    const Pmf pmf = tabulated(static_cast<std::int64_t>(mean), [mean](double k) { return mean / (k + 1); });
    if (pmf.p.empty()) return std::make_unique<LargePoisson>(mean);
    return std::make_unique<CountLaw>(pmf, Moments{mean, mean});
}

}  // namespace

void add_poisson(Catalog& catalog) {
    catalog.add<Law>("poisson", "The number of independent events in a fixed time; its variance is its mean.", make);
}

}  // namespace backstock::distribution

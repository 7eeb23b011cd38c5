// Binomial, and Bernoulli as the binomial of one trial.
#include "policies/distribution/count_law.hpp"
#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/random/binomial_distribution.hpp>

#include <algorithm>
#include <cmath>

namespace backstock::distribution {
namespace {

using RoundUp =
    boost::math::policies::policy<boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;

// So many trials that a table would be too long.
class LargeBinomial : public Law {
public:
    LargeBinomial(std::int64_t n, double p) : n_(n), formula_(static_cast<double>(n), p) {}
    double draw(Stream& stream) const override {
        boost::random::binomial_distribution<std::int64_t> sampler(n_, formula_.success_fraction());
        return static_cast<double>(sampler(stream));
    }
    double mean() const override { return boost::math::mean(formula_); }
    double variance() const override { return boost::math::variance(formula_); }
    double cdf(double x) const override {
        if (x < 0) return 0;
        return x >= formula_.trials() ? 1 : boost::math::cdf(formula_, std::floor(x));
    }
    double quantile(double p) const override { return boost::math::quantile(formula_, p); }

private:
    std::int64_t n_;
    boost::math::binomial_distribution<double, RoundUp> formula_;
};

std::unique_ptr<const Law> law_of(std::int64_t n, double p) {
    const auto trials = static_cast<double>(n);
    const Moments moments{trials * p, trials * p * (1 - p)};
    if (p <= 0) return std::make_unique<CountLaw>(Pmf{0, {1}}, moments);
    if (p >= 1) return std::make_unique<CountLaw>(Pmf{n, {1}}, moments);
    const double odds = p / (1 - p);
    const auto mode = std::min(n, static_cast<std::int64_t>((trials + 1) * p));
    const Pmf pmf = tabulated(mode, [trials, odds](double k) { return (trials - k) / (k + 1) * odds; });
    if (pmf.p.empty()) return std::make_unique<LargeBinomial>(n, p);
    return std::make_unique<CountLaw>(pmf, moments);
}

std::unique_ptr<const Law> make_binomial(Settings& settings) {
    const std::int64_t n = settings.integer("n", required, "how many trials", Bounds{0, 1e12});
    const double p = settings.share("p", required, "the share of trials that succeed");
    if (refuses_durations(settings, "binomial")) return nullptr;
    return law_of(n, p);
}

std::unique_ptr<const Law> make_bernoulli(Settings& settings) {
    settings.positional("p");
    const double p = settings.share("p", required, "the probability of 1");
    if (refuses_durations(settings, "bernoulli")) return nullptr;
    return law_of(1, p);
}

}  // namespace

void add_binomial(Catalog& catalog) {
    catalog.add<Law>("binomial", "The number of successes in so many independent trials.", make_binomial);
    catalog.add<Law>("bernoulli", "1 with a given probability, otherwise 0.", make_bernoulli);
}

}  // namespace backstock::distribution

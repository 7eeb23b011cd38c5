#include "sim/policy/catalog.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/random/normal_distribution.hpp>

#include <cmath>

namespace backstock::distribution {
namespace {

// A normal on the condition that it is not negative. The mean of the parent is not negative either, so at least
// half of its draws are kept, and drawing again is cheap.
class Normal : public Law {
public:
    Normal(double mean, double sd) : parent_(mean, sd), kept_(boost::math::cdf(boost::math::normal(), mean / sd)) {}
    double draw(Stream& stream) const override {
        for (;;) {
            const double x =
                parent_.mean() + parent_.standard_deviation() * boost::random::normal_distribution<double>()(stream);
            if (x >= 0) return x;
        }
    }
    double mean() const override { return parent_.mean() + parent_.standard_deviation() * hazard(); }
    double variance() const override {
        const double sd = parent_.standard_deviation();
        return sd * sd * (1 - hazard() * (hazard() + parent_.mean() / sd));
    }
    double cdf(double x) const override {
        return x < 0 ? 0 : 1 - boost::math::cdf(boost::math::complement(parent_, x)) / kept_;
    }
    double quantile(double p) const override {
        return std::fmax(0, boost::math::quantile(boost::math::complement(parent_, (1 - p) * kept_)));
    }

private:
    double hazard() const {
        return boost::math::pdf(boost::math::normal(), parent_.mean() / parent_.standard_deviation()) / kept_;
    }
    boost::math::normal_distribution<double> parent_;
    double kept_;  // P(parent >= 0)
};

std::unique_ptr<const Law> make(Settings& settings) {
    const double mean = settings.value("mean", required, "the mean before truncation", not_negative);
    const double sd = settings.value("sd", required, "the standard deviation before truncation", positive);
    return std::make_unique<Normal>(mean, sd);
}

}  // namespace

void add_normal(Catalog& catalog) {
    catalog.add<Law>("normal",
                     "The normal law given that the value is not negative: mean and sd are those of the whole normal, "
                     "as textbooks state them, and negative draws are drawn again.",
                     make);
}

}  // namespace backstock::distribution

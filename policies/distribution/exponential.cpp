#include "sim/policy/catalog.hpp"

#include <cmath>

namespace backstock::distribution {
namespace {

class Exponential : public Law {
public:
    explicit Exponential(double mean) : mean_(mean) {}
    double draw(Stream& stream) const override { return mean_ * unit_exponential(stream); }
    double mean() const override { return mean_; }
    double variance() const override { return mean_ * mean_; }
    double cdf(double x) const override { return x > 0 ? -std::expm1(-x / mean_) : 0; }
    double quantile(double p) const override { return -mean_ * std::log1p(-p); }

private:
    double mean_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    settings.positional("mean");
    return std::make_unique<Exponential>(settings.value("mean", required, "the mean", positive));
}

}  // namespace

void add_exponential(Catalog& catalog) {
    catalog.add<Law>("exponential", "Times without memory, as between independent customers.", make);
}

}  // namespace backstock::distribution

#include "policies/distribution/count_law.hpp"
#include "sim/policy/catalog.hpp"

#include <cmath>

namespace backstock::distribution {
namespace {

class Geometric : public Law {
public:
    explicit Geometric(double mean) : mean_(mean), rate_(mean > 1 ? -std::log1p(-1 / mean) : 0) {}
    // An exponential cut to whole steps: the number of trials up to the first success.
    double draw(Stream& stream) const override {
        return rate_ > 0 ? 1 + std::floor(unit_exponential(stream) / rate_) : 1;
    }
    double mean() const override { return mean_; }
    double variance() const override { return mean_ * (mean_ - 1); }
    double cdf(double x) const override {
        if (x < 1) return 0;
        return rate_ > 0 ? -std::expm1(-rate_ * std::floor(x)) : 1;
    }
    double quantile(double p) const override {
        if (!(rate_ > 0)) return 1;
        const double near = std::fmax(1, std::ceil(-std::log1p(-p) / rate_));
        return near > 1 && cdf(near - 1) >= p ? near - 1 : near;  // rounding may have passed a whole number
    }
    std::optional<double> sole_value() const override { return rate_ > 0 ? std::nullopt : std::optional(1.0); }

private:
    double mean_;
    double rate_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    settings.positional("mean");
    const double mean = settings.value("mean", required, "the mean, at least 1", Bounds{1});
    if (refuses_durations(settings, "geometric") || mean < 1) return nullptr;
    return std::make_unique<Geometric>(mean);
}

}  // namespace

void add_geometric(Catalog& catalog) {
    catalog.add<Law>("geometric",
                     "Trials up to the first success: 1, 2, 3, …, each count less likely by the same factor.", make);
}

}  // namespace backstock::distribution

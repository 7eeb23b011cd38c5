#include "sim/policy/catalog.hpp"

#include <cmath>

namespace backstock::distribution {
namespace {

class Uniform : public Law {
public:
    Uniform(double min, double max) : min_(min), width_(max - min) {}
    double draw(Stream& stream) const override { return min_ + width_ * uniform01(stream); }
    double mean() const override { return min_ + width_ / 2; }
    double variance() const override { return width_ * width_ / 12; }
    double cdf(double x) const override { return std::fmin(1, std::fmax(0, (x - min_) / width_)); }
    double quantile(double p) const override { return min_ + width_ * p; }

private:
    double min_;
    double width_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    const double min = settings.value("min", required, "the smallest value");
    const double max = settings.value("max", required, "the largest value");
    if (min < max) return std::make_unique<Uniform>(min, max);
    if (settings.has("min") && settings.has("max") && !settings.describing()) {
        settings.refuse("max", "must be greater than min");
    }
    return nullptr;
}

}  // namespace

void add_uniform(Catalog& catalog) {
    catalog.add<Law>("uniform", "Any value between two limits, all equally likely.", make);
}

}  // namespace backstock::distribution

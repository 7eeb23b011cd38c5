#include "sim/policy/catalog.hpp"

#include <cmath>

namespace backstock::distribution {
namespace {

class Weibull : public Law {
public:
    Weibull(double shape, double scale) : shape_(shape), scale_(scale) {}
    double draw(Stream& stream) const override { return scale_ * std::pow(unit_exponential(stream), 1 / shape_); }
    double mean() const override { return scale_ * std::tgamma(1 + 1 / shape_); }
    double variance() const override {
        const double first = std::tgamma(1 + 1 / shape_);
        return scale_ * scale_ * (std::tgamma(1 + 2 / shape_) - first * first);
    }
    double cdf(double x) const override { return x > 0 ? -std::expm1(-std::pow(x / scale_, shape_)) : 0; }
    double quantile(double p) const override { return scale_ * std::pow(-std::log1p(-p), 1 / shape_); }

private:
    double shape_;
    double scale_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    const double shape = settings.number("shape", required, "below 1 early failures, above 1 wear",
                                         Bounds{0.02, std::numeric_limits<double>::infinity()});
    const auto mean = settings.value("mean", optional, "the mean; or give the scale", positive);
    const auto scale = settings.value("scale", optional, "the value that 63.2 % stay below", positive);
    if (mean.has_value() == scale.has_value()) {
        if (!settings.describing()) settings.refuse("", "weibull needs shape, and either mean or scale");
        return nullptr;
    }
    return std::make_unique<Weibull>(shape, scale ? *scale : *mean / std::tgamma(1 + 1 / shape));
}

}  // namespace

void add_weibull(Catalog& catalog) {
    catalog.add<Law>("weibull", "Times to failure: the risk falls or rises with age.", make);
}

}  // namespace backstock::distribution

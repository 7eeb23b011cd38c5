#include "sim/policy/catalog.hpp"

#include <cmath>

namespace backstock::distribution {
namespace {

class Triangular : public Law {
public:
    Triangular(double min, double mode, double max) : min_(min), mode_(mode), max_(max) {}
    double draw(Stream& stream) const override { return quantile(uniform01(stream)); }
    double mean() const override { return (min_ + mode_ + max_) / 3; }
    double variance() const override {
        const double up = mode_ - min_;
        const double width = max_ - min_;
        return (width * width - up * (max_ - mode_)) / 18;
    }
    double cdf(double x) const override {
        if (x <= min_) return 0;
        if (x >= max_) return 1;
        return x < mode_ ? (x - min_) * (x - min_) / ((max_ - min_) * (mode_ - min_))
                         : 1 - (max_ - x) * (max_ - x) / ((max_ - min_) * (max_ - mode_));
    }
    double quantile(double p) const override {
        const double width = max_ - min_;
        return p * width < mode_ - min_ ? min_ + std::sqrt(p * width * (mode_ - min_))
                                        : max_ - std::sqrt((1 - p) * width * (max_ - mode_));
    }

private:
    double min_;
    double mode_;
    double max_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    const double min = settings.value("min", required, "the smallest value");
    const double mode = settings.value("mode", required, "the most likely value");
    const double max = settings.value("max", required, "the largest value");
    if (min <= mode && mode <= max && min < max) return std::make_unique<Triangular>(min, mode, max);
    if (settings.has("min") && settings.has("mode") && settings.has("max") && !settings.describing()) {
        settings.refuse("mode", "must lie between min and max, which must be greater than min");
    }
    return nullptr;
}

}  // namespace

void add_triangular(Catalog& catalog) {
    catalog.add<Law>("triangular", "Between two limits with a most likely value: an expert's guess.", make);
}

}  // namespace backstock::distribution

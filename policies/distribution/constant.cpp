#include "sim/policy/catalog.hpp"

namespace backstock::distribution {
namespace {

class Constant : public Law {
public:
    explicit Constant(double value) : value_(value) {}
    double draw(Stream&) const override { return value_; }
    double mean() const override { return value_; }
    double variance() const override { return 0; }
    double cdf(double x) const override { return x < value_ ? 0 : 1; }
    double quantile(double) const override { return value_; }
    std::optional<double> sole_value() const override { return value_; }

private:
    double value_;
};

std::unique_ptr<const Law> make(Settings& settings) {
    settings.positional("value");
    return std::make_unique<Constant>(settings.value("value", required, "the value"));
}

}  // namespace

void add_constant(Catalog& catalog) {
    catalog.add<Law>("constant", "Always the same value; a bare quantity means the same.", make);
}

}  // namespace backstock::distribution

#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::promise {
namespace {

class Quantile : public PromisePolicy {
public:
    explicit Quantile(double p) : p_(p) {}
    double quantile() const override { return p_; }
    Time promise(Time, Time predicted) const override { return predicted; }

private:
    double p_;
};

std::unique_ptr<const PromisePolicy> make(Settings& settings) {
    settings.positional("p");
    const double p =
        settings.share("p", 0.9, "the share of promises that lead times alone would let come true", Bounds{0, 1, true});
    if (p >= 1) settings.refuse("p", "must be below 100 %: no lead time is certain enough");
    return std::make_unique<Quantile>(p);
}

}  // namespace

void add_quantile(Catalog& catalog) {
    catalog.add<PromisePolicy>("quantile",
                               "Promises the date by which the goods under way, or else a lead time at this quantile, "
                               "cover the order.",
                               make);
}

}  // namespace backstock::promise

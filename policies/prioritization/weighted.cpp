#include "policies/prioritization/reserve.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::prioritization {
namespace {

/// Weights grow for all at one rate, so that who is ahead stays ahead: weight - ageing × day of placing.
class Weighted : public PrioritizationPolicy {
public:
    Weighted(std::vector<double> weights, double per_day, std::optional<Reserve> reserve)
        : weights_(std::move(weights)), per_day_(per_day), reserve_(std::move(reserve)) {}
    bool before(const WaitingView& a, const WaitingView& b) const override { return score(a) > score(b); }
    const Reserve* reserve() const override { return reserve_ ? &*reserve_ : nullptr; }

private:
    double score(const WaitingView& view) const {
        const double weight = view.tier < weights_.size() ? weights_[view.tier] : 0;
        return weight - per_day_ * view.placed.in_days();
    }
    std::vector<double> weights_;
    double per_day_;
    std::optional<Reserve> reserve_;
};

std::unique_ptr<const PrioritizationPolicy> make(Settings& settings) {
    auto weights = read_numbers(settings, "weights", Named::tier, 0,
                                "the weight of each tier; 0 for those that are not named, and for own sites");
    const Rate ageing = settings.rate("ageing", Rate{.per_day = 1}, "by how much the weight of whoever waits grows");
    if (ageing.percent) settings.refuse("ageing", "expected weight per time such as 0.5 /d");
    if (!settings.has("weights")) settings.refuse("", "'weights' is missing; expected for example weights: {gold: 3}");
    return std::make_unique<Weighted>(std::move(weights), ageing.per_day, read_reserve(settings));
}

}  // namespace

void add_weighted(Catalog& catalog) {
    catalog.add<PrioritizationPolicy>("weighted",
                                      "By the weight of the tier and how long ago the order was placed: with a weight "
                                      "of 3 and ageing of 1 /d, as if it had been placed three days earlier.",
                                      make);
}

}  // namespace backstock::prioritization

#include "policies/prioritization/reserve.hpp"
#include "sim/policy/catalog.hpp"

#include <algorithm>

namespace backstock::prioritization {
namespace {

class FairShare : public PrioritizationPolicy {
public:
    explicit FairShare(Shares shares) : shares_(std::move(shares)) {}
    bool before(const WaitingView& a, const WaitingView& b) const override { return a.placed < b.placed; }
    const Shares* shares() const override { return &shares_; }

private:
    Shares shares_;
};

std::unique_ptr<const PrioritizationPolicy> make(Settings& settings) {
    Shares shares;
    shares.by_segment =
        settings.word("by", {"tier", "segment"}, 0, "among whom goods are divided; own sites are one class more") == 1;
    const Named named = shares.by_segment ? Named::segment : Named::tier;
    std::vector<double> weights =
        read_numbers(settings, "shares", named, 0,
                     "weights of the classes; one without gets what the others leave, and so do own sites. Absent: in "
                     "proportion to the units that each class waits for");
    const auto weighs = [](double weight) { return weight > 0; };
    if (std::any_of(weights.begin(), weights.end(), weighs)) {
        weights.push_back(0);
        shares.weights = std::move(weights);
    } else if (settings.has("shares") && !settings.describing()) {
        settings.refuse("shares", "no weight is greater than 0");
    }
    return std::make_unique<FairShare>(std::move(shares));
}

}  // namespace

void add_fair_share(Catalog& catalog) {
    catalog.add<PrioritizationPolicy>("fair_share",
                                      "Goods that do not suffice are divided among tiers or segments by shares; what a "
                                      "class does not need goes to the others, what rounding owes it comes next time. "
                                      "Within a class first come, first served.",
                                      make);
}

}  // namespace backstock::prioritization

// Allon and Van Mieghem, "Global dual sourcing: tailored base-surge allocation to near- and offshore production",
// Management Science 56 (2010) 110-124.
#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

namespace backstock::sourcing {
namespace {

// The same amount from the base source at every review, come what may; what is wanted beyond it from the surge source.
class BaseSurge : public SourcingPolicy {
public:
    BaseSurge(std::uint32_t base, std::uint32_t surge, Quantity amount) : sources_{base, surge}, amount_(amount) {}
    std::vector<std::uint32_t> sources() const override { return sources_; }
    bool commits() const override { return true; }

    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        if (amount_ > Quantity::zero()) parts.push_back({0, amount_});
        if (view.wanted > amount_) parts.push_back({1, view.wanted - amount_});
    }

private:
    std::vector<std::uint32_t> sources_;
    Quantity amount_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    const std::uint32_t base = settings.reference("base", Named::source, required, "bought from at every review");
    const std::uint32_t surge =
        settings.reference("surge", Named::source, required, "bought from when more than the amount is wanted");
    const Quantity amount = settings.quantity("amount", required, "units bought from the base source at every review");
    if (!settings.describing() && settings.has("base") && settings.has("surge") && base == surge) {
        settings.refuse("surge", "the surge source is the base itself; expected another");
    }
    return std::make_unique<BaseSurge>(base, surge, amount);
}

}  // namespace

void add_base_surge(Catalog& catalog) {
    catalog.add<SourcingPolicy>(
        "base_surge", "A constant amount from one source at every review, and the rest from a faster one.", make);
}

}  // namespace backstock::sourcing

// Veeraraghavan and Scheller-Wolf, "Now or later: a simple policy for effective dual sourcing in capacitated systems",
// Operations Research 56 (2008) 850-864.
#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>

namespace backstock::sourcing {
namespace {

// The inventory policy's level S holds for the whole position. What would come too late is expedited: the position
// that counts only what arrives within the express lead time is kept at S - delta or above.
class DualIndex : public SourcingPolicy {
public:
    DualIndex(std::uint32_t regular, std::uint32_t express, Quantity delta)
        : sources_{regular, express}, delta_(delta) {}
    std::vector<std::uint32_t> sources() const override { return sources_; }
    bool needs_pipeline() const override { return true; }

    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        const Time soon = view.now + Duration::us(static_cast<std::int64_t>(std::min(view.sources[1].expected, 9e17)));
        Quantity in_time = view.net;
        for (const auto& [when, quantity] : view.pipeline) {
            if (when <= soon) in_time += quantity;
        }
        const Quantity level = view.position + view.wanted - delta_;
        const Quantity express = std::max(Quantity::zero(), level - in_time);
        if (express > Quantity::zero()) parts.push_back({1, express});
        if (express < view.wanted) parts.push_back({0, view.wanted - express});
    }

private:
    std::vector<std::uint32_t> sources_;
    Quantity delta_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    const std::uint32_t regular = settings.reference("regular", Named::source, required, "the cheap, slow source");
    const std::uint32_t express = settings.reference("express", Named::source, required, "the dear, fast source");
    const Quantity delta =
        settings.quantity("delta", required, "the express level lies so far below the level S of the inventory policy");
    if (!settings.describing() && settings.has("regular") && settings.has("express") && regular == express) {
        settings.refuse("express", "the express source is the regular one itself; expected another");
    }
    return std::make_unique<DualIndex>(regular, express, delta);
}

}  // namespace

void add_dual_index(Catalog& catalog) {
    catalog.add<SourcingPolicy>("dual_index",
                                "Keeps the whole position at the inventory policy's level S, and expedites what is "
                                "missing to S - delta within the express lead time.",
                                make);
}

}  // namespace backstock::sourcing

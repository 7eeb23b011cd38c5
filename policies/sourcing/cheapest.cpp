// The cheapest and the fastest source: both take everything from the best one.
#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>

namespace backstock::sourcing {
namespace {

bool is_cheaper(const SourceView& a, const SourceView& b) { return a.unit_cost < b.unit_cost; }
bool is_faster(const SourceView& a, const SourceView& b) { return a.expected < b.expected; }

class Best : public SourcingPolicy {
public:
    using Better = bool (*)(const SourceView&, const SourceView&);
    Best(std::vector<std::uint32_t> among, Better better) : among_(std::move(among)), better_(better) {}
    std::vector<std::uint32_t> sources() const override { return among_; }
    // The first of equals in name order.
    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        const auto best = std::min_element(view.sources.begin(), view.sources.end(), better_);
        parts.push_back({static_cast<std::uint32_t>(best - view.sources.begin()), view.wanted});
    }

private:
    std::vector<std::uint32_t> among_;
    Better better_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings, Best::Better better) {
    settings.positional("among");
    std::vector<std::uint32_t> among =
        settings.references("among", Named::source, "the sources to choose from; absent: all that sell the item");
    std::sort(among.begin(), among.end());
    among.erase(std::unique(among.begin(), among.end()), among.end());
    return std::make_unique<Best>(std::move(among), better);
}

std::unique_ptr<const SourcingPolicy> make_cheapest(Settings& settings) { return make(settings, is_cheaper); }
std::unique_ptr<const SourcingPolicy> make_fastest(Settings& settings) { return make(settings, is_faster); }

}  // namespace

void add_cheapest(Catalog& catalog) {
    catalog.add<SourcingPolicy>("cheapest",
                                "Buys from the source with the lowest price, at the quantity wanted, and transport "
                                "cost a unit, whether it is known to be down or not.",
                                make_cheapest);
    catalog.add<SourcingPolicy>("fastest",
                                "Buys from the source with the shortest expected lead time, order delay and transit "
                                "included, whether it is known to be down or not.",
                                make_fastest);
}

}  // namespace backstock::sourcing

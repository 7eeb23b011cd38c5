#include "policies/sourcing/shares.hpp"
#include "sim/policy/catalog.hpp"

#include <algorithm>

namespace backstock::sourcing {
namespace {

class Split : public SourcingPolicy {
public:
    explicit Split(const std::vector<std::pair<std::uint32_t, double>>& shares) {
        for (const auto& [source, share] : shares) {
            sources_.push_back(source);
            shares_.push_back(share);
        }
    }
    std::vector<std::uint32_t> sources() const override { return sources_; }

protected:
    std::span<const double> shares() const { return shares_; }

private:
    std::vector<std::uint32_t> sources_;
    std::vector<double> shares_;
};

class SplitByOrders : public Split {
public:
    using Split::Split;
    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        const std::vector<double> short_by = shortfalls(shares(), view);
        const auto furthest = std::max_element(short_by.begin(), short_by.end());
        parts.push_back({static_cast<std::uint32_t>(furthest - short_by.begin()), view.wanted});
    }
};

class SplitByUnits : public Split {
public:
    using Split::Split;
    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        divide_units(shares(), view, parts);
    }
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    settings.positional("shares");
    const std::size_t by = settings.word("by", {"orders", "units"}, 0,
                                         "orders: each whole order goes to the source furthest below its share of all "
                                         "units so far; units: every order is divided");
    const auto shares = settings.shares("shares", Named::source, "each source's share of the units bought");
    if (shares.empty()) {
        if (!settings.describing() && !settings.has("shares")) {
            settings.refuse("", "split needs shares, for example {split: {north: 70 %, south: 30 %}}");
        }
        return nullptr;
    }
    if (by == 0) return std::make_unique<SplitByOrders>(shares);
    return std::make_unique<SplitByUnits>(shares);
}

}  // namespace

void add_split(Catalog& catalog) {
    catalog.add<SourcingPolicy>("split", "Divides what is bought among several sources by fixed shares.", make);
}

}  // namespace backstock::sourcing

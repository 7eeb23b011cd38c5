#include "policies/sourcing/shares.hpp"
#include "sim/policy/catalog.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock::sourcing {
namespace {

// What counts for one source: its cost a unit, and the variance of what it delivers, as a share of what was asked.
struct Asset {
    double cost = 0;
    double variance = 0;
};

// The share at which one more unit of source `a` costs `price`, risk included: price = cost + 2 risk variance share.
double share_at(const Asset& a, double price, double risk) {
    if (price <= a.cost) return 0;
    const double slope = 2 * risk * a.variance;
    return slope > 0 ? (price - a.cost) / slope : std::numeric_limits<double>::infinity();
}

// Minimises sum of w c + risk w^2 v over shares w that sum to 1 (independent sources; Markowitz's mean-variance
// problem): all sources in use have the same marginal price, which is found by halving.
std::vector<double> mean_variance(const std::vector<Asset>& assets, double risk) {
    double low = assets.front().cost;
    double high = low;
    for (const Asset& a : assets) {
        low = std::min(low, a.cost);
        high = std::max(high, a.cost + 2 * risk * a.variance);
    }
    const auto sum_at = [&](double price) {
        double sum = 0;
        for (const Asset& a : assets) sum += share_at(a, price, risk);
        return sum;
    };
    for (int i = 0; i < 200 && low < high; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle == low || middle == high) break;
        (sum_at(middle) < 1 ? low : high) = middle;
    }
    std::vector<double> shares;
    double sum = 0;
    for (const Asset& a : assets) {
        shares.push_back(share_at(a, low, risk));
        sum += shares.back();
    }
    if (sum >= 1) return shares;
    // The cheapest riskless source takes what is left at its own price; without one, only rounding is left.
    const Asset* riskless = nullptr;
    for (const Asset& a : assets) {
        if (risk * a.variance == 0 && (riskless == nullptr || a.cost < riskless->cost)) riskless = &a;
    }
    if (riskless != nullptr) {
        shares[static_cast<std::size_t>(riskless - assets.data())] += 1 - sum;
    } else {
        for (double& share : shares) share /= sum;
    }
    return shares;
}

class Spread : public SourcingPolicy {
public:
    Spread(std::vector<std::uint32_t> among, std::vector<double> variances, double risk)
        : among_(std::move(among)), variances_(std::move(variances)), risk_(risk) {}
    std::vector<std::uint32_t> sources() const override { return among_; }

    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        std::vector<Asset> assets;
        for (std::size_t i = 0; i < view.sources.size(); ++i) {
            const SourceView& source = view.sources[i];
            const double relative = source.mean > 0 ? source.deviation / source.mean : 0;
            const bool stated = i < variances_.size() && variances_[i] >= 0;
            assets.push_back({source.unit_cost.in_units(), stated ? variances_[i] : relative * relative});
        }
        divide_units(mean_variance(assets, risk_), view, parts);
    }

private:
    std::vector<std::uint32_t> among_;
    std::vector<double> variances_;  // as stated, one a source; below 0: from its lead time
    double risk_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    std::vector<std::uint32_t> among =
        settings.references("among", Named::source, "the sources to choose from; absent: all that sell the item");
    const double risk = settings.number(
        "risk", required, "money a unit given for one unit of variance: 0 buys from the cheapest alone", not_negative);
    const auto stated = settings.weights("variance", Named::source,
                                         "variance of the share that a source delivers as agreed; absent: the squared "
                                         "coefficient of variation of its lead time");
    if (among.empty() && !stated.empty() && !settings.describing()) {
        settings.refuse("variance", "'among' is missing: the sources that these variances are of");
    }
    std::sort(among.begin(), among.end());
    among.erase(std::unique(among.begin(), among.end()), among.end());
    std::vector<double> variances(among.size(), -1);
    for (const auto& [source, variance] : stated) {
        const auto at = std::lower_bound(among.begin(), among.end(), source);
        if (at != among.end() && *at == source) {
            variances[static_cast<std::size_t>(at - among.begin())] = variance;
        } else if (!among.empty()) {
            settings.refuse("variance", settings.names(Named::source)[source] + " is not among the sources");
        }
    }
    return std::make_unique<Spread>(std::move(among), std::move(variances), risk);
}

}  // namespace

void add_spread(Catalog& catalog) {
    catalog.add<SourcingPolicy>(
        "spread", "Shares that weigh cost against the variance of supply (mean-variance), kept in units.", make);
}

}  // namespace backstock::sourcing

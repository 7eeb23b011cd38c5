#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

#include <algorithm>
#include <cmath>

namespace backstock::sourcing {
namespace {

using Shares = std::vector<std::pair<std::uint32_t, double>>;

class Split : public SourcingPolicy {
public:
    explicit Split(Shares shares) : shares_(std::move(shares)) {}
    std::vector<std::uint32_t> sources() const override {
        std::vector<std::uint32_t> named;
        for (const auto& [source, share] : shares_) named.push_back(source);
        return named;
    }

protected:
    // By how many units each source is below its share of all that will have been bought with this purchase.
    std::vector<double> shortfalls(Quantity quantity, std::span<const SourceView> sources) const {
        double total = quantity.in_units();
        for (const SourceView& source : sources) total += source.ordered.in_units();
        std::vector<double> short_by(sources.size());
        for (std::size_t i = 0; i < sources.size(); ++i) {
            short_by[i] = shares_[i].second * total - sources[i].ordered.in_units();
        }
        return short_by;
    }

private:
    Shares shares_;
};

class SplitByOrders : public Split {
public:
    using Split::Split;
    void divide(Quantity quantity, std::span<const SourceView> sources, std::vector<Part>& parts) const override {
        const std::vector<double> short_by = shortfalls(quantity, sources);
        const auto furthest = std::max_element(short_by.begin(), short_by.end());
        parts.push_back({static_cast<std::uint32_t>(furthest - short_by.begin()), quantity});
    }
};

// Follows the cumulative shares too, so that what rounding and minimum quantities shift is made up for later.
class SplitByUnits : public Split {
public:
    using Split::Split;
    void divide(Quantity quantity, std::span<const SourceView> sources, std::vector<Part>& parts) const override {
        std::vector<double> due = shortfalls(quantity, sources);
        double all_due = 0;
        for (double& units : due) all_due += units = std::fmax(0, units);
        const Quantity step = quantity.is_whole() ? Quantity::units(1) : Quantity::micro(1);
        const auto whole = static_cast<double>(quantity.micro()) / static_cast<double>(step.micro());
        Quantity left = quantity;
        for (std::uint32_t i = 0; i < due.size(); ++i) {
            const double steps = due[i] / all_due * whole;
            parts.push_back({i, std::min(left, step * static_cast<std::int64_t>(std::floor(steps + 1e-9)))});
            left -= parts.back().quantity;
            due[i] = steps - std::floor(steps + 1e-9);
        }
        while (left > Quantity::zero()) {
            const auto most = std::max_element(due.begin(), due.end());
            parts[static_cast<std::size_t>(most - due.begin())].quantity += step;
            left -= step;
            *most -= 1;
        }
        std::erase_if(parts, [](const Part& part) { return part.quantity <= Quantity::zero(); });
    }
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    settings.positional("shares");
    const std::size_t by = settings.word("by", {"orders", "units"}, 0,
                                         "orders: each whole order goes to the source furthest below its share of all "
                                         "units so far; units: every order is divided");
    Shares shares = settings.shares("shares", Named::source, "each source's share of the units bought");
    if (shares.empty()) {
        if (!settings.describing() && !settings.has("shares")) {
            settings.refuse("", "split needs shares, for example {split: {north: 70 %, south: 30 %}}");
        }
        return nullptr;
    }
    if (by == 0) return std::make_unique<SplitByOrders>(std::move(shares));
    return std::make_unique<SplitByUnits>(std::move(shares));
}

}  // namespace

void add_split(Catalog& catalog) {
    catalog.add<SourcingPolicy>("split", "Divides what is bought among several sources by fixed shares.", make);
}

}  // namespace backstock::sourcing

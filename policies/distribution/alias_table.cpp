#include "policies/distribution/alias_table.hpp"

#include "sim/base/require.hpp"

namespace backstock::distribution {
namespace {

// A share of 1 as 64 bits of it; what rounds to the whole is the largest number there is.
std::uint64_t of_64_bits(double share) {
    constexpr double whole = 0x1p64;
    const double scaled = share * whole;
    if (scaled >= whole) return ~std::uint64_t{0};
    return scaled > 0 ? static_cast<std::uint64_t>(scaled) : 0;
}

}  // namespace

AliasTable::AliasTable(const std::vector<double>& weights) : entries_(weights.size()) {
    double sum = 0;
    for (const double weight : weights) {
        require(weight >= 0, "a weight of {}", weight);
        sum += weight;
    }
    require(sum > 0, "{} weights with the sum {}", weights.size(), sum);
    std::vector<double> height(weights.size());
    std::vector<std::size_t> low;
    std::vector<std::size_t> high;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        height[i] = weights[i] / sum * static_cast<double>(weights.size());
        entries_[i] = {~std::uint64_t{0}, i};
        (height[i] < 1 ? low : high).push_back(i);
    }
    while (!low.empty() && !high.empty()) {
        const std::size_t poor = low.back();
        const std::size_t rich = high.back();
        low.pop_back();
        entries_[poor] = {of_64_bits(height[poor]), rich};
        height[rich] -= 1 - height[poor];
        if (height[rich] < 1) {
            high.pop_back();
            low.push_back(rich);
        }
    }
}

}  // namespace backstock::distribution

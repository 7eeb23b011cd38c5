#include "sim/world/basket.hpp"

#include "sim/base/require.hpp"

#include <cmath>
#include <numeric>

namespace backstock {

void Basket::weigh(const std::vector<double>& weights) {
    require(weights.size() == from.size(), "{} weights for {} items", weights.size(), from.size());
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    require(std::isfinite(sum) && sum > 0, "basket weights that sum to {}", sum);

    const auto n = static_cast<double>(weights.size());
    alias_share.assign(weights.size(), 1.0);
    alias_other.resize(weights.size());
    std::iota(alias_other.begin(), alias_other.end(), 0U);

    std::vector<double> left(weights.size());
    std::vector<std::uint32_t> scarce, plenty;
    for (std::uint32_t i = 0; i < left.size(); ++i) {
        require(weights[i] >= 0, "a basket weight of {}", weights[i]);
        left[i] = weights[i] / sum * n;
        (left[i] < 1 ? scarce : plenty).push_back(i);
    }
    while (!scarce.empty() && !plenty.empty()) {
        const std::uint32_t poor = scarce.back();
        const std::uint32_t rich = plenty.back();
        scarce.pop_back();
        alias_share[poor] = left[poor];
        alias_other[poor] = rich;
        left[rich] -= 1 - left[poor];
        if (left[rich] < 1) {
            plenty.pop_back();
            scarce.push_back(rich);
        }
    }
    // What rounding leaves over is within 1e-12 of a whole share, unless its weight is zero.
    for (const std::uint32_t i : scarce) {
        if (weights[i] > 0) continue;
        alias_share[i] = 0;
        std::uint32_t heaviest = 0;
        for (std::uint32_t j = 0; j < weights.size(); ++j) {
            if (weights[j] > weights[heaviest]) heaviest = j;
        }
        alias_other[i] = heaviest;
    }
}

std::vector<double> Basket::probabilities() const {
    std::vector<double> likely(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        likely[i] += alias_share[i] / static_cast<double>(from.size());
        likely[alias_other[i]] += (1 - alias_share[i]) / static_cast<double>(from.size());
    }
    return likely;
}

std::size_t Basket::pick(double uniform) const {
    const double scaled = uniform * static_cast<double>(from.size());
    auto column = static_cast<std::size_t>(scaled);
    if (column >= from.size()) column = from.size() - 1;
    const double within = scaled - static_cast<double>(column);
    return within < alias_share[column] ? column : alias_other[column];
}

}  // namespace backstock

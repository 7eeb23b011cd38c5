#include "tests/oracles/formulas/customers.hpp"

#include "tests/oracles/formulas/markov.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace backstock::oracles {

namespace {

using Pair = std::pair<int, int>;
using Moves = std::vector<std::pair<Pair, double>>;

double binomial(int n, int k, double p) {
    if (p <= 0) return k == 0 ? 1 : 0;
    if (p >= 1) return k == n ? 1 : 0;
    return std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) +
                    (n - k) * std::log1p(-p));
}

double poisson(double mean, int k) { return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)); }

}  // namespace

CustomerState some_wait(double rate, double lead, int level, double share) {
    std::vector<double> weight{1};
    double total = 1;
    for (int n = 0; n < level || weight.back() > 1e-14 * total; ++n) {
        weight.push_back(weight.back() * (n < level ? rate : rate * share) * lead / (n + 1));
        total += weight.back();
        if (share == 0 && n + 1 == level) break;
    }
    CustomerState state;
    for (int n = 0; n < static_cast<int>(weight.size()); ++n) {
        const double p = weight[static_cast<std::size_t>(n)] / total;
        state.on_hand += p * std::max(0, level - n);
        state.backorders += p * std::max(0, n - level);
        if (n >= level) state.lost += p * rate * (1 - share);
    }
    return state;
}

CustomerState all_renege(double rate, double lead, int level, double patience) {
    constexpr int deepest = 40;  // more never wait, at the loads that are asked for
    // (stock less backorders, purchases under way)
    const auto chain = chain_from<Pair>({level, 0}, [&](const Pair& at) {
        const auto [net, under_way] = at;
        Moves moves;
        if (net > -deepest) {
            const int left = net - 1;
            moves.push_back({{left, std::max(under_way, level - left)}, rate});
        }
        if (under_way > 0) moves.push_back({{net + 1, under_way - 1}, under_way / lead});
        if (net < 0) moves.push_back({{net + 1, under_way}, -net / patience});
        return moves;
    });
    CustomerState state;
    state.on_hand = chain.mean([](const Pair& at) { return std::max(0, at.first); });
    state.backorders = chain.mean([](const Pair& at) { return std::max(0, -at.first); });
    state.cancelled = state.backorders / patience;
    return state;
}

SubstituteState substituted(double rate, int level, double other_rate, int other_level, double lead, double share) {
    // what is under way of each
    const auto chain = chain_from<Pair>({0, 0}, [&](const Pair& at) {
        const auto [first, second] = at;
        Moves moves;
        if (first < level) moves.push_back({{first + 1, second}, rate});
        const double wanted = other_rate + (first < level ? 0 : rate * share);
        if (second < other_level) moves.push_back({{first, second + 1}, wanted});
        if (first > 0) moves.push_back({{first - 1, second}, first / lead});
        if (second > 0) moves.push_back({{first, second - 1}, second / lead});
        return moves;
    });
    SubstituteState state;
    state.substituted =
        chain.mean([&](const Pair& at) { return at.first == level && at.second < other_level ? rate * share : 0.0; });
    state.lost = chain.mean([&](const Pair& at) {
        const double first = at.first == level ? rate * (at.second < other_level ? 1 - share : 1) : 0;
        return first + (at.second == other_level ? other_rate : 0);
    });
    return state;
}

AlertState alerted(double per_period, int level, double converts) {
    const int most = static_cast<int>(per_period + 12 * std::sqrt(per_period) + 12);
    const auto chain = chain_from<int>(0, [&](int addresses) {
        std::vector<std::pair<int, double>> moves;
        for (int back = 0; back <= addresses; ++back)
            for (int come = 0; come <= most; ++come)
                moves.emplace_back(std::max(0, come - std::max(0, level - back)),
                                   binomial(addresses, back, converts) * poisson(per_period, come));
        return moves;
    });
    AlertState state;
    state.alerts = chain.mean([](int addresses) { return addresses; });
    state.converted = state.alerts * converts;
    state.lost = chain.mean([&](int addresses) {
        double lost = 0;
        for (int back = 0; back <= addresses; ++back)
            lost += binomial(addresses, back, converts) * (addresses - back + std::max(0, back - level));
        return lost;
    });
    return state;
}

}  // namespace backstock::oracles

#include "tests/oracles/formulas/queues.hpp"

#include "tests/oracles/formulas/markov.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace backstock::oracles {

namespace {

constexpr double negligible = 1e-15;

void stable(bool yes) {
    if (!yes) throw std::invalid_argument("a queue needs more capacity than demand");
}

// The number (and whether up) seen up to `last` in the system; beyond it nobody enters.
Pmf cut_at(int last, double rate, double service, int lines, const Breakdowns& b) {
    using State = std::pair<int, bool>;
    const auto chain = chain_from(State{0, true}, [&](const State& at) {
        std::vector<std::pair<State, double>> moves;
        const auto [n, up] = at;
        if (n < last) moves.push_back({{n + 1, up}, rate});
        const double speed = service * std::min(n, lines) * (up ? 1 : b.left);
        if (speed > 0) moves.push_back({{n - 1, up}, speed});
        if (b.fail > 0) moves.push_back({{n, !up}, up ? b.fail : b.repair});
        return moves;
    });
    std::vector<double> p(static_cast<std::size_t>(last) + 1, 0.0);
    for (std::size_t i = 0; i < chain.states.size(); ++i)
        p[static_cast<std::size_t>(chain.states[i].first)] += chain.shares[i];
    return Pmf(std::move(p));
}

}  // namespace

Pmf m_m_c(double rate, double service, int lines) {
    stable(rate < service * lines);
    std::vector<double> p{1};
    for (int n = 1; n <= lines || p.back() > negligible * 0.01; ++n)
        p.push_back(p.back() * rate / (service * std::min(n, lines)));
    double total = 0;
    for (const double each : p) total += each;
    for (double& each : p) each /= total;
    return Pmf(std::move(p));
}

Pmf m_g_1(const Pmf& demands_in_one_time) {
    stable(demands_in_one_time.mean() < 1);
    // more[j] = P(more than j demands), summed from the tail.
    std::vector<double> more(demands_in_one_time.size() + 1, 0.0);
    for (std::size_t j = demands_in_one_time.size(); j-- > 0;) more[j] = more[j + 1] + demands_in_one_time[j + 1];
    const auto beyond = [&](std::size_t j) { return j < more.size() ? more[j] : 0.0; };
    std::vector<double> p{1 - demands_in_one_time.mean()};
    double total = p[0];
    while (1 - total > 1e-14 && p.size() < 20000) {
        const std::size_t j = p.size() - 1;
        double up = p[0] * beyond(j);
        for (std::size_t i = 1; i <= j; ++i) up += p[i] * beyond(j - i + 1);
        p.push_back(up / demands_in_one_time[0]);
        total += p.back();
    }
    return Pmf(std::move(p));
}

Pmf m_d_1(double load) { return m_g_1(poisson(load)); }

double m_g_1_mean(double rate, double mean_time, double sd_time) {
    const double load = rate * mean_time;
    stable(load < 1);
    return load + rate * rate * (mean_time * mean_time + sd_time * sd_time) / (2 * (1 - load));
}

Pmf m_m_c(double rate, double service, int lines, const Breakdowns& b) {
    stable(rate < lines * service * (b.repair + b.left * b.fail) / (b.repair + b.fail));
    for (int last = 64;; last *= 2) {
        Pmf result = cut_at(last, rate, service, lines, b);
        if (result[result.size() - 1] < 1e-14) return result;
    }
}

double m_m_1_breakdowns_mean(double rate, double service, const Breakdowns& b) {
    const double both = b.repair + b.fail;
    return rate * (both * both + service * b.fail) / (both * (service * b.repair - rate * both));
}

StockState make_to_stock(const Pmf& in_system, double rate, int level) {
    const double ready = in_system.below(level);
    return {in_system.left_over(level), in_system.shortage(level), ready, ready, rate};
}

Rationed rationed(double service, int level, double holding, const std::vector<Tier>& tiers) {
    std::vector<int> kept;  // on hand beyond which each tier is served
    for (int sum = 0; const Tier& tier : tiers) {
        kept.push_back(sum);
        sum += tier.reserve;
    }
    const auto leaving = [&](int on_hand) {
        double rate = 0;
        for (std::size_t i = 0; i < tiers.size(); ++i) rate += on_hand > kept[i] ? tiers[i].rate : 0;
        return rate;
    };
    const auto chain = chain_from(level, [&](int on_hand) {
        std::vector<std::pair<int, double>> moves;
        if (on_hand < level) moves.push_back({on_hand + 1, service});
        if (leaving(on_hand) > 0) moves.push_back({on_hand - 1, leaving(on_hand)});
        return moves;
    });
    Rationed result{chain.mean([](int k) { return k; }), {}, 0};
    result.cost = holding * result.on_hand;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        result.lost.push_back(chain.mean([&](int k) { return k <= kept[i] ? 1 : 0; }));
        result.cost += tiers[i].lost_sale * tiers[i].rate * result.lost.back();
    }
    return result;
}

}  // namespace backstock::oracles

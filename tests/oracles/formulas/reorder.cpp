#include "tests/oracles/formulas/reorder.hpp"

#include <stdexcept>
#include <vector>

namespace backstock::oracles {

namespace {

// m(0 … n-1) of the renewal process with the given jumps, jumps of 0 included: m(j) = sum over l of p(l) m(j - l).
std::vector<double> renewal_density(const Pmf& jump, int n) {
    std::vector<double> m(static_cast<std::size_t>(n), 0.0);
    m[0] = 1 / (1 - jump[0]);
    for (std::size_t j = 1; j < m.size(); ++j) {
        for (std::size_t l = 1; l <= j; ++l) m[j] += jump[l] * m[j - l];
        m[j] /= 1 - jump[0];
    }
    return m;
}

double total(const std::vector<double>& values) {
    double result = 0;
    for (const double each : values) result += each;
    return result;
}

// Adds what a position contributes when it is met with the probability `share`.
void add(StockState& result, double share, double position, const Pmf& met) {
    result.on_hand += share * met.left_over(position);
    result.backorders += share * met.shortage(position);
    result.ready_rate += share * met.below(position);
}

// Demand of n - 1 periods, n the periods after which the period end looks; coverage 0 is looked at before the refill.
std::size_t periods_after(std::size_t coverage) { return coverage == 0 ? 1 : coverage; }

double unserved(const Pmf& demand, std::size_t coverage, double position) {
    const std::size_t after = periods_after(coverage);
    return sum_of(demand, after).shortage(position) - sum_of(demand, after - 1).shortage(position);
}

}  // namespace

StockState r_q(double rate, double lead, int r, int quantity) {
    const Pmf demand = poisson(rate * lead);
    StockState result{0, 0, 0, 0, rate / quantity};
    for (int y = r + 1; y <= r + quantity; ++y) add(result, 1.0 / quantity, y, demand);
    result.fill_rate = result.ready_rate;
    return result;
}

ReorderCost best_r_q(double rate, double lead, double order_cost, double holding, double shortage) {
    const Pmf demand = poisson(rate * lead);
    const auto level_cost = [&](int y) { return holding * demand.left_over(y) + shortage * demand.shortage(y); };
    int low = 0;
    while (level_cost(low + 1) < level_cost(low)) ++low;
    while (level_cost(low - 1) < level_cost(low)) --low;
    int high = low;
    double sum_of_costs = order_cost * rate + level_cost(low);
    for (;;) {
        const double below = level_cost(low - 1);
        const double above = level_cost(high + 1);
        const double next = below < above ? below : above;
        if (next >= sum_of_costs / (high - low + 1)) return {low - 1, high - low + 1, sum_of_costs / (high - low + 1)};
        sum_of_costs += next;
        below < above ? --low : ++high;
    }
}

StockState r_nq_periodic(const Pmf& demand, std::size_t coverage, int r, int quantity) {
    const Pmf met = sum_of(demand, coverage);
    StockState result{0, 0, 0, 0, (demand.mean() - demand.shortage(quantity)) / quantity};
    double short_of = 0;
    for (int y = r + 1; y <= r + quantity; ++y) {
        add(result, 1.0 / quantity, y, met);
        short_of += unserved(demand, coverage, y) / quantity;
    }
    result.fill_rate = 1 - short_of / demand.mean();
    return result;
}

StockState r_q_lost_sales(double rate, double lead, int r, int quantity) {
    if (r < 0 || r >= quantity) throw std::invalid_argument("(r, Q) with lost sales needs 0 <= r < Q");
    const Pmf demand = poisson(rate * lead);
    const double cycle = (quantity + demand.shortage(r)) / rate;
    // From the arrival down to r: each level k > r is held for one mean interval, if it is reached.
    double held = 0;
    for (int left = 0; left <= r; ++left) {
        const double share = left > 0 ? demand[static_cast<std::size_t>(r - left)] : 1 - demand.at_most(r - 1);
        for (int k = r + 1; k <= left + quantity; ++k) held += share * k / rate;
    }
    // During the lead time: level k <= r is left at its next demand, or by the arrival.
    double ready = (quantity - r + demand.left_over(r)) / rate;
    for (int k = r; k > 0; --k) {
        double in_level = 0;  // the mean time the lead time spends with exactly r - k demands
        for (std::size_t n = static_cast<std::size_t>(r - k) + 1; n < demand.size(); ++n) in_level += demand[n] / rate;
        held += k * in_level;
        ready += in_level;
    }
    return {held / cycle, 0, ready / cycle, quantity / (rate * cycle), 1 / cycle};
}

StockState s_S_periodic(const Pmf& demand, std::size_t coverage, int s, int big_s) {
    const Pmf met = sum_of(demand, coverage);
    const std::vector<double> m = renewal_density(demand, big_s - s);
    const double periods = total(m);
    StockState result{0, 0, 0, 0, 1 / periods};
    double short_of = 0;
    for (std::size_t j = 0; j < m.size(); ++j) {
        const double y = big_s - static_cast<double>(j);
        add(result, m[j] / periods, y, met);
        short_of += m[j] / periods * unserved(demand, coverage, y);
    }
    result.fill_rate = 1 - short_of / demand.mean();
    return result;
}

ReorderCost best_s_S_periodic(const Pmf& demand, std::size_t coverage, double order_cost, double holding,
                              double shortage) {
    const Pmf met = sum_of(demand, coverage);
    const auto level_cost = [&](int y) { return holding * met.left_over(y) + shortage * met.shortage(y); };
    const auto cost = [&](int s, int big_s) {
        const std::vector<double> m = renewal_density(demand, big_s - s);
        double result = order_cost;
        for (std::size_t j = 0; j < m.size(); ++j) result += m[j] * level_cost(big_s - static_cast<int>(j));
        return result / total(m);
    };
    int best_level = 0;
    while (level_cost(best_level + 1) < level_cost(best_level)) ++best_level;
    int s = best_level - 1;
    while (cost(s, best_level) > level_cost(s)) --s;
    ReorderCost best{s, best_level, cost(s, best_level)};
    for (int big_s = best_level + 1; level_cost(big_s) <= best.cost; ++big_s) {
        if (cost(best.low, big_s) >= best.cost) continue;
        best = {best.low, big_s, cost(best.low, big_s)};
        while (best.cost <= level_cost(best.low + 1)) best = {best.low + 1, big_s, cost(best.low + 1, big_s)};
    }
    return best;
}

StockState s_S(double rate, const Pmf& basket, double lead, int s, int big_s) {
    const Pmf demand = compound_poisson(rate * lead, basket);
    const std::vector<double> m = renewal_density(basket, big_s - s);
    StockState result{0, 0, 0, 0, rate / total(m)};
    double served = 0;
    for (std::size_t j = 0; j < m.size(); ++j) {
        const double share = m[j] / total(m);
        const double y = big_s - static_cast<double>(j);
        add(result, share, y, demand);
        for (std::size_t d = 1; d < basket.size(); ++d)
            served += share * basket[d] * (demand.left_over(y) - demand.left_over(y - static_cast<double>(d)));
    }
    result.fill_rate = served / basket.mean();
    return result;
}

}  // namespace backstock::oracles

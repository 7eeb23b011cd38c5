#include "tests/oracles/formulas/lost_sales.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

namespace backstock::oracles {

namespace {

// On hand after receiving, then the orders on their way, next first.
using State = std::vector<int>;

struct Step {
    std::size_t to;
    double probability;
};

struct Chain {
    std::map<State, std::size_t> index;
    std::vector<State> states;
    std::vector<std::vector<Step>> steps;

    std::size_t of(const State& state) {
        const auto [found, fresh] = index.emplace(state, states.size());
        if (fresh) states.push_back(state);
        return found->second;
    }
};

// The state the demand meets: on hand, then what is on its way with the new order last (or on the shelf, lead 0).
State ordered(const State& state, const OrderRule& rule) {
    State met = state;
    const int order = std::max(0, rule(std::accumulate(state.begin(), state.end(), 0)));
    met.push_back(order);
    return met;
}

State after(const State& met, int demand, std::size_t lead) {
    if (lead == 0) return {std::max(0, met[0] + met[1] - demand)};
    State next(met.begin() + 1, met.end());
    next[0] += std::max(0, met[0] - demand);
    return next;
}

int shelf(const State& met, std::size_t lead) { return lead == 0 ? met[0] + met[1] : met[0]; }

Chain reachable(const Pmf& demand, std::size_t lead, const OrderRule& rule, int start) {
    Chain chain;
    State first(std::max<std::size_t>(lead, 1), 0);
    first[0] = start;
    chain.of(first);
    for (std::size_t i = 0; i < chain.states.size(); ++i) {
        const State met = ordered(chain.states[i], rule);
        const auto enough = static_cast<std::size_t>(shelf(met, lead));
        std::vector<Step> steps;
        for (std::size_t d = 0; d < enough && d < demand.size(); ++d)
            steps.push_back({chain.of(after(met, static_cast<int>(d), lead)), demand[d]});
        const double rest = 1 - demand.below(static_cast<double>(enough));
        steps.push_back({chain.of(after(met, static_cast<int>(enough), lead)), rest});
        chain.steps.push_back(std::move(steps));
    }
    return chain;
}

std::vector<double> stationary(const Chain& chain) {
    std::vector<double> now(chain.states.size(), 1.0 / static_cast<double>(chain.states.size()));
    for (double change = 1; change > 1e-13;) {
        std::vector<double> next(now.size());
        for (std::size_t i = 0; i < now.size(); ++i) {
            next[i] += now[i] / 2;
            for (const Step& step : chain.steps[i]) next[step.to] += now[i] / 2 * step.probability;
        }
        change = 0;
        for (std::size_t i = 0; i < now.size(); ++i) change = std::max(change, std::abs(next[i] - now[i]));
        now.swap(next);
    }
    return now;
}

}  // namespace

double erlang_loss(double offered, int level) {
    double blocked = 1;
    for (int n = 1; n <= level; ++n) blocked = offered * blocked / (n + offered * blocked);
    return blocked;
}

double erlang_loss_on_hand(double offered, int level) { return level - offered * (1 - erlang_loss(offered, level)); }

OrderRule order_up_to(int level) {
    return [level](int position) { return level - position; };
}

OrderRule order_s_S(int s, int big_s) {
    return [s, big_s](int position) { return position <= s ? big_s - position : 0; };
}

OrderRule order_r_Q(int r, int quantity) {
    return [r, quantity](int position) { return position <= r ? quantity : 0; };
}

LostSalesState lost_sales(const Pmf& demand, std::size_t lead, const OrderRule& rule, int start) {
    const Chain chain = reachable(demand, lead, rule, start);
    const std::vector<double> share = stationary(chain);
    LostSalesState result{0, 0, 0, 0};
    for (std::size_t i = 0; i < share.size(); ++i) {
        const State met = ordered(chain.states[i], rule);
        result.on_hand += share[i] * demand.left_over(shelf(met, lead));
        result.lost += share[i] * demand.shortage(shelf(met, lead));
        result.order_rate += met.back() > 0 ? share[i] : 0;
    }
    result.fill_rate = 1 - result.lost / demand.mean();
    return result;
}

}  // namespace backstock::oracles

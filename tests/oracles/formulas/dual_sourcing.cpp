#include "tests/oracles/formulas/dual_sourcing.hpp"

#include "tests/oracles/formulas/markov.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

namespace backstock::oracles {

namespace {

// What the slow source will bring later than the quick one could, next first.
using Pipeline = std::vector<int>;

int total(const Pipeline& pipeline) { return std::accumulate(pipeline.begin(), pipeline.end(), 0); }

// What a demand makes the rule buy from the quick source: the expedited position was S - (late units), the next late
// order comes within reach, and the position is lifted to S - delta.
int expedite(const Pipeline& late, int demand, int delta) {
    return std::max(0, demand - delta + total(late) - late.front());
}

Chain<Pipeline> late_orders(const Pmf& demand, int periods, int delta) {
    return chain_from(Pipeline(static_cast<std::size_t>(periods), 0), [&](const Pipeline& late) {
        std::vector<std::pair<Pipeline, double>> moves;
        for (std::size_t d = 0; d < demand.size(); ++d) {
            if (demand[d] <= 0) continue;
            const int taken = static_cast<int>(d);
            Pipeline next(late.begin() + 1, late.end());
            next.push_back(taken - expedite(late, taken, delta));
            moves.emplace_back(std::move(next), demand[d]);
        }
        return moves;
    });
}

// The net stock under any rule, relative values by state, states numbered (stock, pipeline) in mixed radix.
class BestRule {
public:
    BestRule(const Pmf& demand, int lead, double holding, double shortage, double premium, int deep, int high)
        : demand_(demand),
          lead_(lead),
          premium_(premium),
          deep_(deep),
          high_(high),
          orders_(static_cast<int>(demand.size())) {
        for (int x = -deep; x <= high; ++x)
            period_.push_back(holding * demand.left_over(x) + shortage * demand.shortage(x));
        rest_ = 1;
        for (int i = 1; i < lead; ++i) rest_ *= orders_;
        value_.assign(period_.size() * static_cast<std::size_t>(rest_), 0.0);
    }

    double least_cost() {
        for (int pass = 0; pass < 100'000; ++pass) {
            std::vector<double> after = after_ordering();
            double low = std::numeric_limits<double>::infinity();
            double high = -low;
            std::vector<double> next(value_.size());
            for (std::size_t s = 0; s < next.size(); ++s) {
                next[s] = best(after, static_cast<int>(s) / rest_, static_cast<int>(s) % rest_);
                low = std::min(low, next[s] - value_[s]);
                high = std::max(high, next[s] - value_[s]);
            }
            const double base = next[0];
            for (double& each : next) each -= base;
            value_.swap(next);
            if (high - low < 1e-10) return (low + high) / 2;
        }
        throw std::runtime_error("the value iteration did not end");
    }

private:
    // The value of (stock after the quick order, pipeline with the new order last), demand yet to come.
    std::vector<double> after_ordering() const {
        std::vector<double> after(period_.size() * static_cast<std::size_t>(rest_ * orders_));
        for (std::size_t s = 0; s < after.size(); ++s) {
            const int x = static_cast<int>(s) / (rest_ * orders_);
            const int pipeline = static_cast<int>(s) % (rest_ * orders_);
            after[s] = period_[static_cast<std::size_t>(x)];
            for (std::size_t d = 0; d < demand_.size(); ++d) {
                const int stock = std::clamp(x + pipeline / rest_ - static_cast<int>(d), 0, deep_ + high_);
                after[s] += demand_[d] * value_[static_cast<std::size_t>(stock * rest_ + pipeline % rest_)];
            }
        }
        return after;
    }

    double best(const std::vector<double>& after, int x, int pipeline) const {
        double least = std::numeric_limits<double>::infinity();
        for (int up = x; up <= deep_ + high_; ++up)
            for (int q = 0; q < orders_; ++q) {
                const auto to = static_cast<std::size_t>((up * rest_ + pipeline) * orders_ + q);
                least = std::min(least, premium_ * (up - x) + after[to]);
            }
        return least;
    }

    const Pmf& demand_;
    int lead_;
    double premium_;
    int deep_, high_;
    int orders_;    // a regular order is 0 … orders_ - 1
    int rest_ = 1;  // pipelines of lead - 1 orders
    std::vector<double> period_;
    std::vector<double> value_;
};

}  // namespace

DualSourced dual_index(const Pmf& demand, int regular_lead, int quick_lead, int level, int delta) {
    if (regular_lead <= quick_lead || quick_lead < 0) throw std::invalid_argument("the quick lead is the shorter one");
    const auto chain = late_orders(demand, regular_lead - quick_lead, delta);
    const Pmf met = sum_of(demand, static_cast<std::size_t>(quick_lead) + 1);
    return {chain.mean([&](const Pipeline& late) { return met.left_over(level - total(late)); }),
            chain.mean([&](const Pipeline& late) { return met.shortage(level - total(late)); }),
            chain.mean([&](const Pipeline& late) {
                double units = 0;
                for (std::size_t d = 0; d < demand.size(); ++d)
                    units += demand[d] * expedite(late, static_cast<int>(d), delta);
                return units;
            })};
}

BestDualIndex best_dual_index(const Pmf& demand, int regular_lead, int quick_lead, double holding, double shortage,
                              double premium, int most_delta) {
    BestDualIndex best{0, 0, std::numeric_limits<double>::infinity()};
    for (int delta = 0; delta <= most_delta; ++delta) {
        const auto cost = [&](int level) {
            return dual_index(demand, regular_lead, quick_lead, level, delta).cost(holding, shortage, premium);
        };
        int level = 0;
        while (cost(level + 1) < cost(level)) ++level;
        if (cost(level) < best.cost) best = {level, delta, cost(level)};
    }
    return best;
}

double best_dual_sourcing(const Pmf& demand, int regular_lead, double holding, double shortage, double premium,
                          int deep, int high) {
    return BestRule(demand, regular_lead, holding, shortage, premium, deep, high).least_cost();
}

}  // namespace backstock::oracles

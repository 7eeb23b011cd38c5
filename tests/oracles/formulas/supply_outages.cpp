#include "tests/oracles/formulas/supply_outages.hpp"

#include "tests/oracles/formulas/eoq.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/minima.hpp>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace backstock::oracles {

namespace {

constexpr double negligible = 1e-16;

}  // namespace

DisruptedOrder disrupted_eoq(double demand, double order_cost, double holding, double lost_sale, double fail,
                             double recover, double quantity) {
    const double run = quantity / demand;
    const double down = fail / (fail + recover) * (1 - std::exp(-(fail + recover) * run));
    const double dry = down / recover;
    const double cycle = run + dry;
    DisruptedOrder result{quantity, 0, quantity * run / 2 / cycle, demand * dry / cycle};
    result.cost = order_cost / cycle + holding * result.on_hand + lost_sale * result.lost_rate;
    return result;
}

DisruptedOrder disrupted_eoq_in_lots(double demand, double order_cost, double holding, double lost_sale, double fail,
                                     double recover, int lots, double lot) {
    // In intervals between lots. A dry time takes whole ones, geometrically many, and a part; the delivery comes a rest
    // before the next lot, the part having a cut exponential law whatever came before.
    const double interval = lot / demand;
    const double whole = 1 / std::expm1(recover * interval);
    const double rest = 1 - (1 / (recover * interval) - whole);
    const double both = fail + recover;
    const auto down_after = [&](double faded) { return fail / both * (1 - faded); };
    // E[e^(-both x rest)]: the rest is the interval less the part, of which e^(both x part) has a closed mean.
    const double cut = -std::expm1(-recover * interval);
    const double rest_fades = std::exp(-both * interval) * recover * std::expm1(fail * interval) / (fail * cut);
    const double after_instant = down_after(std::exp(-both * lots * interval));
    const double after_dry = down_after(std::exp(-both * (lots - 1) * interval) * rest_fades);
    const double dry = after_instant / (1 + after_instant - after_dry);
    const double cycle = (lots + dry * whole) * interval;
    const double held = lot * (lots * (lots - 1.0) / 2 + lots * (1 - dry + dry * rest)) * interval;
    DisruptedOrder result{lots * lot, 0, held / cycle, lot * dry * whole / cycle};
    result.cost = order_cost / cycle + holding * result.on_hand + lost_sale * result.lost_rate;
    return result;
}

DisruptedOrder best_disrupted_eoq(double demand, double order_cost, double holding, double lost_sale, double fail,
                                  double recover) {
    const auto cost = [&](double quantity) {
        return disrupted_eoq(demand, order_cost, holding, lost_sale, fail, recover, quantity).cost;
    };
    const double plain = eoq(demand, order_cost, holding).quantity;
    const double most = plain + 10 * demand / std::min(fail, recover);
    const double best = boost::math::tools::brent_find_minima(cost, plain, most, 40).first;
    return disrupted_eoq(demand, order_cost, holding, lost_sale, fail, recover, best);
}

double PeriodicSupply::down_for(std::size_t n) const {
    if (n == 0) return recover / (fail + recover);
    return fail * recover / (fail + recover) * std::pow(1 - recover, static_cast<double>(n - 1));
}

StockState base_stock_outages(const Pmf& demand, const PeriodicSupply& supply, std::size_t coverage, double level) {
    StockState result{0, 0, 0, 0, 1 - demand[0]};
    double unserved = 0;
    std::vector<Pmf> met{point(0)};  // the demand of 0, 1, … periods
    for (std::size_t n = 0; n == 0 || supply.down_for(n) > negligible; ++n) {
        const std::size_t periods = n + coverage;
        const std::size_t after = std::max<std::size_t>(periods, 1);  // coverage 0: the shelf is refilled after demand
        while (met.size() <= after) met.push_back(sum(met.back(), demand));
        const double share = supply.down_for(n);
        result.on_hand += share * met[periods].left_over(level);
        result.backorders += share * met[periods].shortage(level);
        result.ready_rate += share * met[periods].below(level);
        unserved += share * (met[after].shortage(level) - met[after - 1].shortage(level));
    }
    result.fill_rate = 1 - unserved / demand.mean();
    return result;
}

StockState base_stock_outages_steady(double demand, const PeriodicSupply& supply, std::size_t coverage, double level) {
    StockState result{0, 0, 0, 1, 1};
    for (std::size_t n = 0; n == 0 || supply.down_for(n) > negligible; ++n) {
        const auto periods = static_cast<double>(n + coverage);
        const double share = supply.down_for(n);
        result.on_hand += share * std::max(0.0, level - periods * demand);
        result.backorders += share * std::max(0.0, periods * demand - level);
        result.ready_rate += periods * demand < level ? share : 0;
        const double after = std::max(periods, 1.0) * demand;
        result.fill_rate -= share * std::clamp(after - level, 0.0, demand) / demand;
    }
    return result;
}

double best_level_outages_steady(double demand, const PeriodicSupply& supply, std::size_t coverage, double holding,
                                 double shortage) {
    double covered = 0;
    for (std::size_t n = 0;; ++n) {
        covered += supply.down_for(n);
        if (covered >= shortage / (shortage + holding)) return static_cast<double>(n + coverage) * demand;
    }
}

DownTime exponential_down(double mean) {
    return {mean, [mean](double t) { return std::exp(-t / mean); }, 40 * mean};
}

DownTime constant_down(double length) {
    return {length, [](double) { return 1.0; }, length};
}

DownTime erlang_down(int stages, double mean) {
    const boost::math::gamma_distribution<double> law(stages, mean / stages);
    return {mean, [law](double t) { return boost::math::cdf(boost::math::complement(law, t)); }, 40 * mean};
}

Pmf demand_of_outage(double rate, double mean_up, const DownTime& down) {
    using Rule = boost::math::quadrature::gauss<double, 30>;
    constexpr int panels = 40;
    const double half = down.reach / panels / 2;
    std::vector<double> p{mean_up / (mean_up + down.mean)};
    const auto add = [&](double age, double weight) {
        const Pmf demand = poisson(rate * age);
        if (p.size() < demand.size()) p.resize(demand.size(), 0.0);
        const double share = weight * half * down.longer_than(age) / (mean_up + down.mean);
        for (std::size_t k = 0; k < demand.size(); ++k) p[k] += share * demand[k];
    };
    for (int panel = 0; panel < panels; ++panel)
        for (std::size_t i = 0; i < Rule::abscissa().size(); ++i)
            for (const double side : {-1.0, 1.0})
                add((2 * panel + 1 + side * Rule::abscissa()[i]) * half, Rule::weights()[i]);
    return Pmf(std::move(p));
}

StockState r_q_outages(double rate, double lead, int r, int quantity, double mean_up, const DownTime& down) {
    const Pmf outage = demand_of_outage(rate, mean_up, down);
    const Pmf demand = poisson(rate * lead);
    StockState result{0, 0, 0, 0, rate / quantity};
    for (int i = 0; i < quantity; ++i) {
        std::vector<double> queued;  // the law of whole orders still queued at the position r + 1 + i
        for (std::size_t n = 0; n < outage.size(); ++n) {
            const std::size_t orders = (static_cast<std::size_t>(i) + n) / static_cast<std::size_t>(quantity);
            queued.resize(std::max(queued.size(), orders + 1), 0.0);
            queued[orders] += outage[n];
        }
        for (std::size_t k = 0; k < queued.size(); ++k) {
            const double level = r + 1 + i - static_cast<double>(k) * quantity;
            const double share = queued[k] / quantity;
            result.on_hand += share * demand.left_over(level);
            result.backorders += share * demand.shortage(level);
            result.ready_rate += share * demand.below(level);
        }
    }
    result.fill_rate = result.ready_rate;
    return result;
}

}  // namespace backstock::oracles

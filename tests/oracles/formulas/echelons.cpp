#include "tests/oracles/formulas/echelons.hpp"

#include "tests/oracles/formulas/newsvendor.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace backstock::oracles {

namespace {

constexpr double reach = 9.0;  // standard deviations integrated over

struct Expected {
    double on_site = 0;
    double owed = 0;

    Expected operator+(const Expected& other) const { return {on_site + other.on_site, owed + other.owed}; }
    Expected operator*(double factor) const { return {on_site * factor, owed * factor}; }
};

class SerialNormal {
public:
    SerialNormal(const std::vector<Stage>& stages, double mean, double sd, Review at)
        : stages_(stages), mean_(mean), sd_(sd), at_(at) {}

    // What stages 0 … j cost when the stage above j owes `short_of`.
    Expected from(std::size_t j, double short_of) const {
        const double level = stages_[j].level - short_of;
        const double mean = mean_ * periods(j);
        const double sd = sd_ * std::sqrt(periods(j));
        const double held = stages_[j].holding * normal_left_over(mean, sd, level);
        if (j == 0) return {held, normal_shortage(mean, sd, level)};
        const boost::math::normal_distribution<double> demand(mean, sd);
        const Expected covered = from(j - 1, 0) * boost::math::cdf(demand, level);
        return Expected{held, 0} + covered + owing(j, demand, level);
    }

private:
    double periods(std::size_t j) const { return stages_[j].lead + (j == 0 && at_ == Review::start ? 1 : 0); }

    // The mean over the demands beyond the level, by the quadrature's own nodes so that both parts share one pass.
    Expected owing(std::size_t j, const boost::math::normal_distribution<double>& demand, double level) const {
        using Rule = boost::math::quadrature::gauss<double, 40>;
        const double low = std::max(level, demand.mean() - reach * demand.standard_deviation());
        const double high = demand.mean() + reach * demand.standard_deviation();
        if (low >= high) return {};
        const double middle = (low + high) / 2;
        const double half = (high - low) / 2;
        Expected result;
        for (std::size_t i = 0; i < Rule::abscissa().size(); ++i)
            for (const double side : {-1.0, 1.0}) {
                const double x = middle + side * half * Rule::abscissa()[i];
                result = result + from(j - 1, x - level) * (half * Rule::weights()[i] * boost::math::pdf(demand, x));
            }
        return result;
    }

    const std::vector<Stage>& stages_;
    double mean_;
    double sd_;
    Review at_;
};

// The shops with a law of what is outstanding made from its exact mean and variance.
template<class Law>
std::vector<StockState> approximated(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops,
                                     Law&& law) {
    double rate = 0;
    for (const Shop& shop : shops) rate += shop.rate;
    std::vector<StockState> result{base_stock(rate, warehouse_lead, warehouse_level)};
    const Pmf owed = excess(poisson(rate * warehouse_lead), static_cast<std::size_t>(warehouse_level));
    for (const Shop& shop : shops) {
        const double share = shop.rate / rate;
        const double mean = share * owed.mean() + shop.rate * shop.lead;
        const double variance =
            share * share * owed.variance() + share * (1 - share) * owed.mean() + shop.rate * shop.lead;
        const Pmf outstanding = law(mean, variance);
        const double ready = outstanding.below(shop.level);
        result.push_back(
            {outstanding.left_over(shop.level), outstanding.shortage(shop.level), ready, ready, shop.rate});
    }
    return result;
}

// Demand on the points first, first + 1, … of a lattice.
struct LatticeDemand {
    long first;
    std::vector<double> shares;

    long last() const { return first + static_cast<long>(shares.size()) - 1; }
};

LatticeDemand lattice_normal(double mean, double sd, double step) {
    const long centre = std::lround(mean / step);
    const long wide = std::lround(reach * sd / step);
    LatticeDemand result{centre - wide, {}};
    double total = 0;
    for (long k = -wide; k <= wide; ++k) {
        const double z = static_cast<double>(k) * step / sd;
        result.shares.push_back(std::exp(-z * z / 2));
        total += result.shares.back();
    }
    for (double& each : result.shares) each /= total;
    return result;
}

// A cost of the echelon position at the points low, low + 1, …; straight before them, and flat beyond `best` where the
// stage above would send no more.
struct CostCurve {
    long low;
    std::vector<double> values;
    std::size_t best = 0;

    double at(long point) const {
        const long k = std::min(point - low, static_cast<long>(best));
        if (k >= 0) return values[static_cast<std::size_t>(k)];
        return values[0] + static_cast<double>(k) * (values[1] - values[0]);
    }

    void find_best() {
        best = static_cast<std::size_t>(std::min_element(values.begin(), values.end()) - values.begin());
    }

    // The lowest point of the parabola through the best three.
    double refined() const {
        if (best == 0 || best + 1 >= values.size()) return 0;
        const double left = values[best - 1] - values[best];
        const double right = values[best + 1] - values[best];
        return (left - right) / (2 * (left + right));
    }
};

// Shortage of the first stage at a level comes from outside; the demand of the other stages from the lattice.
template<class Short>
BestSerial clark_scarf(const std::vector<Stage>& stages, const std::vector<LatticeDemand>& met, double step,
                       double shortage, bool divisible, Short&& first_short) {
    long low = -1;  // before every demand, where the curves are straight
    long high = 0;
    for (const LatticeDemand& each : met) {
        low += std::min(0L, each.first);
        high += each.last();
    }
    const auto echelon_rate = [&](std::size_t j) {
        return stages[j].holding - (j + 1 < stages.size() ? stages[j + 1].holding : 0);
    };
    const auto mean = [&](const LatticeDemand& demand) {
        double result = 0;
        for (std::size_t m = 0; m < demand.shares.size(); ++m)
            result += demand.shares[m] * static_cast<double>(demand.first + static_cast<long>(m)) * step;
        return result;
    };
    BestSerial result{std::vector<double>(stages.size()), 0};
    CostCurve below;
    for (std::size_t j = 0; j < stages.size(); ++j) {
        CostCurve curve{low, {}};
        for (long y = low; y <= high; ++y) {
            const double position = static_cast<double>(y) * step;
            double cost = echelon_rate(j) * (position - mean(met[j]));
            if (j == 0) cost += (shortage + stages[0].holding) * first_short(position);
            for (std::size_t m = 0; j > 0 && m < met[j].shares.size(); ++m)
                cost += met[j].shares[m] * below.at(y - met[j].first - static_cast<long>(m));
            curve.values.push_back(cost);
        }
        curve.find_best();
        result.levels[j] =
            (static_cast<double>(low + static_cast<long>(curve.best)) + (divisible ? curve.refined() : 0)) * step;
        below = std::move(curve);
    }
    result.cost = below.values[below.best];
    for (std::size_t j = stages.size(); j-- > 1;) {
        result.levels[j - 1] = std::min(result.levels[j - 1], result.levels[j]);
        result.levels[j] -= result.levels[j - 1];
    }
    return result;
}

}  // namespace

SerialCost serial_normal(const std::vector<Stage>& stages, double mean, double sd, double shortage, Review at) {
    const Expected expected = SerialNormal(stages, mean, sd, at).from(stages.size() - 1, 0);
    SerialCost result{expected.on_site, shortage * expected.owed, 0, 0};
    for (std::size_t j = 0; j + 1 < stages.size(); ++j)
        result.in_transit += mean * stages[j].lead * stages[j + 1].holding;
    std::vector<Stage> period_before = stages;
    period_before[0].lead -= 1;
    const Expected before = SerialNormal(period_before, mean, sd, at).from(stages.size() - 1, 0);
    result.fill_rate = 1 - (expected.owed - before.owed) / mean;
    return result;
}

std::vector<StockState> serial(const std::vector<int>& levels, const std::vector<Pmf>& met, double rate) {
    std::vector<StockState> result(levels.size());
    Pmf owed_above = point(0);
    for (std::size_t j = levels.size(); j-- > 0;) {
        const Pmf outstanding = sum(met[j], owed_above);
        const double ready = outstanding.below(levels[j]);
        result[j] = {outstanding.left_over(levels[j]), outstanding.shortage(levels[j]), ready, ready, rate};
        owed_above = excess(outstanding, static_cast<std::size_t>(levels[j]));
    }
    return result;
}

BestSerial best_serial_normal(const std::vector<Stage>& stages, double mean, double sd, double shortage, Review at) {
    const double step = mean / std::ceil(100 * mean / sd);
    std::vector<LatticeDemand> met;
    for (std::size_t j = 0; j < stages.size(); ++j) {
        const double periods = stages[j].lead + (j == 0 && at == Review::start ? 1 : 0);
        met.push_back(lattice_normal(mean * periods, sd * std::sqrt(periods), step));
    }
    const double periods = stages[0].lead + (at == Review::start ? 1 : 0);
    BestSerial best = clark_scarf(stages, met, step, shortage, true, [&](double level) {
        return normal_shortage(mean * periods, sd * std::sqrt(periods), level);
    });
    if (at == Review::start && stages.size() > 1) best.cost -= stages[1].holding * mean;
    return best;
}

BestSerial best_serial(const std::vector<Stage>& stages, const std::vector<Pmf>& met, double shortage) {
    std::vector<LatticeDemand> lattice;
    for (const Pmf& each : met) {
        lattice.push_back({0, {}});
        for (std::size_t k = 0; k < each.size(); ++k) lattice.back().shares.push_back(each[k]);
    }
    return clark_scarf(stages, lattice, 1, shortage, false, [&](double level) { return met[0].shortage(level); });
}

std::vector<StockState> two_echelon(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops) {
    double rate = 0;
    for (const Shop& shop : shops) rate += shop.rate;
    std::vector<StockState> result{base_stock(rate, warehouse_lead, warehouse_level)};
    const Pmf owed = excess(poisson(rate * warehouse_lead), static_cast<std::size_t>(warehouse_level));
    for (const Shop& shop : shops) {
        const Pmf outstanding = sum(thinned(owed, shop.rate / rate), poisson(shop.rate * shop.lead));
        const double ready = outstanding.below(shop.level);
        result.push_back(
            {outstanding.left_over(shop.level), outstanding.shortage(shop.level), ready, ready, shop.rate});
    }
    return result;
}

std::vector<StockState> metric(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops) {
    return approximated(warehouse_level, warehouse_lead, shops, [](double mean, double) { return poisson(mean); });
}

std::vector<StockState> two_moment(int warehouse_level, double warehouse_lead, const std::vector<Shop>& shops) {
    return approximated(warehouse_level, warehouse_lead, shops, [](double mean, double variance) {
        if (variance <= mean * (1 + 1e-12)) return poisson(mean);
        return negative_binomial(mean * mean / (variance - mean), mean / variance);
    });
}

}  // namespace backstock::oracles

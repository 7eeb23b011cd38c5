#include "tests/oracles/formulas/echelons.hpp"

#include "tests/oracles/formulas/newsvendor.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

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

}  // namespace backstock::oracles

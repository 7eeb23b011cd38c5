#include "tests/oracles/formulas/base_stock.hpp"

#include "tests/oracles/formulas/newsvendor.hpp"
#include "tests/oracles/formulas/queues.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/gauss.hpp>

#include <cmath>

namespace backstock::oracles {

namespace {

double served_at_once(const Pmf& basket, const Pmf& outstanding, int level) {
    double units = 0;
    for (std::size_t d = 1; d < basket.size(); ++d)
        units += basket[d] * (outstanding.left_over(level) - outstanding.left_over(level - static_cast<double>(d)));
    return units / basket.mean();
}

StockState state_of(const Pmf& outstanding, int level, double fill_rate, double order_rate) {
    return {outstanding.left_over(level), outstanding.shortage(level), outstanding.below(level), fill_rate, order_rate};
}

// Whole renewals completed by `stages`-stage intervals in Poisson(mean_stages) stages, the first of which is the
// (first + 1)-th of its interval.
Pmf renewals(int stages, double mean_stages, int first) {
    const Pmf passed = poisson(mean_stages);
    std::vector<double> p(passed.size() + 1, 0.0);
    for (std::size_t n = 0; n < passed.size(); ++n)
        p[(n + static_cast<std::size_t>(first)) / static_cast<std::size_t>(stages)] += passed[n];
    return Pmf(std::move(p));
}

}  // namespace

StockState base_stock(double rate, double lead, int level) { return base_stock(rate, point(1), lead, level); }

double base_stock_wait_over(double rate, double lead, int level, double t) {
    return 1.0 - poisson(rate * (lead - t)).below(level);
}

StockState base_stock(double rate, const Pmf& basket, double lead, int level) {
    const Pmf outstanding = compound_poisson(rate * lead, basket);
    return state_of(outstanding, level, served_at_once(basket, outstanding, level), rate * (1 - basket[0]));
}

double base_stock_order_fill(double rate, const Pmf& basket, double lead, int level) {
    const Pmf outstanding = compound_poisson(rate * lead, basket);
    double whole = 0;
    for (std::size_t d = 1; d < basket.size(); ++d)
        whole += basket[d] * outstanding.at_most(level - static_cast<double>(d));
    return whole / (1 - basket[0]);
}

StockState base_stock_erlang_renewal(int stages, double mean_interval, double lead, int level) {
    const double mean_stages = stages * lead / mean_interval;
    std::vector<double> p;
    for (int first = 0; first < stages; ++first) {
        const Pmf each = renewals(stages, mean_stages, first);
        if (p.size() < each.size()) p.resize(each.size(), 0.0);
        for (std::size_t k = 0; k < each.size(); ++k) p[k] += each[k] / stages;
    }
    // Backwards in time an Erlang interval looks the same, so that the arrival sees a fresh interval behind it.
    const double fill_rate = renewals(stages, mean_stages, 0).below(level);
    return state_of(Pmf(std::move(p)), level, fill_rate, 1 / mean_interval);
}

StockState base_stock_reviewed(double rate, double lead, double every, int level) {
    const auto averaged = [&](auto&& measure) {
        const auto at = [&](double u) { return measure(poisson(rate * (lead + u))); };
        return boost::math::quadrature::gauss<double, 30>::integrate(at, 0.0, every) / every;
    };
    const double ready = averaged([&](const Pmf& demand) { return demand.below(level); });
    return {averaged([&](const Pmf& demand) { return demand.left_over(level); }),
            averaged([&](const Pmf& demand) { return demand.shortage(level); }), ready, ready,
            (1 - std::exp(-rate * every)) / every};
}

StockState base_stock_capacity(double rate, double capacity, double lead, int level) {
    const Pmf outstanding = sum(m_d_1(rate / capacity), poisson(rate * lead));
    return state_of(outstanding, level, outstanding.below(level), rate);
}

std::size_t coverage(double lead_periods, Review at) {
    return static_cast<std::size_t>(std::floor(lead_periods)) + (at == Review::start ? 1U : 0U);
}

StockState base_stock_periodic(const Pmf& demand, std::size_t coverage, double level, std::size_t every) {
    StockState result{0, 0, 0, 0, (1 - sum_of(demand, every)[0]) / static_cast<double>(every)};
    const auto periods = static_cast<double>(every);
    double unserved = 0;
    for (std::size_t i = 0; i < every; ++i) {
        const Pmf seen = sum_of(demand, coverage + i);
        result.on_hand += seen.left_over(level) / periods;
        result.backorders += seen.shortage(level) / periods;
        result.ready_rate += seen.below(level) / periods;
        // With coverage 0 the demand meets S itself before the late review refills the shelf.
        const std::size_t after = coverage + i + (coverage == 0 ? 1U : 0U);
        unserved += sum_of(demand, after).shortage(level) - sum_of(demand, after - 1).shortage(level);
    }
    result.fill_rate = 1 - unserved / (periods * demand.mean());
    return result;
}

StockState base_stock_periodic_normal(double mean, double sd, std::size_t coverage, double level, std::size_t every) {
    const auto owed = [&](std::size_t n) {
        const auto periods = static_cast<double>(n);
        return normal_shortage(mean * periods, sd * std::sqrt(periods), level);
    };
    const auto total = static_cast<double>(every);
    StockState result{0, 0, 0, 0, 1 / total};
    double unserved = 0;
    for (std::size_t i = 0; i < every; ++i) {
        const auto n = static_cast<double>(coverage + i);
        result.on_hand += normal_left_over(mean * n, sd * std::sqrt(n), level) / total;
        result.backorders += owed(coverage + i) / total;
        result.ready_rate +=
            (n == 0 ? (level > 0 ? 1.0 : 0.0)
                    : boost::math::cdf(boost::math::normal_distribution<double>(mean * n, sd * std::sqrt(n)), level)) /
            total;
        const std::size_t after = coverage + i + (coverage == 0 ? 1U : 0U);
        unserved += owed(after) - owed(after - 1);
    }
    result.fill_rate = 1 - unserved / (total * mean);
    return result;
}

}  // namespace backstock::oracles

#include "tools/import/chain_stock.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>

namespace backstock::imports {
namespace {

// The units of each stage that go into a unit of one.
std::vector<double> units_into(const SupplyChain& chain, std::size_t sold) {
    std::vector<double> units(chain.stages.size());
    units[sold] = 1;
    for (std::size_t j = sold + 1; j-- > 0;) {  // inputs stand before what they go into
        if (units[j] == 0) continue;
        for (const StageInput& input : chain.stages[j].inputs) {
            units[input.stage] += units[j] * static_cast<double>(input.units);
        }
    }
    return units;
}

}  // namespace

double covered_days(const Stage& stage) { return std::fmax(std::ceil(stage.days - 1e-9), stage.demand ? 1 : 0); }

std::vector<StageStock> stage_stocks(const SupplyChain& chain, double service) {
    const double z_asked = boost::math::quantile(boost::math::normal(), service);
    std::vector<StageStock> stocks(chain.stages.size());
    std::vector<double> variance(chain.stages.size());
    for (std::size_t d = 0; d < chain.stages.size(); ++d) {
        const auto& demand = chain.stages[d].demand;
        if (!demand) continue;
        const std::vector<double> units = units_into(chain, d);
        for (std::size_t j = 0; j <= d; ++j) {
            stocks[j].mean += units[j] * demand->mean;
            variance[j] += units[j] * demand->sd * units[j] * demand->sd;
        }
    }
    for (std::size_t j = 0; j < stocks.size(); ++j) {
        const Stage& stage = chain.stages[j];
        StageStock& stock = stocks[j];
        stock.sd = std::sqrt(variance[j]);
        stock.unit_cost = stage.cost;
        for (const StageInput& input : stage.inputs) {
            stock.unit_cost += static_cast<double>(input.units) * stocks[input.stage].unit_cost;
        }
        const double z = stage.demand ? stage.demand->z.value_or(z_asked) : z_asked;
        const double days = covered_days(stage);
        const double level = stock.mean * days + z * stock.sd * std::sqrt(days);
        stock.S = static_cast<std::int64_t>(std::ceil(std::fmax(0, level) - 1e-9));
    }
    return stocks;
}

}  // namespace backstock::imports

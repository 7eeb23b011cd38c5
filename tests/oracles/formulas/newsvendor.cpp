#include "tests/oracles/formulas/newsvendor.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>

namespace backstock::oracles {

double normal_shortage(double mean, double sd, double level) {
    if (sd <= 0) return std::max(0.0, mean - level);
    const boost::math::normal_distribution<double> standard;
    const double z = (level - mean) / sd;
    return sd * (boost::math::pdf(standard, z) - z * boost::math::cdf(boost::math::complement(standard, z)));
}

double normal_left_over(double mean, double sd, double level) { return normal_shortage(-mean, sd, -level); }

double newsvendor_cost_normal(double mean, double sd, double holding, double shortage, double level) {
    return holding * normal_left_over(mean, sd, level) + shortage * normal_shortage(mean, sd, level);
}

LevelCost newsvendor_normal(double mean, double sd, double holding, double shortage) {
    const boost::math::normal_distribution<double> demand(mean, sd);
    const double level = boost::math::quantile(demand, shortage / (shortage + holding));
    return {level, newsvendor_cost_normal(mean, sd, holding, shortage, level)};
}

double newsvendor_cost(const Pmf& demand, double holding, double shortage, double level) {
    return holding * demand.left_over(level) + shortage * demand.shortage(level);
}

LevelCost newsvendor(const Pmf& demand, double holding, double shortage) {
    double level = 0;
    while (demand.at_most(level) < shortage / (shortage + holding)) ++level;
    return {level, newsvendor_cost(demand, holding, shortage, level)};
}

}  // namespace backstock::oracles

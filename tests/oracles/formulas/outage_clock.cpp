#include "tests/oracles/formulas/outage_clock.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>

namespace backstock::oracles {

namespace {

double left_by(const OutageWindow& outage, double at) {
    if (at < outage.from) return 1;
    const double since = at - outage.from - outage.length;
    if (since < 0) return outage.left;
    double taken = 0;
    if (outage.ramp > 0) taken = std::max(0.0, 1 - since / outage.ramp);
    if (outage.restores > 0) taken = std::exp(-since / outage.restores);
    return 1 - taken * (1 - outage.left);
}

double integral(const std::vector<OutageWindow>& outages, double from, double to) {
    return boost::math::quadrature::gauss<double, 30>::integrate([&](double at) { return capacity_left(outages, at); },
                                                                 from, to);
}

}  // namespace

double capacity_left(const std::vector<OutageWindow>& outages, double at) {
    double result = 1;
    for (const OutageWindow& outage : outages) result *= left_by(outage, at);
    return result;
}

double done_at(double start, double units, double capacity, const std::vector<OutageWindow>& outages) {
    std::vector<double> kinks;
    for (const OutageWindow& outage : outages) {
        const double end = outage.from + outage.length;
        kinks.insert(kinks.end(), {outage.from, end, end + outage.ramp});
        for (int i = 1; i <= 40 && outage.restores > 0; ++i) kinks.push_back(end + i * outage.restores);
    }
    std::sort(kinks.begin(), kinks.end());
    double at = start;
    double rest = units / capacity;
    for (const double kink : kinks) {
        if (kink <= at) continue;
        const double done = integral(outages, at, kink);
        if (done >= rest) {
            double low = at;
            double high = kink;
            for (int i = 0; i < 100; ++i) {
                const double middle = (low + high) / 2;
                (integral(outages, at, middle) < rest ? low : high) = middle;
            }
            return high;
        }
        rest -= done;
        at = kink;
    }
    return at + rest;
}

}  // namespace backstock::oracles

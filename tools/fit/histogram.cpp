#include "tools/fit/plot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock::fit {
namespace {

// The smallest of 1, 2, 5 times a power of ten that is not below the width.
double round_width(double width) {
    const double power = std::pow(10.0, std::floor(std::log10(width)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= width * (1 - 1e-9)) return step * power;
    }
    return 10 * power;
}

}  // namespace

std::vector<Bin> histogram(const Observed& x, std::size_t most) {
    const double end = std::fmax(quantile_of(x.values, 0.99), quantile_of(x.values, 0.75));
    const double spread = quantile_of(x.values, 0.75) - quantile_of(x.values, 0.25);
    const double range = end > x.least() ? end - x.least() : x.most() - x.least();
    double width = spread > 0 ? 2 * spread / std::cbrt(x.n) : range / 10;
    width = round_width(std::clamp(width, range / static_cast<double>(most - 2), range / 5));
    if (x.resolution > 0) width = std::fmax(width, x.resolution);
    const double half_step = x.resolution / 2;  // a bin of days 2 and 3 reaches from 1.5 to 3.5
    const double first = std::floor(x.least() / width) * width;
    std::vector<Bin> bins;
    std::size_t counted = 0;
    for (std::size_t i = 0; counted < x.values.size(); ++i) {
        Bin bin{first + static_cast<double>(i) * width, first + static_cast<double>(i + 1) * width, 0};
        if (bins.size() + 1 == most || (bin.low >= end && i > 0)) bin.high = std::numeric_limits<double>::infinity();
        const auto last = std::lower_bound(x.values.begin(), x.values.end(), bin.high - half_step) - x.values.begin();
        bin.observed = static_cast<double>(last) - static_cast<double>(counted);
        counted = static_cast<std::size_t>(last);
        bins.push_back(bin);
    }
    if (x.most() < bins.back().low + width - half_step) bins.back().high = bins.back().low + width;
    return bins;
}

double expected_in(const Bin& bin, const UnitLaw& law, const Observed& x) {
    const double half_step = x.resolution / 2;
    const double high = std::isinf(bin.high) ? 1 : law.cdf(bin.high - half_step);
    return x.n * (high - law.cdf(bin.low - half_step));
}

}  // namespace backstock::fit

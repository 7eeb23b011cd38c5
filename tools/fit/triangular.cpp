#include "tools/fit/triangular.hpp"

#include <boost/math/tools/minima.hpp>

#include <cmath>
#include <limits>

namespace backstock::fit {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Peak {
    double likelihood = -infinity;  // less n ln 2
    double mode = 0;
};

class Triangle {
public:
    explicit Triangle(const Observed& x) : x_(x), right_(x.values.size()) {}

    // The best of the values as the mode, given the ends.
    Peak best(double min, double max) {
        const std::vector<double>& v = x_.values;
        const std::size_t n = v.size();
        double after = 0;
        for (std::size_t i = n; i-- > 0;) {
            right_[i] = after;
            after += std::log(max - v[i]);
        }
        Peak peak;
        double before = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const auto low = static_cast<double>(i);
            const double high = x_.n - 1 - low;
            const double rising = i == 0 ? 0 : before - low * std::log(v[i] - min);
            const double falling = i + 1 == n ? 0 : right_[i] - high * std::log(max - v[i]);
            if (rising + falling > peak.likelihood) peak = {rising + falling, v[i]};
            before += std::log(v[i] - min);
        }
        peak.likelihood -= x_.n * std::log(max - min);
        return peak;
    }

private:
    const Observed& x_;
    std::vector<double> right_;  // the sum of ln(max - value) over the values above
};

}  // namespace

Attempt triangular(const Observed& x) {
    constexpr int bits = 18;
    Triangle triangle(x);
    const double range = x.most() - x.least();
    const double most_below = std::fmin(x.least(), 2 * range);
    double below = std::fmin(most_below, range / 10);
    double above = range / 10;
    double reached = -infinity;
    for (int turn = 0; turn < 12; ++turn) {
        const auto lost = [&](double b, double a) {
            const double likelihood = triangle.best(x.least() - b, x.most() + a).likelihood;
            return std::isnan(likelihood) ? infinity : -likelihood;
        };
        if (most_below > 0) {
            below =
                boost::math::tools::brent_find_minima([&](double b) { return lost(b, above); }, 0.0, most_below, bits)
                    .first;
        }
        above =
            boost::math::tools::brent_find_minima([&](double a) { return lost(below, a); }, 0.0, 2 * range, bits).first;
        const double now = -lost(below, above);
        if (!(now > reached + 1e-7 * x.n)) break;
        reached = now;
    }
    const double min = std::fmax(0, rounded_down(x.least() - below));
    const double max = rounded_up(x.most() + above);
    const double mode = std::fmin(max, std::fmax(min, rounded(triangle.best(min, max).mode)));
    const auto density = [=](double v) {
        if (v < min || v > max) return -infinity;
        const double height = std::log(2 / (max - min));
        if (v == mode) return height;
        return height + (v < mode ? std::log((v - min) / (mode - min)) : std::log((max - v) / (max - mode)));
    };
    return {Fit{"triangular", {{"min", min}, {"mode", mode}, {"max", max}}, density, "", false, true}, ""};
}

}  // namespace backstock::fit

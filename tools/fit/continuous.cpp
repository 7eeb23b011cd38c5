#include "tools/fit/family.hpp"
#include "tools/fit/triangular.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace backstock::fit {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const double log_two_pi = std::log(2 * M_PI);

// The root of a monotone function on a logarithmic scale; nothing where the ends have one sign.
template<class Function>
std::optional<double> root_between(double low, double high, Function f) {
    const auto of_log = [&f](double log_x) { return f(std::exp(log_x)); };
    const double a = std::log(low), b = std::log(high);
    const double at_a = of_log(a), at_b = of_log(b);
    if (!(at_a * at_b < 0)) return std::nullopt;
    std::uintmax_t most = 200;
    const auto [left, right] = boost::math::tools::toms748_solve(of_log, a, b, at_a, at_b,
                                                                 boost::math::tools::eps_tolerance<double>(48), most);
    return std::exp((left + right) / 2);
}

std::string by_moments(const Observed& x) {
    return fmt::format("by moments: {} of the values {} 0, for which it has no likelihood", x.zeros,
                       x.zeros == 1 ? "is" : "are");
}

Attempt none(std::string why) { return {std::nullopt, std::move(why)}; }

Attempt exponential(const Observed& x) {
    const double mean = rounded(x.mean);
    return {Fit{"exponential", {{"mean", mean}}, [mean](double v) { return -std::log(mean) - v / mean; }, "", false},
            ""};
}

std::function<double(double)> gamma_density(double shape, double scale) {
    return [=](double v) {
        if (v == 0) return shape == 1 ? -std::log(scale) : -infinity;
        return (shape - 1) * std::log(v) - v / scale - boost::math::lgamma(shape) - shape * std::log(scale);
    };
}

// Of the likelihood where there is one, else of the moments.
std::optional<double> gamma_shape(const Observed& x) {
    if (x.zeros > 0) return x.variance > 0 ? std::optional(x.mean * x.mean / x.variance) : std::nullopt;
    const double s = std::log(x.mean) - x.mean_log;
    if (!(s > 1e-13)) return std::nullopt;
    return root_between(0.01 / s, 10 / s, [s](double k) { return std::log(k) - boost::math::digamma(k) - s; });
}

Attempt gamma(const Observed& x) {
    const auto shape = gamma_shape(x);
    if (!shape) return none("the values hardly differ");
    const double mean = rounded(x.mean);
    const double sd = rounded(x.mean / std::sqrt(*shape));
    return {Fit{"gamma",
                {{"mean", mean}, {"sd", sd}},
                gamma_density(mean / sd * (mean / sd), sd / mean * sd),
                x.zeros > 0 ? by_moments(x) : "",
                false},
            ""};
}

Attempt erlang(const Observed& x) {
    const auto shape = gamma_shape(x);
    if (!shape || *shape > 999'999) return none("the values hardly differ");
    double stages = std::fmax(1, std::floor(*shape));
    if (x.zeros > 0) {
        stages = std::fmax(1, std::round(*shape));
    } else {
        const auto likelihood = [&x](double k) {  // a value's mean, less what does not depend on k
            return k * std::log(k / x.mean) + (k - 1) * x.mean_log - k - boost::math::lgamma(k);
        };
        if (likelihood(stages + 1) > likelihood(stages)) stages += 1;
    }
    const double mean = rounded(x.mean);
    return {Fit{"erlang",
                {{"mean", mean}, {"stages", stages, false}},
                gamma_density(stages, mean / stages),
                x.zeros > 0 && stages > 1 ? by_moments(x) : "",
                false},
            ""};
}

Attempt lognormal(const Observed& x) {
    const bool moments = x.zeros > 0;
    const double ratio = moments ? x.variance / x.mean / x.mean : std::expm1(x.log_variance);  // (sd/mean)²
    const double mean = rounded(moments ? x.mean : std::exp(x.mean_log + x.log_variance / 2));
    const double sd = rounded(mean * std::sqrt(ratio));
    if (!std::isfinite(sd) || !(sd > 0) || sd > 1e150) return none("its moments would be beyond all numbers");
    const double log_variance = std::log1p(sd / mean * (sd / mean));
    const double log_mean = std::log(mean) - log_variance / 2;
    const auto density = [=](double v) {
        if (v == 0) return -infinity;
        const double z = std::log(v) - log_mean;
        return -std::log(v) - (log_two_pi + std::log(log_variance) + z * z / log_variance) / 2;
    };
    return {Fit{"lognormal", {{"mean", mean}, {"sd", sd}}, density, moments ? by_moments(x) : "", false}, ""};
}

double standard_hazard(double a) {
    return std::exp(-a * a / 2) / std::sqrt(2 * M_PI) / (0.5 * boost::math::erfc(-a / M_SQRT2));
}

Attempt normal(const Observed& x) {
    const double ratio = x.variance / x.mean / x.mean;
    const auto ratio_at = [](double a) {
        const double h = standard_hazard(a);
        return (1 - h * (h + a)) / ((a + h) * (a + h));
    };
    double mean = 0;
    double sd = std::sqrt(x.mean_square);
    if (ratio < ratio_at(0)) {
        const auto a = root_between(1e-9, 2 / std::sqrt(ratio) + 1, [&](double at) { return ratio_at(at) - ratio; });
        if (!a) return none("the values hardly differ");
        sd = x.mean / (*a + standard_hazard(*a));
        mean = *a * sd;
    }
    mean = rounded(mean);
    sd = rounded(sd);
    if (!(sd > 0)) return none("the values hardly differ");
    const double log_kept = std::log(0.5 * boost::math::erfc(-mean / sd / M_SQRT2));
    const auto density = [=](double v) {
        const double z = (v - mean) / sd;
        return -z * z / 2 - log_two_pi / 2 - std::log(sd) - log_kept;
    };
    return {Fit{"normal", {{"mean", mean}, {"sd", sd}}, density, "", false}, ""};
}

std::optional<double> weibull_shape(const Observed& x) {
    if (x.zeros > 0) {
        const double log_ratio = std::log1p(x.variance / x.mean / x.mean);
        return root_between(0.02, 1e4, [=](double k) {
            return boost::math::lgamma(1 + 2 / k) - 2 * boost::math::lgamma(1 + 1 / k) - log_ratio;
        });
    }
    const double largest = x.most();  // powers of values up to 1 do not overflow
    return root_between(0.02, 1e4, [&](double k) {
        double powers = 0, weighted = 0;
        for (const double value : x.values) {
            const double power = std::pow(value / largest, k);
            powers += power;
            weighted += power * std::log(value / largest);
        }
        return weighted / powers - (x.mean_log - std::log(largest)) - 1 / k;
    });
}

Attempt weibull(const Observed& x) {
    const auto found = weibull_shape(x);
    if (!found) return none("no shape from 0.02 to 10,000 fits");
    const double shape = rounded(*found);
    double scale = 0;
    if (x.zeros > 0) {
        scale = x.mean / boost::math::tgamma(1 + 1 / shape);
    } else {
        double powers = 0;
        for (const double value : x.values) powers += std::pow(value / x.most(), shape) / x.n;
        scale = x.most() * std::pow(powers, 1 / shape);
    }
    scale = rounded(scale);
    if (!(scale > 0)) return none("its scale would be below all numbers");
    const auto density = [=](double v) {
        if (v == 0) return shape == 1 ? -std::log(scale) : -infinity;
        const double log_z = std::log(v / scale);
        return std::log(shape / scale) + (shape - 1) * log_z - std::exp(shape * log_z);
    };
    return {
        Fit{"weibull", {{"shape", shape, false}, {"scale", scale}}, density, x.zeros > 0 ? by_moments(x) : "", false},
        ""};
}

Attempt uniform(const Observed& x) {
    const double min = rounded_down(x.least());
    const double max = rounded_up(x.most());
    const double density = -std::log(max - min);
    return {Fit{"uniform",
                {{"min", min}, {"max", max}},
                [=](double v) { return v >= min && v <= max ? density : -infinity; },
                "",
                false,
                true},
            ""};
}

constexpr Family families[] = {
    {"exponential", false, exponential}, {"gamma", false, gamma},     {"erlang", false, erlang},
    {"lognormal", false, lognormal},     {"normal", false, normal},   {"uniform", false, uniform},
    {"triangular", false, triangular},   {"weibull", false, weibull},
};

}  // namespace

std::span<const Family> continuous_families() { return families; }

}  // namespace backstock::fit

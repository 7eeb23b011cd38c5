#include "tools/fit/family.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

namespace backstock::fit {
namespace {

using boost::math::lgamma;
constexpr double infinity = std::numeric_limits<double>::infinity();

Attempt none(std::string why) { return {std::nullopt, std::move(why)}; }

// The different counts and how often each was met.
std::vector<std::pair<double, double>> tallied(const Observed& x) {
    std::vector<std::pair<double, double>> tally;
    for (const double value : x.values) {
        if (tally.empty() || tally.back().first != value) tally.emplace_back(value, 0);
        tally.back().second += 1;
    }
    return tally;
}

Attempt poisson(const Observed& x) {
    const double mean = rounded(x.mean);
    return {Fit{"poisson",
                {{"mean", mean}},
                [mean](double k) { return k * std::log(mean) - mean - lgamma(k + 1); },
                "",
                true},
            ""};
}

Attempt geometric(const Observed& x) {
    if (x.zeros > 0) return none(fmt::format("counts from 1, and {} of the values are 0", x.zeros));
    const double mean = std::fmax(1, rounded(x.mean));
    if (!(mean > 1)) return none("the values hardly differ from 1");
    return {Fit{"geometric",
                {{"mean", mean}},
                [mean](double k) { return -std::log(mean) + (k - 1) * std::log1p(-1 / mean); },
                "",
                true},
            ""};
}

Attempt negative_binomial(const Observed& x) {
    if (!(x.variance > x.mean)) return none("the values vary no more than poisson ones");
    const auto tally = tallied(x);
    const auto slope = [&](double log_size) {
        const double r = std::exp(log_size);
        double sum = -x.n * boost::math::digamma(r) + x.n * std::log(r / (r + x.mean));
        for (const auto& [k, times] : tally) sum += times * boost::math::digamma(k + r);
        return sum;
    };
    const double guess = std::log(x.mean * x.mean / (x.variance - x.mean));
    double low = guess - 3, high = guess + 1;
    while (slope(low) < 0 && low > guess - 30) low -= 2;
    while (slope(high) > 0 && high < guess + 12) high += 1;
    if (!(slope(low) > 0 && slope(high) < 0)) return none("the values vary hardly more than poisson ones");
    std::uintmax_t most = 200;
    const auto ends =
        boost::math::tools::toms748_solve(slope, low, high, boost::math::tools::eps_tolerance<double>(40), most);
    const double mean = rounded(x.mean);
    const double size = rounded(std::exp((ends.first + ends.second) / 2));
    const auto probability = [=](double k) {
        return lgamma(k + size) - lgamma(size) - lgamma(k + 1) - size * std::log1p(mean / size) +
               k * (std::log(mean) - std::log(size + mean));
    };
    return {Fit{"negative_binomial", {{"mean", mean}, {"size", size, false}}, probability, "", true}, ""};
}

double binomial_probability(double k, double n, double p) {
    if (k > n) return -infinity;
    const double ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
    return ways + (k > 0 ? k * std::log(p) : 0) + (k < n ? (n - k) * std::log1p(-p) : 0);
}

Attempt binomial(const Observed& x) {
    if (!(x.variance < x.mean)) return none("the values vary no less than poisson ones");
    const auto tally = tallied(x);
    const auto likelihood = [&](double trials) {
        double sum = 0;
        for (const auto& [k, times] : tally) sum += times * binomial_probability(k, trials, x.mean / trials);
        return sum;
    };
    double low = x.most();  // the likelihood rises to one peak, and falls from there on
    double step = 1;
    while (likelihood(low + 2 * step) > likelihood(low + step) && step < 1e7) step *= 2;
    if (step >= 1e7) return none("the values vary hardly less than poisson ones");
    double high = low + 2 * step;
    while (high > low) {
        const double middle = std::floor((low + high) / 2);
        if (likelihood(middle + 1) > likelihood(middle))
            low = middle + 1;
        else
            high = middle;
    }
    const double p = std::fmin(1, rounded(x.mean / low));
    return {Fit{"binomial",
                {{"n", low, false}, {"p", p, false}},
                [=](double k) { return binomial_probability(k, low, p); },
                "",
                true},
            ""};
}

constexpr Family families[] = {
    {"poisson", true, poisson},
    {"geometric", true, geometric},
    {"negative_binomial", true, negative_binomial},
    {"binomial", true, binomial},
};

}  // namespace

std::span<const Family> count_families() { return families; }

}  // namespace backstock::fit

#include "tests/oracles/formulas/pmf.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace backstock::oracles {

namespace {

constexpr double negligible = 1e-16;

template<class Law>
Pmf tabulated(const Law& law, double mean) {
    std::vector<double> p;
    for (std::size_t k = 0;; ++k) {
        const auto at = static_cast<double>(k);
        p.push_back(boost::math::pdf(law, at));
        if (at > mean && p.back() < negligible * 0.01) break;
    }
    return Pmf(std::move(p));
}

}  // namespace

Pmf::Pmf(std::vector<double> probabilities) : p_(std::move(probabilities)) {
    const double total = std::accumulate(p_.begin(), p_.end(), 0.0);
    if (p_.empty() || std::abs(total - 1.0) > 1e-6) throw std::invalid_argument("probabilities must sum to 1");
    for (double& each : p_) {
        if (each < 0) throw std::invalid_argument("a probability is negative");
        each /= total;
    }
}

double Pmf::mean() const {
    double result = 0;
    for (std::size_t k = 0; k < p_.size(); ++k) result += static_cast<double>(k) * p_[k];
    return result;
}

double Pmf::variance() const {
    const double centre = mean();
    double result = 0;
    for (std::size_t k = 0; k < p_.size(); ++k) result += std::pow(static_cast<double>(k) - centre, 2) * p_[k];
    return result;
}

double Pmf::at_most(double level) const {
    double result = 0;
    for (std::size_t k = 0; k < p_.size() && static_cast<double>(k) <= level; ++k) result += p_[k];
    return result;
}

double Pmf::below(double level) const {
    double result = 0;
    for (std::size_t k = 0; k < p_.size() && static_cast<double>(k) < level; ++k) result += p_[k];
    return result;
}

double Pmf::left_over(double level) const {
    double result = 0;
    for (std::size_t k = 0; k < p_.size() && static_cast<double>(k) < level; ++k)
        result += (level - static_cast<double>(k)) * p_[k];
    return result;
}

double Pmf::shortage(double level) const {
    double result = 0;
    for (std::size_t k = p_.size(); k-- > 0 && static_cast<double>(k) > level;)
        result += (static_cast<double>(k) - level) * p_[k];
    return result;
}

Pmf point(std::size_t k) {
    std::vector<double> p(k + 1, 0.0);
    p[k] = 1.0;
    return Pmf(std::move(p));
}

Pmf poisson(double mean) {
    if (mean == 0) return point(0);
    return tabulated(boost::math::poisson_distribution<double>(mean), mean);
}

Pmf binomial(std::size_t n, double p) {
    const boost::math::binomial_distribution<double> law(static_cast<double>(n), p);
    std::vector<double> result(n + 1);
    for (std::size_t k = 0; k <= n; ++k) result[k] = boost::math::pdf(law, static_cast<double>(k));
    return Pmf(std::move(result));
}

Pmf negative_binomial(double r, double p) {
    return tabulated(boost::math::negative_binomial_distribution<double>(r, p), r * (1 - p) / p);
}

Pmf geometric_from_one(double mean) { return sum(point(1), negative_binomial(1.0, 1.0 / mean)); }

Pmf uniform_whole(std::size_t low, std::size_t high) {
    std::vector<double> p(high + 1, 0.0);
    for (std::size_t k = low; k <= high; ++k) p[k] = 1.0 / static_cast<double>(high - low + 1);
    return Pmf(std::move(p));
}

Pmf sum(const Pmf& a, const Pmf& b) {
    std::vector<double> p(a.size() + b.size() - 1, 0.0);
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j) p[i + j] += a[i] * b[j];
    while (p.size() > 1 && p.back() < negligible * 0.01) p.pop_back();
    return Pmf(std::move(p));
}

Pmf sum_of(const Pmf& one, std::size_t n) {
    Pmf result = point(0);
    for (std::size_t i = 0; i < n; ++i) result = sum(result, one);
    return result;
}

Pmf compound_poisson(double mean_count, const Pmf& basket) {
    const double mean = mean_count * basket.mean();
    std::vector<double> p{std::exp(-mean_count * (1.0 - basket[0]))};
    // A basket of many units leaves gaps: the tail is over once as many entries in a row are negligible.
    std::size_t quiet = 0;
    for (std::size_t n = 1; quiet <= basket.size(); ++n) {
        double next = 0;
        for (std::size_t j = 1; j <= n && j < basket.size(); ++j) next += static_cast<double>(j) * basket[j] * p[n - j];
        p.push_back(mean_count / static_cast<double>(n) * next);
        quiet = static_cast<double>(n) > mean && p.back() < negligible * 0.01 ? quiet + 1 : 0;
    }
    return Pmf(std::move(p));
}

Pmf excess(const Pmf& x, std::size_t level) {
    std::vector<double> p(x.size() > level ? x.size() - level : 1, 0.0);
    for (std::size_t k = 0; k < x.size(); ++k) p[k > level ? k - level : 0] += x[k];
    return Pmf(std::move(p));
}

Pmf thinned(const Pmf& x, double share) {
    std::vector<double> p(x.size(), 0.0);
    for (std::size_t n = 0; n < x.size(); ++n) {
        const Pmf kept = binomial(n, share);
        for (std::size_t k = 0; k <= n; ++k) p[k] += x[n] * kept[k];
    }
    return Pmf(std::move(p));
}

}  // namespace backstock::oracles

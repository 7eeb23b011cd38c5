#include "policies/distribution/count_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstock::distribution {
namespace {

constexpr double negligible = 1e-20;
constexpr std::size_t most_entries = 65'536;

std::vector<double> running_sum(const std::vector<double>& p) {
    std::vector<double> sum(p.size());
    std::partial_sum(p.begin(), p.end(), sum.begin());
    sum.back() = 1;
    return sum;
}

}  // namespace

Pmf tabulated(std::int64_t mode, const Ratio& ratio) {
    std::vector<double> below;
    double p = 1;
    for (std::int64_t k = mode; k > 0 && below.size() <= most_entries; --k) {
        p /= ratio(static_cast<double>(k - 1));
        if (p < negligible) break;
        below.push_back(p);
    }
    Pmf pmf{mode - static_cast<std::int64_t>(below.size()), {below.rbegin(), below.rend()}};
    p = 1;
    for (std::int64_t k = mode; p >= negligible && pmf.p.size() <= most_entries; ++k) {
        pmf.p.push_back(p);
        p *= ratio(static_cast<double>(k));
    }
    if (pmf.p.size() > most_entries) return {};
    const double sum = std::accumulate(pmf.p.begin(), pmf.p.end(), 0.0);
    for (double& each : pmf.p) each /= sum;
    return pmf;
}

CountLaw::CountLaw(const Pmf& pmf, Moments moments)
    : first_(static_cast<double>(pmf.first)), table_(pmf.p), cumulative_(running_sum(pmf.p)), moments_(moments) {}

double CountLaw::cdf(double x) const {
    if (!(x >= first_)) return 0;
    const double entry = std::floor(x - first_);
    return entry >= static_cast<double>(cumulative_.size()) ? 1 : cumulative_[static_cast<std::size_t>(entry)];
}

double CountLaw::quantile(double p) const {
    const auto at = std::lower_bound(cumulative_.begin(), cumulative_.end() - 1, p);
    return first_ + static_cast<double>(at - cumulative_.begin());
}

std::optional<double> CountLaw::sole_value() const {
    return cumulative_.size() == 1 ? std::optional(first_) : std::nullopt;
}

bool refuses_durations(Settings& settings, std::string_view word) {
    if (settings.dimension() != Dimension::duration || settings.describing()) return false;
    settings.refuse("", fmt::format("'{}' draws whole numbers, not lengths of time; use discrete, empirical or a "
                                    "continuous distribution here",
                                    word));
    return true;
}

}  // namespace backstock::distribution

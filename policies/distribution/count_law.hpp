#pragma once
// Laws on whole numbers by a table of all probabilities that matter: a draw costs a few nanoseconds, where sampling
// by formula costs tens.
#include "policies/distribution/alias_table.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace backstock::distribution {

/// Mean and variance, exact from the law's formulas.
struct Moments {
    double mean = 0;
    double variance = 0;
};

/// How a probability grows from one count to the next: P(k + 1) / P(k). It must fall as k grows, as it does for the
/// Poisson, binomial and negative binomial laws, and be 0 at the largest possible count.
using Ratio = std::function<double(double k)>;

/// Probabilities of consecutive counts.
struct Pmf {
    std::int64_t first = 0;
    std::vector<double> p;  ///< of first, first + 1, …; their sum is 1
};

/// All probabilities not below 1e-20 of that of the mode, worked out from the mode both ways and normalised, so that
/// no gamma function's error enters. Empty when they are more than 65,536: such a law is sampled by formula.
Pmf tabulated(std::int64_t mode, const Ratio& ratio);

/// A law on whole numbers by its table.
class CountLaw : public Law {
public:
    /// Requires a table that is not empty.
    CountLaw(const Pmf& pmf, Moments moments);

    double draw(Stream& stream) const final { return first_ + static_cast<double>(table_.draw(stream)); }
    double mean() const final { return moments_.mean; }
    double variance() const final { return moments_.variance; }
    double cdf(double x) const final;
    double quantile(double p) const final;
    std::optional<double> sole_value() const final;

private:
    double first_;
    AliasTable table_;
    std::vector<double> cumulative_;  ///< P(value <= first + i)
    Moments moments_;
};

/// Records a mistake and answers true where lengths of time are asked for: counts have no unit.
bool refuses_durations(Settings& settings, std::string_view word);

}  // namespace backstock::distribution

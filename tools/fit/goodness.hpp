#pragma once
// How far a law is from the values, and how far a law that were true would be.

#include "sim/policy/law.hpp"
#include "tools/fit/family.hpp"
#include "tools/fit/sample.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace backstock {
class Catalog;
}

namespace backstock::fit {

// A law of the scenario language whose values are counted in a sample's unit.
class UnitLaw {
public:
    // Loads the choice as a scenario would. Throws BadInput where it can't be one: a mean of no microsecond.
    UnitLaw(const std::string& choice, const Unit& unit, bool counts, const Catalog& catalog);

    double cdf(double value) const { return law_->cdf(value * scale_); }
    // P(value < v), what is drawn being recorded in steps of `resolution` as the values are; and P(value <= v).
    double below(double value, double resolution) const;
    double up_to(double value, double resolution) const;
    double mean() const { return law_->mean() / scale_; }
    double sd() const;
    double quantile(double p) const { return law_->quantile(p) / scale_; }
    // Drawn, and recorded in steps of `resolution`.
    double draw(Stream& stream, double resolution) const;

private:
    std::unique_ptr<const Law> law_;
    double scale_;
    bool counts_;
};

// Pearson's chi-square over counts, neighbours joined until each cell is expected five times or more.
struct ChiSquare {
    double statistic = 0;
    int freedom = 0;  // cells - 1 - parameters
    double p = 0;
};

// The largest difference between the share of the values up to a point and the law's probability (Kolmogorov and
// Smirnov). Values that are recorded in steps (days, whole pieces) are compared with the law recorded in the same
// steps.
double kolmogorov_smirnov(const Observed& x, const UnitLaw& law);

// The squared difference weighted to the tails (Anderson and Darling, JASA 49, 1954): n times it, for laws of the
// continuum, with each value in the middle of its step. Bounded where the law excludes a value.
double anderson_darling(const Observed& x, const UnitLaw& law);

// Nothing where fewer than two cells more than parameters are left.
std::optional<ChiSquare> chi_square(const Observed& x, const UnitLaw& law, std::size_t parameters);

// The chance that a sample drawn from the fitted law is at least as far from the law fitted to itself as the values are
// from theirs, in Kolmogorov and Smirnov's distance: the parametric bootstrap, which makes up for parameters that were
// estimated (Stute, Gonzales Manteiga and Presedo Quindimil, Metrika 40, 1993). With b of B samples at least as far it
// is (b + 1)/(B + 1). Above `most_values` a random part of the values stands for all. Chance has a fixed seed.
struct Bootstrap {
    int samples = 299;
    std::size_t most_values = 1000;
};
struct Significance {
    double p = 0;
    int samples = 0;         // those that could be fitted
    std::size_t values = 0;  // in each
};
// Nothing where most samples could not be fitted.
std::optional<Significance> significance(const Observed& x, const Family& family, const Unit& unit,
                                         const Catalog& catalog, const Bootstrap& settings);

}  // namespace backstock::fit

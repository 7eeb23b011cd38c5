#pragma once
// Which law fits a sample best, and how well: all families fitted, measured and ranked.

#include "tools/fit/goodness.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backstock::fit {

// A fitted law and how good it is.
struct Scored {
    Fit fit;
    UnitLaw law;
    std::string choice;  // "{gamma: {mean: 9.2 d, sd: 3.1 d}}"
    // Of the parameters as written; none where a value has no likelihood. AIC = 2 k - 2 ln L (Akaike 1974) and
    // BIC = k ln n - 2 ln L (Schwarz 1978) with k parameters: the smaller, the better. The density of the continuum
    // counts as the probability of a step of 1, so that it compares with laws of counts.
    std::optional<double> log_likelihood;
    double aic = 0;
    double bic = 0;
    double ks = 0;
    std::optional<double> ad;               // laws of the continuum
    std::optional<ChiSquare> chi;           // laws of counts
    std::optional<Significance> bootstrap;  // of the first ones alone: it takes time

    bool plausible() const { return bootstrap && bootstrap->p >= 0.05; }
};

enum class Verdict {
    fits,      // a law's distance may be chance (p >= 5 %)
    close,     // it is no chance, yet at most 0.05
    poor,      // neither: the empirical law is recommended
    too_few,   // fewer than 10 values: nothing can be told from them
    constant,  // there is only one value
    nothing,   // there is none
};

struct Analysis {
    const Sample* sample = nullptr;
    std::optional<Observed> observed;                             // where there are two different values
    std::vector<Scored> ranked;                                   // by AIC, those without likelihood behind by distance
    std::vector<std::pair<std::string, std::string>> not_fitted;  // word and reason
    Verdict verdict = Verdict::nothing;
    std::size_t best = 0;     // of `ranked`, where the verdict is fits, close or too_few and there is any
    std::string recommended;  // the choice to paste; empty without values
    std::string empirical;    // the empirical choice
    std::vector<std::string> warnings;
};

// The recommended law is the first ranked of which p >= 5 %; uniform and triangular only where no other is, since their
// likelihood is great just because they exclude what was not met. `tested`: of how many of the first ranked p is worked
// out, uniform and triangular not counted; they get it too where they stand before those.
Analysis analysed(const Sample& sample, const Unit& unit, const Catalog& catalog, std::size_t tested,
                  const Bootstrap& bootstrap = {});

// The families that are tried: for times those of the continuum, for quantities those of counts if all are whole, for
// numbers both then.
std::vector<Family> families_for(const Observed& x, const Unit& unit);

// The values themselves up to 100 of them; of more the 100 quantiles at 0.5 %, 1.5 %, … 99.5 %.
std::string empirical_text(const Sample& sample, const Unit& unit);

// By linear interpolation between order statistics (Hyndman and Fan 1996, type 7). Requires values; p from 0 to 1.
double quantile_of(const std::vector<double>& ascending, double p);

}  // namespace backstock::fit

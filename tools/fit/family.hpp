#pragma once
// The distributions of the scenario language as families to choose a member from: what observations say about the
// parameters, by maximum likelihood as far as it exists.

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstock::fit {

struct Unit;

// Values with the sums that the estimators need. Requires at least two different values, ascending, none negative.
struct Observed {
    explicit Observed(std::vector<double> ascending);

    std::vector<double> values;
    double n = 0;
    double mean = 0;
    double variance = 0;      // divided by n
    double mean_square = 0;   // of the values, not of their differences from the mean
    double mean_log = 0;      // the logarithms: only where no value is 0
    double log_variance = 0;  // divided by n
    std::size_t zeros = 0;    // how many values are 0
    bool whole = true;        // every value is a whole number
    double resolution = 0;    // all values are multiples of it: 1, 0.1, … 1e-6; 0: none of these
    double least() const { return values.front(); }
    double most() const { return values.back(); }
};

struct Parameter {
    std::string name;
    double value = 0;
    bool in_unit = true;  // counted in the values' unit; else a plain number
};

// The member of a family that fits best. Its parameters have six significant digits, those that are written into a
// scenario: all that is said about a fit is said of them.
struct Fit {
    std::string word;
    std::vector<Parameter> parameters;
    std::function<double(double)> log_density;  // of a value, or of its probability for counts; -inf outside
    std::string remark;                         // how it was estimated, unless by maximum likelihood
    bool counts = false;                        // a law on whole numbers
    bool ends = false;                          // its parameters are where the values happen to end
};

// A fit, or why there is none.
struct Attempt {
    std::optional<Fit> fit;
    std::string why_not;
};

struct Family {
    std::string_view word;
    bool counts = false;
    Attempt (*estimate)(const Observed&);
};

// Laws of the continuum: exponential gamma erlang lognormal normal uniform triangular weibull.
std::span<const Family> continuous_families();
// Laws of whole numbers: poisson geometric negative_binomial binomial.
std::span<const Family> count_families();

// The choice as a scenario has it: "{gamma: {mean: 9.2 d, sd: 3.1 d}}".
std::string choice_text(const Fit& fit, const Unit& unit);

// To six significant digits, to the nearest, downwards or upwards.
double rounded(double value);
double rounded_down(double value);
double rounded_up(double value);

// The estimators. Sources, by family:
//   exponential  the mean.
//   gamma        ln k - psi(k) = ln(mean) - mean of ln x (Thom, US Weather Bureau 1958; Choi and Wette, Technometrics
//                11, 1969); by moments where a value is 0, of which the likelihood is 0 or unbounded.
//   erlang       the whole k next to the gamma's with the greater likelihood, which is concave in k.
//   lognormal    mean and variance (divided by n) of the logarithms; by moments where a value is 0.
//   normal       given that it is not negative (Cohen, Annals of Mathematical Statistics 21, 1950): with a = mean/sd
//   and
//                h = phi(a)/Phi(a), variance/mean² of the values is (1 - h(h + a))/(a + h)², and sd = mean/(a + h).
//                The language asks for a >= 0: at most 0.5708; beyond, the half normal with sd² = mean of x².
//   weibull      1/k = sum x^k ln x / sum x^k - mean of ln x (Cohen, Technometrics 7, 1965); by moments where a value
//   is
//                0: Gamma(1 + 2/k)/Gamma(1 + 1/k)² = 1 + variance/mean².
//   uniform      the least and the greatest value.
//   triangular   the mode is one of the values; given the ends the best is found in one pass (Oliver, American
//                Statistician 26, 1972; Kotz and van Dorp, Beyond Beta, 2004, 1.4), and the ends by turns, each by
//                Brent's method, until neither moves. Not below 0.
//   poisson      the mean.
//   geometric    on 1, 2, 3, …: the mean. None where a value is 0.
//   negative_binomial  the mean, and the size r from sum psi(x + r) - n psi(r) + n ln(r/(r + mean)) = 0, which has one
//                root just where the variance (divided by n) is above the mean (Levin and Reeds, Annals of Statistics
//                5, 1977).
//   binomial     the n that maximizes the likelihood with p = mean/n, whole and not below the greatest value; it exists
//                where the variance is below the mean (Levin and Reeds, the same).

}  // namespace backstock::fit

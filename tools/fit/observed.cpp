#include "tools/fit/family.hpp"
#include "tools/fit/sample.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace backstock::fit {
namespace {

// The coarsest of 1, 0.1, … 1e-6 of which all values are multiples, up to the rounding of decimal digits.
double resolution_of(const std::vector<double>& values) {
    double step = 1;
    for (int decimals = 0; decimals <= 6; ++decimals, step /= 10) {
        const double per_unit = std::pow(10.0, decimals);
        bool all = true;
        for (const double value : values) {
            const double steps = value * per_unit;
            all = all && std::abs(steps - std::round(steps)) <= 1e-9 * std::fmax(1, steps) && steps < 1e9;
        }
        if (all) return step;
    }
    return 0;
}

}  // namespace

Observed::Observed(std::vector<double> ascending)
    : values(std::move(ascending)), n(static_cast<double>(values.size())) {
    for (const double value : values) {
        mean += value / n;
        mean_square += value * value / n;
        if (value == 0) ++zeros;
        if (value > 0) mean_log += std::log(value) / n;
        whole = whole && value == std::floor(value);
    }
    for (const double value : values) {
        variance += (value - mean) * (value - mean) / n;
        if (value > 0) log_variance += (std::log(value) - mean_log) * (std::log(value) - mean_log) / n;
    }
    resolution = resolution_of(values);
}

double rounded(double value) { return std::strtod(fmt::format("{:.5e}", value).c_str(), nullptr); }

double rounded_down(double value) {
    const double near = rounded(value);
    if (near <= value) return near;
    const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 5);
    return rounded(near - step);
}

double rounded_up(double value) { return -rounded_down(-value); }

std::string choice_text(const Fit& fit, const Unit& unit) {
    std::string text;
    for (const Parameter& parameter : fit.parameters) {
        const Unit plain;
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", parameter.name,
                            (parameter.in_unit ? unit : plain).written(parameter.value));
    }
    return fmt::format("{{{}: {{{}}}}}", fit.word, text);
}

}  // namespace backstock::fit

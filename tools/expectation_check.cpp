#include "tools/expectation_check.hpp"

#include "scenarios/scalars.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace backstock {
namespace {

// Half a unit of the last decimal of a plain number or percentage; 0 for what is written otherwise.
double half_last_digit(std::string_view written) {
    const bool percent = written.ends_with('%');
    if (percent) written.remove_suffix(1);
    while (!written.empty() && written.back() == ' ') written.remove_suffix(1);
    if (written.empty() || written.find_first_not_of("+-.0123456789_") != std::string_view::npos) return 0;
    const std::size_t point = written.find('.');
    if (point == std::string_view::npos) return 0;
    const double decimals = static_cast<double>(written.size() - point - 1);
    return 0.5 * std::pow(10.0, -decimals) * (percent ? 0.01 : 1);
}

double standard_error(const SummaryRow& row, double level) {
    if (!std::isfinite(row.half_width) || row.n < 2) return 0;
    const boost::math::students_t t(static_cast<double>(row.n - 1));
    return row.half_width / boost::math::quantile(t, 0.5 + level / 2);
}

}  // namespace

Checked check_expectation(const Expectation& expectation, const SummaryRow& row, double level) {
    Checked checked{
        .simulated = row.mean, .low = expectation.least, .high = expectation.most, .holds = false, .rule = "as stated"};
    const bool alone = !std::isnan(expectation.value) && !split_tolerance(expectation.written);
    double spare = 1e-12 * std::max(std::abs(checked.low), std::abs(checked.high));
    if (alone) {
        checked.rule = row.n < 2 ? "as written" : "4 standard errors";
        spare += 4 * standard_error(row, level) + half_last_digit(expectation.written);
        checked.low -= spare;
        checked.high += spare;
        spare = 0;
    }
    checked.holds = checked.simulated >= checked.low - spare && checked.simulated <= checked.high + spare;
    return checked;
}

}  // namespace backstock

#include "tools/figures.hpp"

#include "sim/policy/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

struct Scale {
    double factor;
    std::string unit;
};

Scale scale_of(const KpiInfo& kpi, double mean, const RunPlan& run) {
    if (kpi.unit == "1") {
        const bool share = kpi.kpi != Kpi::bullwhip;
        return share ? Scale{100, "%"} : Scale{1, ""};
    }
    if (kpi.unit == "d") {
        if (std::abs(mean) >= 2 || !(mean > 0)) return {1, "d"};
        return mean >= 2.0 / 24 ? Scale{24, "h"} : Scale{24 * 60, "min"};
    }
    if (kpi.unit == "money/period") {
        const std::string period = written(run.period);
        return {1, run.currency + "/" + (period.starts_with("1 ") ? period.substr(2) : period)};
    }
    if (kpi.unit == "1/yr") return {1, "/yr"};
    const bool countable = kpi.unit == "order" || kpi.unit == "unit" || kpi.unit == "customer";
    return {1, countable ? std::string(kpi.unit) + "s" : unit_in(kpi, run.currency)};
}

}  // namespace

std::string grouped(double number, int decimals) {
    std::string text = fmt::format("{:.{}f}", number, decimals);
    if (!std::isfinite(number)) return text;
    const std::size_t first = number < 0 || text.front() == '-' ? 1 : 0;
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t at = point; at > first + 3;) text.insert(at -= 3, ",");
    return text;
}

std::string counted(std::size_t count, const std::string& thing) {
    return fmt::format("{} {}{}", grouped(static_cast<double>(count)), thing, count == 1 ? "" : "s");
}

int decimals_for(double size, int digits) {
    if (!std::isfinite(size) || size == 0) return 0;
    return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(size)))), 0, 6);
}

FigureFormat::FigureFormat(const SummaryRow& row, const KpiInfo& kpi, const RunPlan& run) {
    Scale scale = scale_of(kpi, row.mean, run);
    factor_ = scale.factor;
    unit_ = std::move(scale.unit);
    const bool known = std::isfinite(row.half_width) && row.half_width > 1e-9 * std::abs(row.mean);
    decimals_ = known ? decimals_for(row.half_width * factor_, 2) : decimals_for(row.mean * factor_, 4);
    const double raw = row.mean * factor_;
    if (!known && std::abs(raw - std::round(raw)) < 1e-9 * std::max(1.0, std::abs(raw))) decimals_ = 0;
}

std::string FigureFormat::number(double value) const {
    return std::isnan(value) ? "-" : grouped(value * factor_, decimals_);
}

std::string FigureFormat::operator()(double value) const {
    return unit_.empty() || std::isnan(value) ? number(value) : number(value) + " " + unit_;
}

std::string FigureFormat::roughly(double value) const {
    return grouped(value * factor_, decimals_for(value * factor_, 2)) + (unit_.empty() ? "" : " " + unit_);
}

std::string written_span(Duration span) {
    const bool years = span > Duration::zero() && span.us() % Duration(1_yr).us() == 0;
    return years ? fmt::format("{} yr", span.us() / Duration(1_yr).us()) : written(span);
}

}  // namespace backstock

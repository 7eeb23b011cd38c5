#pragma once
// Figures as people read them: as many digits as are known, units, thousands.

#include "sim/experiment/kpi.hpp"
#include "sim/experiment/summary.hpp"
#include "sim/world/model.hpp"

#include <string>
#include <string_view>

namespace backstock {

// A number with `decimals` digits behind the point and commas between thousands: 12,345.7.
std::string grouped(double number, int decimals = 0);

// "1 item", "3,907 items".
std::string counted(std::size_t count, const std::string& thing);

// How the values of one KPI are written: factor, decimals and unit chosen once, so that mean, interval and range
// agree. Shares are percentages, short times hours or minutes, money has the currency, and figures per period its
// length.
class FigureFormat {
public:
    // For a row of the summary. The decimals show two digits of the half width, or four of the mean where there is
    // none.
    FigureFormat(const SummaryRow& row, const KpiInfo& kpi, const RunPlan& run);

    // "91.3 %", "1,234 USD", "NaN" as "-".
    std::string operator()(double value) const;
    // With two digits, for sentences: "2.9 d".
    std::string roughly(double value) const;
    // The number alone.
    std::string number(double value) const;
    // "%", "USD", "h", "" for a plain number.
    const std::string& unit() const { return unit_; }

private:
    double factor_ = 1;
    int decimals_ = 0;
    std::string unit_;
};

// A length of time in its largest whole unit, years included: "1 yr", "60 d".
std::string written_span(Duration span);

// Digits behind the point so that a number of this size shows `digits` digits, between 0 and 6.
int decimals_for(double size, int digits);

}  // namespace backstock

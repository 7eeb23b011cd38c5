#pragma once
// What a comparison says, in sentences.

#include "tools/study_run.hpp"

#include <string>
#include <vector>

namespace backstock {

// A difference of one KPI as people read it: rates in percentage points, money of a whole run by the year.
class DifferenceFormat {
public:
    DifferenceFormat(const KpiColumn& kpi, const RunPlan& run, double size);

    std::string number(double value) const;
    // "4,120 ± 310 USD a year"
    std::string with(double value, double half_width) const;
    const std::string& unit() const { return unit_; }

private:
    double factor_ = 1;
    int decimals_ = 0;
    std::string unit_;
};

// "the cancellation rate"
std::string spoken(const KpiColumn& kpi);

// About one KPI of one cell: "backup beats one supplier by 4,120 ± 310 USD a year".
std::string verdict(const StudyWork& work, const KpiColumn& kpi, const ComparisonLine& line);

// About each cell and the baseline, all KPIs in one sentence; and where several are compared, which is the best. For
// studies of many settings, only which is the best at each of the first.
std::vector<std::string> verdicts(const StudyWork& work, const StudyFindings& findings);

// Where the intervals are too wide to rank, with how many replications it may take; where `until` was not reached.
std::vector<std::string> warnings(const StudyWork& work, const Schedule& schedule, const StudyFindings& findings);

}  // namespace backstock

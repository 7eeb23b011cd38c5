#pragma once
// The figures of a search as people read them.

#include "output/search_tables.hpp"
#include "sim/experiment/kpi.hpp"
#include "tools/figures.hpp"
#include "tools/search/search_run.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace backstock {

inline SummaryRow row_for(const std::string& kpi, const Interval& interval) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {kpi, {}, interval.n, interval.value, nan, interval.half_width(), nan, nan, nan, nan, nan, nan, 0, nan, nan};
}

// Written with the digits that the best's interval, or else its value, allows.
class SearchFigures {
public:
    SearchFigures(const SearchOrder& order, const SearchResults& results)
        : order_(order), kpi_(*find_kpi(results.objective)), format_(format_of(order, results)) {}

    std::string written(double value) const { return format_(value); }
    std::string with_half_width(const Interval& interval) const {
        if (std::isnan(interval.half_width())) return format_(interval.value);
        const FigureFormat format(row_for(std::string(kpi_.name), interval), kpi_, order_.run);
        return format.number(interval.value) + " ± " + format(interval.half_width());
    }

private:
    static FigureFormat format_of(const SearchOrder& order, const SearchResults& results) {
        const std::size_t best = static_cast<std::size_t>(results.best.value_or(0));
        return {row_for(results.objective, results.candidates[best].objective), *find_kpi(results.objective),
                order.run};
    }
    const SearchOrder& order_;
    const KpiInfo& kpi_;
    FigureFormat format_;
};

}  // namespace backstock

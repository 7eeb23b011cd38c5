#include "output/warmup_table.hpp"

#include <limits>

namespace backstock {

Frame warmup_frame(const FoundWarmup& found) {
    Frame frame;
    const std::size_t rows = found.series.empty() ? 0 : found.series.front().truncation.batches.size();
    Numbers times(rows);
    for (std::size_t i = 0; i < rows; ++i) times[i] = (found.step * static_cast<std::int64_t>(i + 1)).in_days();
    frame.add("time", "d", std::move(times));
    for (const FoundWarmup::Series& series : found.series) {
        Numbers statistic = series.truncation.statistic;
        statistic.resize(rows, std::numeric_limits<double>::quiet_NaN());
        frame.add(series.measure, "unit", series.truncation.batches);
        frame.add(series.measure + "_mser", "", std::move(statistic));
    }
    return frame;
}

}  // namespace backstock

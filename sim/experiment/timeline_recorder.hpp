#pragma once
// The observer behind the timelines: samples the state at regular period ends.
#include "sim/experiment/recorder.hpp"
#include "sim/experiment/timeline.hpp"
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <vector>

namespace backstock {

/// Which series are recorded and at which instants; fixed by the model.
///
/// Series: cash and deposits of the house; per store, and per stock point where there are fewer than 1,000 or it is
/// named in `record`, on_hand, backorders and on_order at the instant, and demand and shipped since the one before; for
/// every supplier and store that a disruption can strike, what is left of its capacity.
/// Instants: every `record.every`, or every so many periods that there are at most 400, fewer where the stock points
/// are so many that sampling would cost more than the run or fill the memory (stock points × instants stays below 20
/// million and values a replication below 250,000, but at least 12 instants).
struct TimelinePlan {
    explicit TimelinePlan(const Model& model);

    std::int64_t every_periods = 1;
    std::int64_t instants = 0;
    std::vector<Id<StockPoint>> points;
    std::vector<Target> sites;  ///< those that can be struck
    std::vector<TimelineSeries> series;

    [[nodiscard]] Duration step(const Model& model) const { return model.run.period * every_periods; }
};

class TimelineRecorder {
public:
    TimelineRecorder(const Model& model, const World& world, const Recorder& recorder, const TimelinePlan& plan);

    void reset();
    void saw(const PeriodEnded&, Time);
    void saw(const WarmupEnded&, Time);

    /// Values of series s at instant i, at [s · instants + i].
    std::vector<double> take() { return std::move(values_); }

private:
    struct Flow {
        Quantity demanded;
        Quantity shipped;
    };
    [[nodiscard]] std::vector<Flow> counted() const;
    void sample(std::size_t instant);

    const Model& model_;
    const World& world_;
    const Recorder& recorder_;
    const TimelinePlan& plan_;
    std::vector<double> values_;
    /// The recorder's counts at the last sample, less what it forgot at the warm-up's end: of each store, then of each
    /// stock point with a timeline.
    std::vector<Flow> before_;
    std::int64_t periods_ = 0;
};

}  // namespace backstock

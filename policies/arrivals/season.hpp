#pragma once
// How a rate changes with the calendar: weekdays, months, growth, dated events.
#include "sim/base/time.hpp"
#include "sim/policy/settings.hpp"

#include <cstdint>
#include <vector>

namespace backstock::arrivals {

/// Factors on a rate, constant between midnights and the edges of events. The product of
///  - weekly: one factor a weekday, Monday first, brought to mean 1;
///  - monthly: one factor a month, January first, brought to mean 1;
///  - trend: growth g a year as (1 + g)^(day / 365), day 0 being the first of the run;
///  - events: each with its own factor from a date on for some time; overlapping ones multiply.
class Season {
public:
    /// Reads `weekly`, `monthly`, `trend` and `events`; mistakes are recorded.
    explicit Season(Settings& settings);

    /// Whether the factor is 1 at all times.
    bool is_flat() const { return daily_.empty() && edges_.empty(); }

    /// A stretch of time with one factor.
    struct Piece {
        Time until;  ///< later than the instant that was asked for
        double factor = 1;
    };
    /// The piece that holds at an instant.
    Piece at(Time instant) const;

private:
    struct Edge {
        Time from;
        double factor = 1;  ///< of all events together, up to the next edge
    };
    double day_factor(std::int64_t day) const;
    void read_events(Settings& settings);
    void tabulate();

    std::vector<double> weekly_;
    std::vector<double> monthly_;
    double growth_ = 0;
    std::int64_t start_day_ = 0;
    std::vector<double> daily_;  ///< of the first days, worked out once; empty: always 1
    std::vector<Edge> edges_;    ///< in order of time
};

}  // namespace backstock::arrivals

#pragma once
// What comes first when several facts are due at the same instant.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backstock {

// Facts of one instant run in the order of these phases, and within a phase in the order in which they were
// scheduled (reviews: downstream first). A fact may cause another at its own instant, in an earlier phase too; the
// earlier phase then goes first among what is still to be done.
enum class Phase : std::uint8_t {
    close,        // the period that ends at this instant is accounted: period-end costs, period statistics
    disrupt,      // disruptions start, change level, end; warnings are given
    receive,      // shipments, production and returns arrive; arrivals serve waiting orders at once
    review,       // inventory reviews at the start of a period; purchase orders leave
    demand,       // customers order
    ship,         // handling finishes, parcels leave, payments due on shipment are taken
    late_review,  // inventory reviews at the end of a period, and continuous ones
    expire,       // patience, holds, promises, preorder windows and payment deadlines run out
};

inline constexpr std::size_t phase_count = 8;

inline constexpr std::array<std::string_view, phase_count> phase_names = {
    "close", "disrupt", "receive", "review", "demand", "ship", "late_review", "expire",
};

constexpr std::string_view name_of(Phase phase) { return phase_names[static_cast<std::size_t>(phase)]; }

// Reviews do not run in the order in which they were scheduled but by their row: stock points are numbered
// downstream first, so that a shop's order reaches its warehouse before the warehouse reviews.
constexpr bool goes_by_row(Phase phase) { return phase == Phase::review || phase == Phase::late_review; }

}  // namespace backstock

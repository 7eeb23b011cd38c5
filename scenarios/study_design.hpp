#pragma once
// Which settings of its factors a study runs.

#include "scenarios/factor_range.hpp"
#include "sim/experiment/design/points.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace backstock {

enum class DesignKind : std::uint8_t { grid, latin_hypercube, sobol, one_at_a_time, sobol_indices };

// "grid", "latin_hypercube", "sobol", "one_at_a_time", "sobol_indices".
std::string_view name_of(DesignKind kind);

// `design: {latin_hypercube: {points: 100}}`
struct Design {
    DesignKind kind = DesignKind::grid;
    std::int64_t points = 100;  // of a hypercube or a Sobol sequence; of sobol_indices the rows
    std::int64_t levels = 2;    // of a range in a grid, and one at a time: evenly spaced, both ends among them
    std::uint64_t seed = 1;
};

// What a design makes of factors with so many levels (lists) or of ranges.
struct DesignFactor {
    std::size_t levels = 0;              // of a list
    const FactorRange* range = nullptr;  // of a range
};

struct DesignPoints {
    std::vector<std::vector<double>> values;         // of each range, its levels; empty for lists
    std::vector<std::vector<std::size_t>> settings;  // the level of every factor in each setting; as many as the
                                                     // factor has levels: as the scenario says
    std::vector<UnitPoint> unit;                     // of each setting, where it lies: of a range the value's share of
                                                     // the way, of a list the middle of its part; empty for
                                                     // one_at_a_time
};

DesignPoints points_of(const Design& design, const std::vector<DesignFactor>& factors);

// How many settings that is, without making them; as a floating number, since a grid may be astronomically large.
double size_of(const Design& design, const std::vector<DesignFactor>& factors);

}  // namespace backstock

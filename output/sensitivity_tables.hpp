#pragma once
// /design and /sensitivity in the results file: where the cells of a study lie, and what its factors do.

#include "output/results_writer.hpp"
#include "sim/experiment/estimators.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

// A cell of a design.
struct DesignedCell {
    std::int64_t cell;
    std::string name;
    std::string variant;
    std::vector<double> values;  // of every factor: the number, or of a list the place of the level from 0; NaN where
                                 // the scenario is left as it is
    std::vector<double> unit;    // in the unit cube; empty where there is none
};

// What all rows of /sensitivity begin with.
struct SensitivityOf {
    std::string variant;
    std::string kpi;
    std::string unit;
    std::string factor;
    std::string with;  // of an interaction the second factor
};

struct EffectRow {
    SensitivityOf of;
    std::string level;  // of a list or a grid; "" for the change along a whole range
    std::string with_level;
    Interval effect;
};

struct ShareRow {
    SensitivityOf of;
    Interval share;
};

struct TornadoRow {
    SensitivityOf of;
    std::string level;
    Interval value;
    Interval change;  // from the scenario as it is
    double swing;     // of the factor: from its lowest value to its highest
    std::int64_t rank;
};

struct IndexRow {
    SensitivityOf of;
    Interval first;
    Interval total;
    double variance;
    double noise;
};

struct SensitivityTables {
    std::string design;               // its word
    std::vector<std::string> labels;  // of the factors
    std::vector<DesignedCell> cells;
    std::vector<EffectRow> effects;
    std::vector<ShareRow> shares;
    std::vector<TornadoRow> tornado;
    std::vector<IndexRow> indices;
};

// Writes /design/points and those of /sensitivity/effects, shares, tornado and indices that have rows.
void write_sensitivity(ResultsWriter& writer, const SensitivityTables& tables);

}  // namespace backstock

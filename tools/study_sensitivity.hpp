#pragma once
// What the factors of a study do: from the samples of its cells to tables, a screen and sentences.

#include "output/sensitivity_tables.hpp"
#include "scenarios/study.hpp"
#include "tools/study_samples.hpp"
#include "tools/terminal.hpp"

#include <string>
#include <vector>

namespace backstock {

struct StudySensitivity {
    SensitivityTables tables;
    std::vector<std::string> sentences;

    bool empty() const { return tables.cells.empty(); }
};

// Of the KPIs in `samples` the first decides. Empty where the study has no factors with
// more than one setting. By the design: of a grid main effects, interactions and shares of variance; of points in a box
// a regression; one at a time a tornado; of Saltelli's points Sobol indices.
StudySensitivity sensitivity_of(const Study& study, const StudySamples& samples, const RunPlan& run);

// What matters most for the KPI that decides, at most 12 lines a variant. "" where there is nothing.
std::string sensitivity_screen(const StudySensitivity& sensitivity, const RunPlan& run, const Style& style);

}  // namespace backstock

#pragma once
// The settings of a study file.

#include "scenarios/node.hpp"
#include "scenarios/sheet.hpp"
#include "scenarios/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backstock {

// A study as it is written; the trees point into the file's.
struct StudyDraft {
    std::string title;
    const Node* base = nullptr;
    const Node* set = nullptr;
    const Node* variants = nullptr;
    const Node* factors = nullptr;
    std::string baseline;
    Place baseline_at;
    std::vector<std::string> kpis;
    Place kpis_at;
    double level = 0.95;
    std::optional<Keep> keep;
    std::optional<Design> design;
    Place design_at;
    std::optional<SearchPlan> search;
    std::optional<StressPlan> stress;
    std::vector<StudyExpectation> expect;
    std::vector<std::string> expect_best;
    Place expect_best_at;
};

void read_study(Sheet& sheet, StudyDraft& draft);
void read_design(Sheet& sheet, StudyDraft& draft);
void read_search(Sheet& sheet, StudyDraft& draft);
void read_stress(Sheet& sheet, StudyDraft& draft);

}  // namespace backstock

#pragma once
// What a study came to, on a screen or two.

#include "tools/study_run.hpp"
#include "tools/terminal.hpp"

#include <string>

namespace backstock {

// Title, what was compared with what, and how long it took.
std::string study_heading(const StudyWork& work, const StudyFindings& findings, double seconds, const Style& style);

// A table for each KPI: every cell's value, its difference from the baseline with the interval, and how likely it is
// the best. Of large studies the best cells by the KPI that decides, at most 30 lines.
std::string comparison_screen(const StudyWork& work, const StudyFindings& findings, const Style& style);

// The verdicts and warnings as text; at most so many sentences.
std::string verdict_text(const StudyFindings& findings, const Style& style, std::size_t most = 12);

// All of it, with where the file is and what to do next.
std::string study_screen(const StudyWork& work, const StudyFindings& findings, double seconds, const std::string& file,
                         const std::string& program, const Style& style);

// One JSON object: the study, its cells, the comparison by KPI, verdicts, warnings, the file.
std::string study_json(const StudyWork& work, const StudyFindings& findings, const std::string& file);

}  // namespace backstock

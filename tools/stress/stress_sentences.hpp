#pragma once
// What a stress test found, in sentences, on one screen, or as JSON.

#include "output/stress_tables.hpp"
#include "scenarios/study.hpp"
#include "tools/terminal.hpp"

#include <string>
#include <vector>

namespace backstock {

std::vector<std::string> stress_sentences(const Study& study, const StressResults& results);

// The nodes of the baseline, or of the only alternative, by their exposure to the longest outage; where there are
// several alternatives, also the frontier.
std::string stress_screen(const Study& study, const StressResults& results, const Style& style);

std::string stress_json(const Study& study, const StressResults& results, const std::string& file);

}  // namespace backstock

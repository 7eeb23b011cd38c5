#pragma once
// The reference on the terminal: sections, settings, policies, distributions and KPIs, from their declarations.

#include "sim/policy/catalog.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// A KPI as the reference shows it; the caller knows them.
struct ExplainedKpi {
    std::string name;
    std::string unit;
    std::string doc;
};

// The reference of a word: whatever bears the name, a section, a family of choices, a policy, a KPI, or any setting.
// For the empty word the overview of all. Nothing where the word is unknown: then ask nearest_word().
std::optional<std::string> explain(std::string_view word, const Catalog& catalog, std::span<const ExplainedKpi> kpis);

// "unknown word 'gama'; did you mean 'gamma'?"
std::string unknown_word(std::string_view word, const Catalog& catalog, std::span<const ExplainedKpi> kpis);

}  // namespace backstock

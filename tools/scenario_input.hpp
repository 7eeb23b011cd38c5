#pragma once
// Scenarios with everything that belongs to them: the catalog of words and the plugins it came from.

#include "policies/plugin.hpp"
#include "scenarios/load.hpp"
#include "sim/policy/catalog.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// Must outlive the scenarios it loads: the code of their policies may be in its plugins. One scenario each, since two
// that name the same plugin would add its words twice.
class ScenarioInput {
public:
    ScenarioInput();

    // Throws BadInput with everything that is wrong; WrongUse when there is no such file, but a scenario of the gallery
    // has that name.
    Scenario load(const std::string& file, const std::vector<std::string>& sets = {});
    // From a text; `name` is the file it stands for.
    Scenario load_text(std::string_view text, const std::string& name);

    Catalog& catalog() { return catalog_; }

private:
    LoadOptions options(const std::vector<std::string>& sets);

    Plugins plugins_;
    Catalog catalog_;
};

}  // namespace backstock

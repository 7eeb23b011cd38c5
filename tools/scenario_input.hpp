#pragma once
// Scenarios with everything that belongs to them: the catalog of words and the plugins it came from.

#include "policies/plugin.hpp"
#include "scenarios/load.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/study.hpp"
#include "sim/base/require.hpp"
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
    Scenario load_text(std::string_view text, const std::string& name, const std::vector<std::string>& sets = {});

    // A study file; the study of scenario files as they are, the baseline first.
    Study load_study(const std::string& file, const std::vector<std::string>& sets = {},
                     StudyUse use = StudyUse::cells);
    Study load_study_text(std::string_view text, const std::string& name);
    Study study_of(const std::vector<std::string>& files, const std::vector<std::string>& sets = {});

    // Adds the words of a plugin to the catalog. Throws WrongUse when it can't be used.
    void load_plugin(const std::string& file);

    Catalog& catalog() { return catalog_; }

private:
    void check_there(const std::string& file) const;
    LoadOptions options(const std::vector<std::string>& sets);

    Plugins plugins_;
    Catalog catalog_;
};

// What a scenario asks for is more than can be counted: the mistake, with the file it is in.
BadInput too_large_in(const std::string& file, const TooLarge& amount);

// Does what plays the scenario of that file, and answers what it answers. Amounts that are too large to be counted
// come out as BadInput that names the file.
template<class Play>
auto naming_file(const std::string& file, const Play& play) {
    try {
        return play();
    } catch (const TooLarge& amount) {
        throw too_large_in(file, amount);
    }
}

}  // namespace backstock

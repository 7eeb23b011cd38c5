#include "tools/scenario_input.hpp"

#include "policies/builtin.hpp"
#include "scenarios/study.hpp"
#include "tools/gallery.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace backstock {

ScenarioInput::ScenarioInput() { add_builtin(catalog_); }

LoadOptions ScenarioInput::options(const std::vector<std::string>& sets) {
    return {.sets = sets, .load_plugin = [this](const std::string& file) { plugins_.load(file, catalog_); }};
}

void ScenarioInput::check_there(const std::string& file) const {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        if (const auto known = in_gallery(file)) {
            throw WrongUse(fmt::format("{}: no such file; the gallery has {}", file, known->string()));
        }
    }
}

Scenario ScenarioInput::load(const std::string& file, const std::vector<std::string>& sets) {
    check_there(file);
    return load_scenario(file, catalog_, options(sets));
}

Study ScenarioInput::load_study(const std::string& file, const std::vector<std::string>& sets, StudyUse use) {
    check_there(file);
    return backstock::load_study(file, catalog_, options(sets), use);
}

Study ScenarioInput::load_study_text(std::string_view text, const std::string& name) {
    return backstock::load_study_text(text, name, catalog_, options({}));
}

Study ScenarioInput::study_of(const std::vector<std::string>& files, const std::vector<std::string>& sets) {
    for (const std::string& file : files) check_there(file);
    return study_of_scenarios(files, catalog_, options(sets));
}

void ScenarioInput::load_plugin(const std::string& file) {
    try {
        plugins_.load(file, catalog_);
    } catch (const PluginError& error) {
        throw WrongUse(error.what());
    }
}

Scenario ScenarioInput::load_text(std::string_view text, const std::string& name,
                                  const std::vector<std::string>& sets) {
    return load_scenario_text(text, name, catalog_, options(sets));
}

BadInput too_large_in(const std::string& file, const TooLarge& amount) {
    return BadInput({Problem{
        .file = file, .message = fmt::format("quantities or amounts are too large to be counted: {}", amount.what())}});
}

}  // namespace backstock

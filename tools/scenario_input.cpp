#include "tools/scenario_input.hpp"

#include "policies/builtin.hpp"
#include "tools/gallery.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace backstock {

ScenarioInput::ScenarioInput() { add_builtin(catalog_); }

LoadOptions ScenarioInput::options(const std::vector<std::string>& sets) {
    return {.sets = sets, .load_plugin = [this](const std::string& file) { plugins_.load(file, catalog_); }};
}

Scenario ScenarioInput::load(const std::string& file, const std::vector<std::string>& sets) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        if (const auto known = in_gallery(file)) {
            throw WrongUse(fmt::format("{}: no such file; the gallery has {}", file, known->string()));
        }
    }
    return load_scenario(file, catalog_, options(sets));
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

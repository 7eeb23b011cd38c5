#include "scenarios/describe.hpp"

#include "scenarios/describer.hpp"
#include "scenarios/sections/sections.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>

namespace backstock {

const Description::Setting* Description::find(std::string_view key) const {
    const auto found = std::find_if(settings.begin(), settings.end(), [key](const Setting& s) { return s.key == key; });
    return found == settings.end() ? nullptr : &*found;
}

Description describe_scenario() {
    Description description;
    Describer describer(description);
    Draft draft;
    read_scenario(describer, draft);
    return description;
}

void describe_sheet(Description& description, const Sheet::ReadPart& read) {
    Describer describer(description);
    read(describer);
}

Description describe_word(const Entry& entry, Dimension dimension) {
    Description description;
    Describer describer(description, dimension);
    const std::unique_ptr<const Policy> unused = entry.make(describer);
    return description;
}

LanguageChoices::LanguageChoices(const Catalog& catalog) : catalog_(catalog), scenario_(describe_scenario()) {}

bool LanguageChoices::is_choice(const Path& path) const { return !path.empty() && is_choice_in(scenario_, path); }

bool LanguageChoices::is_choice_in(const Description& description, std::span<const std::string> path) const {
    const Setting* setting = description.find(path.front());
    if (setting != nullptr) return is_choice_at(*setting, path.subspan(1));
    if (description.names() != nullptr) return is_choice_of(description.names()->body.front(), path.subspan(1));
    const Setting* stood_for = description.find(description.positional);
    return !description.positional.empty() && stood_for != nullptr && is_choice_at(*stood_for, path);
}

bool LanguageChoices::is_choice_of(const Description& description, std::span<const std::string> path) const {
    if (!path.empty()) return is_choice_in(description, path);
    const Setting* stood_for = description.positional.empty() ? nullptr : description.find(description.positional);
    return stood_for != nullptr && is_choice_at(*stood_for, path);
}

bool LanguageChoices::is_choice_at(const Setting& setting, std::span<const std::string> path) const {
    const bool choice = setting.kind == Kind::choice || setting.kind == Kind::law;
    if (path.empty() && (choice || setting.body.empty() || setting.shape != Description::Shape::map)) return choice;
    if (choice) {
        const Entry* entry = catalog_.find(setting.family, path.front());
        return entry != nullptr && path.size() > 1 &&
               is_choice_in(describe_word(*entry, setting.dimension), path.subspan(1));
    }
    if (setting.body.empty()) return false;
    if (setting.shape != Description::Shape::names) return is_choice_of(setting.body.front(), path);
    const bool each = path.front() == "each" && !setting.each.empty();
    return is_choice_of(each ? setting.each.front() : setting.body.front(), path.subspan(1));
}

}  // namespace backstock

#include "scenarios/explain.hpp"

#include "scenarios/describe.hpp"
#include "scenarios/describer.hpp"
#include "scenarios/directory.hpp"
#include "scenarios/path.hpp"
#include "scenarios/type_text.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/processor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace backstock {
namespace {

using Setting = Description::Setting;

// Text from `column` on, broken at blanks before the 100th character.
std::string wrapped(std::string_view text, std::size_t column) {
    constexpr std::size_t width = 100;
    std::string out;
    std::size_t at = column;
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find(' '), text.size());
        const auto length = static_cast<std::size_t>(characters(text.substr(0, blank)));
        if (at > column && at + 1 + length > width) {
            out += "\n" + std::string(column, ' ');
            at = column;
        } else if (at > column) {
            out += ' ';
            ++at;
        }
        out += text.substr(0, blank);
        at += length;
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return out;
}

std::string shown_key(const Setting& setting) {
    return setting.key.empty() ? fmt::format("<{}>", setting.names) : setting.key;
}

std::string line_of(const Setting& setting, std::size_t indent) {
    std::string about = type_text(setting);
    if (setting.required) about += ", required";
    if (!setting.fallback.empty()) about += ", default " + setting.fallback;
    return fmt::format("{}{:<{}} {}\n{}{}\n", std::string(indent, ' '), shown_key(setting),
                       20 - std::min<std::size_t>(indent, 8), about, std::string(indent + 4, ' '),
                       wrapped(setting.doc, indent + 4));
}

// The settings with those of nested maps beneath, down to `depth` levels.
std::string settings_text(const Description& description, std::size_t indent, int depth) {
    std::string out;
    for (const Setting& setting : description.settings) {
        out += line_of(setting, indent);
        if (depth > 0 && !setting.body.empty()) out += settings_text(setting.body.front(), indent + 4, depth - 1);
    }
    return out;
}

std::string word_text(const std::string& family, const Entry& entry) {
    std::string out = fmt::format("{} ({}{})\n  {}\n", entry.word, family_text(family),
                                  entry.origin == "built in" ? "" : ", from " + entry.origin, wrapped(entry.doc, 2));
    if (!entry.alias_of.empty()) out += fmt::format("  Another name for the mechanism of {}.\n", entry.alias_of);
    const Description description = describe_word(entry, Dimension::duration);
    const Description plain = describe_word(entry, Dimension::number);
    if (description.settings.empty()) return out + fmt::format("  It takes no settings: written {}\n", entry.word);
    if (!description.positional.empty()) {
        out += fmt::format("  A bare value stands for {}: {{{}: ...}}\n", description.positional, entry.word);
    }
    for (const Setting& setting : plain.settings) {
        const Setting* same = description.find(setting.key);
        Setting told = setting;
        if (same != nullptr && type_text(*same) != type_text(setting)) told.doc += " (in the unit of what is drawn)";
        out += line_of(told, 2);
        if (!told.body.empty()) out += settings_text(told.body.front(), 6, 1);
    }
    return out;
}

std::string family_words(const std::string& family, const Catalog& catalog) {
    std::string out = fmt::format("{} (a family of choices: one word, or one word with its settings)\n", family);
    for (const std::string& word : catalog.words(family)) {
        out += fmt::format("  {:<20} {}\n", word, wrapped(catalog.find(family, word)->doc, 23));
    }
    return out;
}

std::string section_text(const Setting& section, std::string_view of) {
    std::string out = fmt::format("{} ({}: {})\n  {}\n", section.key, of, type_text(section), wrapped(section.doc, 2));
    if (!section.body.empty()) out += settings_text(section.body.front(), 2, 3);
    return out;
}

// What a preset says, as the settings it stands for.
std::string preset_text(const ProcessorPreset& preset) {
    Description description;
    Describer describer(description);
    read_processor(describer, preset.terms);
    return fmt::format("{} (preset of a payment processor: payments: {{card: {}}})\n  {}\n  Sources: {}\n{}",
                       preset.name, preset.name, wrapped(preset.about, 2), wrapped(preset.source, 2),
                       settings_text(description, 2, 1));
}

// Every setting of that name below the sections, with its path.
void find_settings(const Description& description, const std::string& path, std::string_view word, std::string& out) {
    for (const Setting& setting : description.settings) {
        const std::string here = path + (path.empty() ? "" : ".") + shown_key(setting);
        if (setting.key == word && !path.empty()) {
            out += here + "\n" + line_of(setting, 2);
            if (!setting.body.empty()) out += settings_text(setting.body.front(), 6, 1);
        }
        const bool names = setting.shape == Description::Shape::names;
        const std::string below = names ? here + ".<" + setting.names + ">" : here;
        if (!setting.body.empty()) find_settings(setting.body.front(), below, word, out);
    }
}

std::string overview(const Catalog& catalog, std::span<const ExplainedKpi> kpis) {
    std::string out = "Sections of a scenario file\n";
    for (const Setting& section : describe_scenario().settings) {
        out += fmt::format("  {:<16} {}\n", section.key, wrapped(section.doc, 19));
    }
    out += "\nSettings of a study file\n";
    for (const Setting& setting : describe_study().settings) {
        out += fmt::format("  {:<16} {}\n", setting.key, wrapped(setting.doc, 19));
    }
    out += "\nChoices, by family\n";
    for (const std::string& family : catalog.families()) {
        out +=
            fmt::format("  {:<16} {}\n", family, wrapped(fmt::format("{}", fmt::join(catalog.words(family), " ")), 19));
    }
    std::vector<std::string_view> presets;
    for (const ProcessorPreset& preset : processor_presets()) presets.push_back(preset.name);
    out +=
        fmt::format("\nPresets of payment processors\n  {}\n", wrapped(fmt::format("{}", fmt::join(presets, " ")), 2));
    std::vector<std::string> names;
    for (const ExplainedKpi& kpi : kpis) names.push_back(kpi.name);
    if (!names.empty()) out += fmt::format("\nKPIs\n  {}\n", wrapped(fmt::format("{}", fmt::join(names, " ")), 2));
    return out +
           "\nQuantities carry their units: durations 90 min, 36 h, 7 d, 2 wk, 1 yr; rates 6 /d, 25 %/yr; shares 30 % "
           "or 0.3;\n"
           "dates 2026-03-17; money is a plain number. `explain <word>` tells more about any of these words.\n";
}

void gather_keys(const Description& description, std::set<std::string>& words) {
    for (const Setting& setting : description.settings) {
        if (!setting.key.empty()) words.insert(setting.key);
        for (const Description& body : setting.body) gather_keys(body, words);
    }
}

}  // namespace

std::optional<std::string> explain(std::string_view word, const Catalog& catalog, std::span<const ExplainedKpi> kpis) {
    if (word.empty()) return overview(catalog, kpis);
    std::vector<std::string> parts;
    const Description scenario = describe_scenario();
    if (const Setting* section = scenario.find(word)) parts.push_back(section_text(*section, "section"));
    for (const std::string& family : catalog.families()) {
        if (family == word) parts.push_back(family_words(family, catalog));
        if (const Entry* entry = catalog.find(family, word)) parts.push_back(word_text(family, *entry));
    }
    for (const ProcessorPreset& preset : processor_presets())
        if (preset.name == word) parts.push_back(preset_text(preset));
    for (const ExplainedKpi& kpi : kpis) {
        if (kpi.name == word)
            parts.push_back(fmt::format("{} (KPI, unit {})\n  {}\n", kpi.name, kpi.unit, wrapped(kpi.doc, 2)));
    }
    const Description study = describe_study();
    if (const Setting* section = study.find(word)) parts.push_back(section_text(*section, "study file"));
    std::string settings;
    find_settings(scenario, "", word, settings);
    find_settings(study, "", word, settings);
    if (!settings.empty()) parts.push_back("Where it is a setting\n" + settings);
    if (parts.empty()) return std::nullopt;
    return fmt::format("{}", fmt::join(parts, "\n"));
}

std::string unknown_word(std::string_view word, const Catalog& catalog, std::span<const ExplainedKpi> kpis) {
    std::set<std::string> words;
    gather_keys(describe_scenario(), words);
    gather_keys(describe_study(), words);
    for (const std::string& family : catalog.families()) {
        words.insert(family);
        for (const std::string& known : catalog.words(family)) words.insert(known);
    }
    for (const ProcessorPreset& preset : processor_presets()) words.emplace(preset.name);
    for (const ExplainedKpi& kpi : kpis) words.insert(kpi.name);
    const std::vector<std::string> sorted(words.begin(), words.end());
    const std::string near = nearest(word, sorted);
    return fmt::format("unknown word {}{}", shown(word),
                       near.empty() ? "; `explain` alone lists them all" : fmt::format("; did you mean '{}'?", near));
}

}  // namespace backstock

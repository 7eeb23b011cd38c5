#pragma once
// The language as data: every setting of every section and policy, gathered by running the same functions that read
// a file. `explain`, the JSON Schema and merging are made from it.

#include "scenarios/merge.hpp"
#include "scenarios/sheet.hpp"
#include "sim/policy/catalog.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// A map of settings as declared.
struct Description {
    // How the names in a setting come about.
    enum class Shape : std::uint8_t {
        value,     // one value, choice or list, as its kind says
        map,       // a map with the settings of `body`
        maps,      // a list of such maps
        names,     // a map from names to such maps
        sequence,  // a list of names, each alone or with such a map
        tree,      // anything, written as `names` says
    };
    struct Setting {
        std::string key;  // empty: any other key, a name
        Kind kind = Kind::text;
        Shape shape = Shape::value;
        std::string doc;
        bool required = false;
        std::string fallback;
        Bounds bounds = any_number;
        Named named = Named::item;
        Kind element = Kind::text;
        std::vector<std::string> words;
        std::string family;
        Dimension dimension = Dimension::number;
        bool table = false;             // the map may take entries from `table: file.csv`
        bool weights = false;           // shares that need not sum to 100 %
        bool date = false;              // a calendar date only
        std::string names;              // what the names are: "item", "KPI"
        std::vector<Description> body;  // one, for maps
        std::vector<Description> each;  // one, where the map may say what every entry has
    };
    std::vector<Setting> settings;  // in the order of declaration
    std::string positional;         // the setting that a bare value stands for
    bool pair = false;              // a list of two can stand for it

    const Setting* find(std::string_view key) const;
    // The setting for keys that are names; null where there is none.
    const Setting* names() const { return find(""); }
};

// The whole scenario file.
Description describe_scenario();
// A study file.
Description describe_study();
// What a function over a sheet declares.
void describe_sheet(Description& description, const Sheet::ReadPart& read);
// The parameters of one word of a family; for distributions in the dimension asked for.
Description describe_word(const Entry& entry, Dimension dimension = Dimension::number);

// Which paths of a scenario are choices, from its description.
class LanguageChoices final : public ChoicePaths {
public:
    explicit LanguageChoices(const Catalog& catalog);
    bool is_choice(const Path& path) const override;
    bool is_section(const std::string& name) const override { return scenario_.find(name) != nullptr; }

private:
    using Setting = Description::Setting;
    // The path within a map of settings; at a setting's value; at a map that may stand for one of its settings.
    bool is_choice_in(const Description& description, std::span<const std::string> path) const;
    bool is_choice_at(const Setting& setting, std::span<const std::string> path) const;
    bool is_choice_of(const Description& description, std::span<const std::string> path) const;

    const Catalog& catalog_;
    Description scenario_;
};

}  // namespace backstock

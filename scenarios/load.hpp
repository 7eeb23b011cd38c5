#pragma once
// From a scenario file to the Scenario that runs. The one door to the language.

#include "scenarios/node.hpp"
#include "scenarios/problems.hpp"
#include "scenarios/scenario.hpp"
#include "sim/policy/catalog.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

struct LoadOptions {
    // `PATH=VALUE` each, laid over the file in this order.
    std::vector<std::string> sets;
    // Loads a shared library with policies into the catalog; called for each of the scenario's `plugins`, before
    // anything else is read. Throws std::exception with a sentence for the user. Empty: plugins are refused.
    std::function<void(const std::string& file)> load_plugin;
};

// Loads a scenario file with all that it extends. Throws BadInput with everything that is wrong with it, each located.
//
// The model is named after the file's stem. `resolved_yaml` holds everything merged and set; loading that text gives
// the same Model bit for bit. Tables and traces are not copied into it: their names are in it as absolute paths.
Scenario load_scenario(const std::string& file, Catalog& catalog, const LoadOptions& options = {});

// The same from a text, `name` standing for the file: files that it names are relative to the folder of `name`.
Scenario load_scenario_text(std::string_view text, const std::string& name, Catalog& catalog,
                            const LoadOptions& options = {});

// The same from a tree whose bases and overrides are laid over it already, and for which plugins are loaded: any number
// of trees on any number of threads. Adds to `problems` what is wrong; nothing then.
std::optional<Scenario> load_scenario_tree(Node root, const std::string& name, const Catalog& catalog,
                                           Problems& problems);

// Loads the plugins that a scenario names.
void load_plugins(const Node& root, const LoadOptions& options, Problems& problems);

// The tree with the files that it names as absolute paths; the tree need not be a sound scenario.
Node with_absolute_files(Node root, const Catalog& catalog);

}  // namespace backstock

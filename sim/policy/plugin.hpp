#pragma once
// For authors of plugins: include this, define backstock_register, build a shared library, and name the library under
// `plugins:` in a scenario. policies/example_plugin is a complete one.
//
//   extern "C" void backstock_register(backstock::Catalog& catalog) {
//       catalog.add<backstock::InventoryPolicy>("my_rule", "What it does, in a sentence.", make_my_rule);
//   }
//
// A plugin is compiled with the compiler and standard library of the program that loads it. The stamp below guards
// against anything else that can be known: it is checked before any other code of the plugin runs.
#include "sim/policy/catalog.hpp"
#include "sim/version.hpp"

#include <string>
#include <version>

namespace backstock {

/// What a plugin and the program that loads it must agree on: the plugin interface, the version, and how the
/// standard library lays out its types.
inline std::string plugin_stamp() {
    std::string stamp = std::string(plugin_abi) + ", backstock " + std::string(backstock_version);
#if defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
    stamp += ", old strings";
#endif
#ifdef _GLIBCXX_DEBUG
    stamp += ", debug containers";
#endif
    return stamp;
}

}  // namespace backstock

extern "C" {

/// The stamp that the plugin was built with. Defined here, so that every plugin carries it.
[[gnu::used, gnu::visibility("default")]] inline const char* backstock_plugin_stamp() {
    static const std::string stamp = backstock::plugin_stamp();
    return stamp.c_str();
}

/// Adds the plugin's words. Defined by the plugin. What it throws is reported to the user as the plugin's failure.
[[gnu::visibility("default")]] void backstock_register(backstock::Catalog& catalog);
}

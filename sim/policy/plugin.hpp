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
#include "sim/policy/plugin_stamp.hpp"
#include "sim/version.hpp"

extern "C" {

/// The stamp that the plugin was built with. Defined here, so that every plugin carries it; weak, so that several of
/// its files may include this.
extern const decltype(backstock::plugin_stamp) backstock_plugin_stamp
    [[gnu::weak, gnu::used, gnu::visibility("default")]];
const decltype(backstock::plugin_stamp) backstock_plugin_stamp = backstock::plugin_stamp;

/// Adds the plugin's words. Defined by the plugin. What it throws is reported to the user as the plugin's failure.
[[gnu::visibility("default")]] void backstock_register(backstock::Catalog& catalog);
}

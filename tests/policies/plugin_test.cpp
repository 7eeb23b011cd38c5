// Plugins: the example is built with find_package and works; whatever may be wrong with one is told clearly.
#include "policies/plugin.hpp"

#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/policy/inventory.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/policies/settings_stub.hpp"
#include "tests/skip.hpp"

#include <cstdlib>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

bool succeeds(const std::string& command) { return std::system(("(" + command + ") > /dev/null 2>&1").c_str()) == 0; }

// Compiles a fixture to a shared library.
std::filesystem::path built(const ScratchFolder& scratch, const std::string& source, const std::string& flags = "") {
    const bool c = source.ends_with(".c");
    const std::filesystem::path library = scratch / (source + ".so");
    REQUIRE(succeeds((c ? "cc" : "c++ -std=c++20") + std::string(" -shared -fPIC ") + flags + " -I" +
                     quoted(repository_root()) + " -I" + quoted(build_folder() / "generated") + " -o " +
                     quoted(library) + " " + quoted(repository_root() / "tests/policies/fixtures" / source)));
    return library;
}

// What loading says, where it fails; the catalog must be as it was.
std::string failure(const std::filesystem::path& file) {
    Plugins plugins;
    Report report;
    const std::size_t words = report.catalog.words("payment").size();
    try {
        plugins.load(file, report.catalog);
    } catch (const PluginError& error) {
        CHECK(report.catalog.words("payment").size() == words);
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, const std::string& part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the example plugin is built with find_package and adds its word", "[policies][plugin]") {
    if (!std::filesystem::exists(build_folder() / "backstockConfig.cmake")) return skip("not built with CMake");
    const ScratchFolder scratch;
    REQUIRE(succeeds("cmake -S " + quoted(repository_root() / "policies/example_plugin") + " -B " +
                     quoted(scratch.path()) + " -Dbackstock_DIR=" + quoted(build_folder()) + " && cmake --build " +
                     quoted(scratch.path())));
    Plugins plugins;
    Report report;
    plugins.load(scratch / "capped_base_stock.so", report.catalog);
    const Entry* entry = report.catalog.find("inventory", "capped_base_stock");
    REQUIRE(entry != nullptr);
    CHECK(entry->origin == "capped_base_stock.so");

    Given given = Given().set("S", Quantity::units(24)).set("cap", Quantity::units(6));
    given.map("review", Given().set("every", 1_d));
    const auto policy = make<InventoryPolicy>("capped_base_stock", given, report);
    REQUIRE(policy);
    CHECK(report.mistakes.empty());
    StockView view{};
    view.position = Quantity::units(10);
    CHECK(policy->order(view) == Quantity::units(6));
    view.position = Quantity::units(21);
    CHECK(policy->order(view) == Quantity::units(3));
    CHECK(policy->review().every == 1_d);

    std::string again;
    try {
        plugins.load(scratch / "capped_base_stock.so", report.catalog);
    } catch (const PluginError& error) {
        again = error.what();
    }
    CHECK(contains(again, "already has a word 'capped_base_stock' (capped_base_stock.so)"));
}

TEST_CASE("a payment policy from a plugin runs as the built-in ones do", "[policies][plugin][payments]") {
    if (!std::filesystem::exists(build_folder() / "backstockConfig.cmake")) return skip("not built with CMake");
    const ScratchFolder scratch;
    REQUIRE(succeeds("cmake -S " + quoted(repository_root() / "policies/example_plugin") + " -B " +
                     quoted(scratch.path()) + " -Dbackstock_DIR=" + quoted(build_folder()) + " && cmake --build " +
                     quoted(scratch.path()) + " --target charge_later"));
    Plugins plugins;
    Catalog catalog;
    add_builtin(catalog);
    LoadOptions options;
    options.load_plugin = [&](const std::string& file) { plugins.load(file, catalog); };
    // One dress is there, the other never comes: 89 - 2.88 when it ships, 89 - 2.88 after 20 days.
    const std::string text =
        "backstock: 1\nplugins: [" + (scratch / "charge_later.so").string() +
        "]\nrun: {horizon: 30 d, replications: 1}\nitems: {dress: {price: 89}}\n"
        "suppliers: {atelier: {sells: {dress: {cost: 40}}, lead_time: 90 d}}\n"
        "stores: {shop: {stock: {dress: {initial: 1}}, backorder: allow, "
        "payment: {charge_later: {latest: 20 d, via: card}}}}\n"
        "payments: {card: {fee: 2.9 %, fee_fixed: 0.30}}\n"
        "customers: {all: {store: shop, arrivals: {per_period: {every: 25 d, quantity: 2}}, buys: {dress: 1}}}\n";
    const Scenario scenario = load_scenario_text(text, "plugin.yaml", catalog, options);
    const Outcome outcome = replicate_once(scenario.model, 0);
    // The orders of days 0 and 25 want two each; those of day 25 are not charged before the end.
    CHECK(outcome.books.balance(Account::cash).in_units() == Approx(2 * (89 - 2.88)));
    CHECK(outcome.books.balance(Account::deposits).in_units() == Approx(-89));
}

TEST_CASE("a file that is no plugin is told apart from one that is missing", "[policies][plugin]") {
    const ScratchFolder scratch;
    std::ofstream(scratch / "text.so") << "not a library";
    CHECK(contains(failure(scratch / "missing.so"), "missing.so: no such file"));
    CHECK(contains(failure(scratch.path()), "not a file"));
    CHECK(contains(failure(scratch / "text.so"), "can't be loaded as a shared library"));
    CHECK(contains(failure(built(scratch, "no_plugin.c")), "not a plugin of backstock"));
}

TEST_CASE("a plugin of another version is refused by its stamp", "[policies][plugin]") {
    const ScratchFolder scratch;
    const std::string text = failure(built(scratch, "wrong_stamp.c"));
    CHECK(contains(text, "built for 'backstock-plugin-0, backstock 0.0.1', but this is '"));
    CHECK(contains(text, "build it again"));

    // Not the program's own stamp, though its symbols come first.
    std::filesystem::create_directories(scratch / "old" / "sim");
    std::ofstream(scratch / "old" / "sim" / "version.hpp")
        << "#pragma once\n#include <string_view>\n"
           "namespace backstock { inline constexpr std::string_view backstock_version = \"9.9.9\"; }\n";
    CHECK(contains(failure(built(scratch, "faulty.cpp", "-DFAULT=0 -I" + quoted(scratch / "old"))), "backstock 9.9.9"));
}

TEST_CASE("a plugin that does not register or fails leaves the catalog as it was", "[policies][plugin]") {
    const ScratchFolder scratch;
    CHECK(contains(failure(built(scratch, "no_register.cpp")), "has no backstock_register"));
    CHECK(failure(built(scratch, "faulty.cpp", "-DFAULT=0")).empty());
    CHECK(contains(failure(built(scratch, "faulty.cpp", "-DFAULT=1")), "already has a word 'in_full' (built in)"));
    CHECK(contains(failure(built(scratch, "faulty.cpp", "-DFAULT=2")), "the moon is full"));
    CHECK(contains(failure(built(scratch, "faulty.cpp", "-DFAULT=3")), "failed to add its words"));
}

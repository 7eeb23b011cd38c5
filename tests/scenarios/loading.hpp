#pragma once
// What the tests of the language share: loading a text with the built-in policies, and the mistakes it led to.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/policy/catalog.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backstock::testing {

inline Catalog builtin_catalog() {
    Catalog catalog;
    add_builtin(catalog);
    return catalog;
}

// The scenario of a text; fails the test with the mistakes if it has any.
inline Scenario loaded(std::string_view text, const LoadOptions& options = {}, const std::string& name = "a.yaml") {
    Catalog catalog = builtin_catalog();
    return load_scenario_text(text, name, catalog, options);
}

// The mistakes of a text, a line each, in order; none if it loads.
inline std::vector<std::string> mistakes_in(std::string_view text, const LoadOptions& options = {}) {
    Catalog catalog = builtin_catalog();
    std::vector<std::string> lines;
    try {
        load_scenario_text(text, "a.yaml", catalog, options);
    } catch (const BadInput& bad) {
        for (const Problem& problem : bad.problems()) lines.push_back(problem.text());
    }
    return lines;
}

// The text with the first occurrence of `from` replaced.
inline std::string with(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const std::size_t at = out.find(from);
    if (at == std::string::npos) throw std::logic_error("the test's text does not have: " + std::string(from));
    return out.replace(at, from.size(), to);
}

// A small sound scenario to spoil: one section a line, so that mistakes are easy to place.
inline constexpr std::string_view small = R"(backstock: 1
run: {horizon: 30 d, warmup: 5 d}
tiers: [gold, standard]
items: {belt: {price: 20}, dress: {price: 89, holding: 25 %/yr}}
suppliers: {mill: {sells: {belt: {cost: 5}, dress: {cost: 31, minimum: 20, multiple: 10}}, lead_time: 4 d}}
stores: {shop: {stock: {dress: {initial: 12, inventory: {s_S: {s: 6, S: 16}}}, belt: {initial: 3}}}}
customers: {all: {store: shop, arrivals: {poisson: {rate: 6 /d}}, buys: {dress: 1}, tier: {gold: 30 %, standard: 70 %}}}
)";

}  // namespace backstock::testing

#include "scenarios/directory.hpp"
#include "scenarios/document.hpp"
#include "scenarios/utf8.hpp"
#include "scenarios/writer.hpp"
#include "tools/stress/stress_run.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace backstock {
namespace {

// A thing alone.
struct Thing {
    std::string kind;
    std::string name;
    auto operator<=>(const Thing&) const = default;
};

std::vector<std::string> lanes_of(const Scenario& scenario) {
    Problems ignored;
    SourceFiles files;
    const std::optional<Node> root = parse_document(scenario.resolved_yaml, {files.add("scenario"), 1, 1}, ignored);
    std::vector<std::string> names;
    const Node* lanes = root ? root->find("lanes") : nullptr;
    if (lanes == nullptr) return names;
    for (const Node::Entry& entry : lanes->entries()) names.push_back(entry.key);
    return names;
}

std::vector<Thing> things_of(const Scenario& scenario, bool regions) {
    const Model& model = scenario.model;
    std::set<Thing> things;
    if (regions) {
        for (const Supplier& supplier : model.suppliers)
            if (!supplier.region.empty()) things.insert({"region", supplier.region});
        for (const Store& store : model.stores)
            if (!store.region.empty()) things.insert({"region", store.region});
        return {things.begin(), things.end()};
    }
    for (const Supplier& supplier : model.suppliers) things.insert({"supplier", supplier.name});
    for (const Plant& plant : model.plants) things.insert({"plant", model.stores[plant.site].name});
    for (const Store& store : model.stores)
        if (!things.contains({"plant", store.name})) things.insert({"store", store.name});
    for (const std::string& lane : lanes_of(scenario)) things.insert({"lane", lane});
    return {things.begin(), things.end()};
}

// {suppliers: [a, b], stores: [c]}
std::string strikes_of(const std::vector<Thing>& things) {
    Node strikes = Node::map();
    for (const Thing& thing : things) {
        const std::string key = thing.kind + "s";
        if (strikes.find(key) == nullptr) strikes.add(key, {}, Node::list());
        strikes.find(key)->add_item(Node::scalar(thing.name, {}, true));
    }
    return to_yaml(strikes);
}

StressTarget together(const std::vector<Thing>& things) {
    StressTarget target{
        .name = things.front().name, .kind = things.front().kind, .strikes = strikes_of(things), .cells = {}};
    if (things.size() > 1) {
        target.name += " + " + things.back().name;
        target.kind = "pair";
    }
    return target;
}

void check_names(const std::vector<std::string>& asked, const std::set<Thing>& known) {
    std::vector<std::string> names;
    for (const Thing& thing : known) names.push_back(thing.name);
    for (const std::string& name : asked)
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw WrongUse(
                fmt::format("--nodes: there is nothing named {} to strike{}", shown(name), suggestion(name, names)));
}

}  // namespace

std::vector<StressTarget> stress_targets(const StressOrder& order) {
    std::map<std::vector<Thing>, std::vector<std::size_t>> found;
    std::set<Thing> known;
    for (std::size_t cell = 0; cell < order.study->cells(); ++cell) {
        std::vector<Thing> things = things_of(order.study->scenario(cell), order.plan.regions);
        known.insert(things.begin(), things.end());
        const std::vector<std::string>& asked = order.plan.nodes;
        std::erase_if(things, [&](const Thing& thing) {
            return !asked.empty() && std::find(asked.begin(), asked.end(), thing.name) == asked.end();
        });
        for (std::size_t i = 0; i < things.size(); ++i) {
            if (!order.plan.pairs) found[{things[i]}].push_back(cell);
            for (std::size_t k = i + 1; order.plan.pairs && k < things.size(); ++k)
                found[{things[i], things[k]}].push_back(cell);
        }
    }
    check_names(order.plan.nodes, known);
    std::vector<StressTarget> targets;
    for (auto& [things, cells] : found) {
        targets.push_back(together(things));
        targets.back().cells = cells;
    }
    if (targets.empty())
        throw WrongUse(order.plan.regions ? "no supplier or store is in a region" : "there is nothing to strike");
    return targets;
}

}  // namespace backstock

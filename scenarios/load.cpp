#include "scenarios/load.hpp"

#include "scenarios/assembly.hpp"
#include "scenarios/describe.hpp"
#include "scenarios/document.hpp"
#include "scenarios/merge.hpp"
#include "scenarios/overrides.hpp"
#include "scenarios/path.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/sections/sections.hpp"
#include "scenarios/utf8.hpp"
#include "scenarios/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace backstock {
namespace {

// The names of one kind: the keys of its section and the rows of its table.
std::vector<std::string> names_in(const Node& root, std::string_view section, Named kind, Reading& reading) {
    std::vector<std::string> names;
    const Node* things = root.find(section);
    if (things == nullptr || !things->is_map()) {
        if (things != nullptr && !things->is_empty()) reading.names.set_incomplete(kind);
        return names;
    }
    for (const Node::Entry& entry : things->entries()) {
        if (kind != Named::item || entry.key != "table") names.push_back(entry.key);
    }
    const Node* table = kind == Named::item ? things->find("table") : nullptr;
    if (table == nullptr) return names;
    const Trail section_trail{nullptr, section};
    const Trail table_trail{&section_trail, "table"};
    const std::size_t before = reading.problems.count();
    for (TableRow& row : read_table({table, &table_trail}, kind, reading)) names.push_back(std::move(row.name));
    if (reading.problems.count() != before) reading.names.set_incomplete(kind);
    return names;
}

std::vector<std::string> tiers_in(const Node& root) {
    std::vector<std::string> names;
    const Node* tiers = root.find("tiers");
    if (tiers == nullptr) return {"standard"};
    for (const Node& tier : tiers->items()) {
        if (tier.is_scalar()) names.push_back(tier.text());
        if (tier.is_map() && tier.entries().size() == 1) names.push_back(tier.entries().front().key);
    }
    return names;
}

// Sites share one set of names: suppliers, stores and plants.
void check_site_names(const Node& root, Problems& problems) {
    const std::pair<std::string_view, std::string_view> kinds[] = {
        {"suppliers", "supplier"}, {"stores", "store"}, {"plants", "plant"}};
    for (std::size_t i = 1; i < std::size(kinds); ++i) {
        const Node* sites = root.find(kinds[i].first);
        if (sites == nullptr) continue;
        for (const Node::Entry& site : sites->entries()) {
            for (std::size_t before = 0; before < i; ++before) {
                const Node* others = root.find(kinds[before].first);
                if (others == nullptr || others->find(site.key) == nullptr) continue;
                problems.add(site.key_place, path_text({std::string(kinds[i].first), site.key}),
                             fmt::format("a {} is named {} too; sites need names of their own", kinds[before].second,
                                         shown(site.key)));
            }
        }
    }
}

void collect_names(const Node& root, Reading& reading) {
    for (const auto& [section, kind] :
         {std::pair("items", Named::item), std::pair("suppliers", Named::supplier), std::pair("stores", Named::store),
          std::pair("plants", Named::plant), std::pair("customers", Named::segment),
          std::pair("payments", Named::processor)}) {
        reading.names.set(kind, names_in(root, section, kind, reading));
    }
    reading.names.set(Named::tier, tiers_in(root));
    reading.names.join_sites();
    check_site_names(root, reading.problems);
}

using FileNames = std::unordered_map<const Node*, std::string>;

// The tree with the files that it names as absolute paths.
Node with_absolute_files(const Node& node, const FileNames& files) {
    if (node.is_scalar()) {
        const auto file = files.find(&node);
        return file == files.end() ? node : Node::scalar(file->second, node.place(), true);
    }
    Node copy = node.is_map()    ? Node::map(node.place())
                : node.is_list() ? Node::list(node.place())
                                 : Node::empty(node.place());
    for (const Node& item : node.items()) copy.add_item(with_absolute_files(item, files));
    for (const Node::Entry& entry : node.entries()) {
        copy.add(entry.key, entry.key_place, with_absolute_files(entry.value, files));
    }
    return copy;
}

FileNames named_files(const Node& root, const Reading& reading) {
    FileNames files;
    for (const auto& [node, name] : reading.inputs)
        files[node] = std::filesystem::absolute(name).lexically_normal().string();
    const Node* plugins = root.find("plugins");
    if (plugins != nullptr) {
        for (const Node& file : plugins->items()) {
            if (file.is_scalar())
                files[&file] = std::filesystem::absolute(beside(file.place(), file.text())).lexically_normal().string();
        }
    }
    return files;
}

Draft read_tree(const Node& root, Reading& reading) {
    if (root.is_map() && root.find("backstock-study") != nullptr && root.find("backstock") == nullptr) {
        reading.problems.add(root.find("backstock-study")->place(), "",
                             "this is a study, not a scenario: it is run by backstock study, and its base by backstock "
                             "run");
        reading.problems.throw_if_any();
    }
    collect_names(root, reading);
    const Trail trail;
    Reader reader(reading, Layers({&root, &trail}), root.place(), &trail);
    Draft draft;
    read_scenario(reader, draft);
    reader.finish();
    return draft;
}

Scenario understood(Node root, const std::string& name, const Catalog& catalog, SourceFiles& files,
                    Problems& problems) {
    Reading reading{.catalog = catalog, .problems = problems, .files = files};
    Draft draft = read_tree(root, reading);
    Scenario scenario;
    scenario.expect = std::move(draft.expect);
    scenario.record = draft.record;
    scenario.rule = draft.rule;
    if (!reading.names.all_complete()) problems.throw_if_any();
    scenario.model = assembled(std::move(draft), reading);
    problems.throw_if_any();
    scenario.model.name = name;
    scenario.resolved_yaml = to_yaml(with_absolute_files(root, named_files(root, reading)));
    scenario.notes = std::move(reading.notes);
    return scenario;
}

Scenario changed_and_understood(Node root, const std::string& file, Catalog& catalog, const LanguageChoices& choices,
                                const LoadOptions& options, SourceFiles& files, Problems& problems) {
    for (const std::string& set : options.sets) {
        if (const auto change = parse_override(set, files, problems)) apply(root, *change, choices, problems);
    }
    load_plugins(root, options, problems);
    return understood(std::move(root), std::filesystem::path(file).stem().string(), catalog, files, problems);
}

}  // namespace

void load_plugins(const Node& root, const LoadOptions& options, Problems& problems) {
    const Node* plugins = root.find("plugins");
    if (plugins == nullptr) return;
    std::vector<const Node*> files;
    if (plugins->is_scalar()) files.push_back(plugins);
    for (const Node& item : plugins->items()) files.push_back(&item);
    for (const Node* file : files) {
        if (!file->is_scalar()) continue;
        try {
            if (!options.load_plugin) throw std::runtime_error("plugins can't be loaded here");
            options.load_plugin(beside(file->place(), file->text()));
        } catch (const std::exception& error) {
            problems.add(file->place(), "plugins", error.what());
        }
    }
}

Scenario load_scenario(const std::string& file, Catalog& catalog, const LoadOptions& options) {
    SourceFiles files;
    Problems problems;
    const LanguageChoices choices(catalog);
    std::optional<Node> root = load_with_bases(file, choices, files, problems);
    if (!root) problems.throw_if_any();
    return changed_and_understood(std::move(*root), file, catalog, choices, options, files, problems);
}

Scenario load_scenario_text(std::string_view text, const std::string& name, Catalog& catalog,
                            const LoadOptions& options) {
    SourceFiles files;
    Problems problems;
    const LanguageChoices choices(catalog);
    const Place start{files.add(name), 1, 1};
    std::optional<Node> root = parse_document(text, start, problems);
    if (root) root = with_bases(std::move(*root), choices, files, problems);
    if (!root) problems.throw_if_any();
    return changed_and_understood(std::move(*root), name, catalog, choices, options, files, problems);
}

std::optional<Scenario> load_scenario_tree(Node root, const std::string& name, const Catalog& catalog,
                                           Problems& problems) {
    SourceFiles files;
    Problems own;
    try {
        return understood(std::move(root), name, catalog, files, own);
    } catch (const BadInput& bad) {
        problems.add(bad);
        return std::nullopt;
    }
}

Node with_absolute_files(Node root, const Catalog& catalog) {
    SourceFiles files;
    Problems ignored;
    Reading reading{.catalog = catalog, .problems = ignored, .files = files};
    read_tree(root, reading);
    return with_absolute_files(root, named_files(root, reading));
}

}  // namespace backstock

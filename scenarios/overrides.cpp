#include "scenarios/overrides.hpp"

#include "scenarios/directory.hpp"
#include "scenarios/text_file.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace backstock {
namespace {

// The first '=' outside quotes; the text's size if there is none.
std::size_t equals_sign(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (text[i] == '=' && !quoted) {
            return i;
        }
    }
    return text.size();
}

std::vector<std::string> keys_of(const Node& map) {
    std::vector<std::string> keys;
    for (const Node::Entry& entry : map.entries()) keys.push_back(entry.key);
    return keys;
}

std::string nearest_key(const Node& map, const std::string& name) {
    const std::string near = nearest(name, keys_of(map));
    return near.empty() ? "" : fmt::format("; did you mean {}?", shown(near));
}

// The sections whose keys are names that the user chose.
constexpr std::string_view named_sections[] = {"items",     "suppliers", "plants",      "stores",
                                               "customers", "lanes",     "disruptions", "payments"};

// A path that leads through something that is not there would make it, half empty: most likely a slip.
bool leads_somewhere(const Node& root, const Override& change, Problems& problems) {
    const Path& path = change.path;
    const bool named =
        std::find(std::begin(named_sections), std::end(named_sections), path.front()) != std::end(named_sections);
    if (!named || path.size() < 3) return true;
    const Node* section = root.find(path[0]);
    if (section == nullptr || section->find("table") != nullptr || section->find(path[1]) != nullptr) return true;
    problems.add(
        change.place, path_text(path),
        fmt::format("there is no {} in {}{}", shown(path[1]), path[0], suggestion(path[1], keys_of(*section))));
    return false;
}

// The places below `node` whose name is `name`.
void find_all(const Node& node, const std::string& name, Path& at, std::vector<Path>& found) {
    if (!node.is_map()) return;
    for (const Node::Entry& entry : node.entries()) {
        at.push_back(entry.key);
        if (entry.key == name) found.push_back(at);
        find_all(entry.value, name, at, found);
        at.pop_back();
    }
}

bool has(const Node& root, const Path& path) {
    const Node* node = &root;
    for (const std::string& name : path) {
        node = node->is_map() ? node->find(name) : nullptr;
        if (node == nullptr) return false;
    }
    return true;
}

// A path that begins in the middle, such as inventory.r_Q.r: tells the whole ones that end like it.
bool begins_at_the_top(const Node& root, const Override& change, const ChoicePaths& choices, Problems& problems) {
    const std::string& first = change.path.front();
    if (change.if_there || root.find(first) != nullptr || choices.is_section(first)) return true;
    Path at;
    std::vector<Path> whole;
    find_all(root, first, at, whole);
    for (Path& path : whole) path.insert(path.end(), change.path.begin() + 1, change.path.end());
    const auto there =
        std::stable_partition(whole.begin(), whole.end(), [&](const Path& path) { return has(root, path); });
    if (there != whole.begin()) whole.erase(there, whole.end());
    if (whole.empty()) return true;  // an unknown setting, as the reader will say
    constexpr std::size_t most = 3;
    std::string meant;
    for (std::size_t i = 0; i < std::min(most, whole.size()); ++i) meant += (i > 0 ? ", " : "") + path_text(whole[i]);
    if (whole.size() > most) meant += fmt::format(" or {} others", whole.size() - most);
    problems.add(change.place, path_text(change.path),
                 fmt::format("a path begins at the top of the file; did you mean {}?", meant));
    return false;
}

// Makes `node` a map that may hold `name`, if that is what may happen to it on the way of a path.
bool open_for(Node& node, const std::string& name, const Path& at, const ChoicePaths& choices, const Place& place) {
    const bool choice = choices.is_choice(at);
    if (node.is_empty() || (node.is_scalar() && choice)) {
        node = Node::map(place);
        return true;
    }
    if (!node.is_map()) {
        return false;
    }
    const std::string* word = word_of_choice(node);
    if (choice && word != nullptr && *word != name) {
        node = Node::map(place);
    }
    return true;
}

bool remove(Node& root, const Override& change, Problems& problems) {
    Node* node = &root;
    for (std::size_t i = 0; i < change.path.size(); ++i) {
        const std::string& name = change.path[i];
        Node* below = node->find(name);
        if (below == nullptr) {
            if (change.if_there) return true;
            problems.add(change.place, path_text(change.path), "there is nothing to remove" + nearest_key(*node, name));
            return false;
        }
        if (i + 1 == change.path.size()) {
            return node->erase(name);
        }
        node = below;
    }
    return false;
}

}  // namespace

std::optional<Override> parse_override(std::string_view text, SourceFiles& files, Problems& problems) {
    const Place start{files.add("--set"), 1, 1};
    const auto column = [&](std::size_t at) { return Place{start.file, 1, 1 + characters(text.substr(0, at))}; };
    if (!is_plain_text(text, start, problems)) {
        return std::nullopt;
    }
    const std::size_t sign = equals_sign(text);
    if (sign == text.size()) {
        problems.add(start, "", fmt::format("expected PATH=VALUE, such as run.seed=7, not {}", shown(text)));
        return std::nullopt;
    }
    const bool if_there = sign > 0 && text[sign - 1] == '?';
    ParsedPath path = parse_path(text.substr(0, if_there ? sign - 1 : sign));
    if (!path.path) {
        problems.add(column(path.at), "", fmt::format("{}: {}", shown(text.substr(0, sign)), path.message));
        return std::nullopt;
    }
    const std::string_view value_text = text.substr(sign + 1);
    if (value_text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        problems.add(column(sign + 1), path_text(*path.path), "a value is missing after '='; ~ removes what is there");
        return std::nullopt;
    }
    std::optional<Node> value = parse_document(value_text, column(sign + 1), problems);
    if (!value) {
        return std::nullopt;
    }
    return Override{std::move(*path.path), start, std::move(*value), if_there};
}

bool apply(Node& root, const Override& change, const ChoicePaths& choices, Problems& problems) {
    if (!begins_at_the_top(root, change, choices, problems)) return false;
    if (change.value.is_empty()) {
        return remove(root, change, problems);
    }
    if (!leads_somewhere(root, change, problems)) return false;
    Node* node = &root;
    Path at;
    for (std::size_t i = 0; i < change.path.size(); ++i) {
        const std::string& name = change.path[i];
        if (!open_for(*node, name, at, choices, change.place)) {
            problems.add(change.place, path_text(change.path),
                         fmt::format("{} is {}, which has nothing below it; set {} itself", path_text(at),
                                     found_text(*node), path_text(at)));
            return false;
        }
        if (node->find(name) == nullptr) {
            node->add(name, change.place, Node::empty(change.place));
        }
        node = node->find(name);
        at.push_back(name);
    }
    *node = change.value;
    return true;
}

}  // namespace backstock

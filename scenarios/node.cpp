#include "scenarios/node.hpp"

#include "scenarios/utf8.hpp"
#include "sim/base/require.hpp"

#include <algorithm>

namespace backstock {
namespace {

auto entry_of(auto& entries, std::string_view key) {
    return std::find_if(entries.begin(), entries.end(), [&](const Node::Entry& e) { return e.key == key; });
}

}  // namespace

Node::Node(Kind kind, Place place) : place_(place), kind_(kind) {}

Node Node::empty(Place place) { return {Kind::empty, place}; }
Node Node::map(Place place) { return {Kind::map, place}; }
Node Node::list(Place place) { return {Kind::list, place}; }

Node Node::scalar(std::string text, Place place, bool quoted) {
    Node node(Kind::scalar, place);
    node.text_ = std::move(text);
    node.quoted_ = quoted;
    return node;
}

const Node* Node::find(std::string_view key) const {
    const auto found = entry_of(entries_, key);
    return found == entries_.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) {
    const auto found = entry_of(entries_, key);
    return found == entries_.end() ? nullptr : &found->value;
}

void Node::add(std::string key, Place key_place, Node value) {
    require(is_map(), "entry '{}' added to a node that is no map", key);
    entries_.push_back({std::move(key), key_place, std::move(value)});
}

void Node::add_item(Node value) {
    require(is_list(), "an item added to a node that is no list");
    items_.push_back(std::move(value));
}

bool Node::erase(std::string_view key) {
    const auto found = entry_of(entries_, key);
    if (found == entries_.end()) {
        return false;
    }
    entries_.erase(found);
    return true;
}

void Node::set_entries(std::vector<Entry> entries) {
    require(is_map(), "entries given to a node that is no map");
    entries_ = std::move(entries);
}

std::vector<Node::Entry> Node::take_entries() {
    std::vector<Entry> out;
    out.swap(entries_);
    return out;
}

bool operator==(const Node& a, const Node& b) {
    const auto same_entry = [](const Node::Entry& x, const Node::Entry& y) {
        return x.key == y.key && x.value == y.value;
    };
    return a.kind_ == b.kind_ && a.text_ == b.text_ && a.items_ == b.items_ &&
           std::equal(a.entries_.begin(), a.entries_.end(), b.entries_.begin(), b.entries_.end(), same_entry);
}

std::string found_text(const Node& node) {
    switch (node.kind()) {
        case Node::Kind::scalar: return shown(node.text());
        case Node::Kind::map: return "a map";
        case Node::Kind::list: return "a list";
        case Node::Kind::empty: break;
    }
    return "nothing";
}

}  // namespace backstock

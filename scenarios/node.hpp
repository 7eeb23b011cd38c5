#pragma once
// The tree of a scenario file: what was written and where, before anything is understood.
//
// Four kinds of node: a scalar (always text; numbers are read later, by what is expected there), a map in the file's
// order, a list, and the empty node that `~`, `null` or nothing at all writes. A Node owns what is below it and is
// copied as a value. Trees that were read are at most a hundred levels deep, so recursion over them is safe.

#include "scenarios/place.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

class Node {
public:
    enum class Kind : std::uint8_t { empty, scalar, map, list };
    struct Entry;

    Node() = default;  // empty, nowhere
    static Node empty(Place place = {});
    static Node scalar(std::string text, Place place = {}, bool quoted = false);
    static Node map(Place place = {});
    static Node list(Place place = {});

    Kind kind() const { return kind_; }
    bool is_empty() const { return kind_ == Kind::empty; }
    bool is_scalar() const { return kind_ == Kind::scalar; }
    bool is_map() const { return kind_ == Kind::map; }
    bool is_list() const { return kind_ == Kind::list; }

    const Place& place() const { return place_; }

    // A scalar's text, UTF-8, escapes resolved; empty for the other kinds.
    const std::string& text() const { return text_; }
    // Whether it was written in quotes (or as a | or > block): "12" is then a word that looks like a number.
    bool quoted() const { return quoted_; }

    // A map's entries in the file's order, keys unique and not empty; none for the other kinds.
    const std::vector<Entry>& entries() const { return entries_; }
    // A list's items; none for the other kinds.
    const std::vector<Node>& items() const { return items_; }

    // The value of a key, or null. Linear in the map's size. For a node that is no map: null.
    const Node* find(std::string_view key) const;
    Node* find(std::string_view key);

    // Adds to a map or list. Requires the kind, and a key that the map does not have.
    void add(std::string key, Place key_place, Node value);
    void add_item(Node value);

    // Takes an entry away; false if there is none.
    bool erase(std::string_view key);

    // Replaces all entries of a map. Requires unique keys.
    void set_entries(std::vector<Entry> entries);
    // Takes all entries out of a map, which is then without any.
    std::vector<Entry> take_entries();

    // The same content: kind, text, keys in their order, items. Places and quotes do not count.
    friend bool operator==(const Node& a, const Node& b);

private:
    Node(Kind kind, Place place);

    std::string text_;
    std::vector<Entry> entries_;
    std::vector<Node> items_;
    Place place_;
    Kind kind_ = Kind::empty;
    bool quoted_ = false;
};

struct Node::Entry {
    std::string key;
    Place key_place;
    Node value;
};

// What stands there, for messages: "'12 d'", "a map", "a list", "nothing".
std::string found_text(const Node& node);

}  // namespace backstock

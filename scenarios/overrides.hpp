#pragma once
// One value set by its dotted path: `--set PATH=VALUE` on the command line, and the variants and factors of studies.

#include "scenarios/merge.hpp"

#include <optional>
#include <string_view>

namespace backstock {

// What to set where. `place` is where the path stands.
struct Override {
    Path path;
    Place place;
    Node value;
    bool if_there = false;  // a removal of what is not there is none
};

// Reads `PATH=VALUE`; the value is YAML, `{single: mill}` as well as `120`, and `~` removes; `PATH?=~` removes what is
// there, if anything is. Places in it have the file "--set" and columns counted from the beginning of the text.
// Nothing, and problems, when it can't be read.
std::optional<Override> parse_override(std::string_view text, SourceFiles& files, Problems& problems);

// Replaces the node at the path. Maps on the way are made where there are none; the rest of the way merges as `extends`
// does: at a choice with another word, that word gives way to the one on the path. Problems, at the override's place,
// and false: a scalar or list on the way that is no choice, a removal of what is not there, and a path through a name
// that its section (items, stores, ...) does not have; `stores.new={...}` whole is how to add one. A path that begins
// with what only stands further below is answered with the whole one.
bool apply(Node& root, const Override& change, const ChoicePaths& choices, Problems& problems);

}  // namespace backstock

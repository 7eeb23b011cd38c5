#pragma once
// A file that extends another: reading the chain, and laying one tree over another.

#include "scenarios/document.hpp"
#include "scenarios/path.hpp"

#include <optional>
#include <string>

namespace backstock {

// Where the language expects a choice, one word or one word with its parameters: merging needs to know, for the
// tree alone can't tell `{s_S: {s: 1}}` from a map with one name in it. The declarations of the language answer.
class ChoicePaths {
public:
    virtual ~ChoicePaths() = default;
    // Whether the node at this path is a choice. Words chosen above it are part of the path.
    virtual bool is_choice(const Path& path) const = 0;
    // Whether a file may have it at its top.
    virtual bool is_section(const std::string&) const { return true; }
};

// The word of a choice: the scalar itself, or the only key of a map. Null for anything else.
const std::string* word_of_choice(const Node& node);

// `over` laid over `base`: maps merge, scalars and lists replace, `~` removes what the base has (where the base has
// nothing it stays, for the reader to judge). A choice merges only if both are maps with the same word; anything else
// in its place replaces it whole, a bare word too. Every node keeps the place of the file it came from. The base's
// entries come first. `at` is the path of both.
Node merged(Node base, Node over, const ChoicePaths& choices, const Path& at = {});

// A scenario file with all that it extends: `extends: base.yaml` names one file, relative to the file that says so,
// which may extend another in turn. The result has no `extends`. A file that can't be read, that is no map, or that
// extends itself in a circle is a problem at the line that names it. Nothing when any file of the chain can't be read.
std::optional<Node> load_with_bases(const std::string& file, const ChoicePaths& choices, SourceFiles& files,
                                    Problems& problems);

// The same for a tree that is there already, such as what `extends` in a text names.
std::optional<Node> with_bases(Node root, const ChoicePaths& choices, SourceFiles& files, Problems& problems);

}  // namespace backstock

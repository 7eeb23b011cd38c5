#pragma once
// Reading one YAML document into a tree of nodes, with the place of everything.
//
// The language is the plain part of YAML 1.2: maps, lists, scalars, quotes, comments, block and flow style. What hides
// where a value comes from is refused with a word on what to write instead: anchors and aliases, merge keys (`<<`),
// tags other than YAML's own, several documents in one file. A key written twice is an error. Mistakes are collected in
// `problems`; a mistake in YAML's syntax ends the reading of that text.
//
// Any bytes may come in: the limits keep a hostile text from crashing, and from taking more than some ten seconds and
// a gigabyte of memory.

#include "scenarios/node.hpp"
#include "scenarios/problems.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace backstock {

struct DocumentLimits {
    std::size_t bytes = std::size_t{64} << 20U;
    std::size_t nodes = 1'000'000;
    // Brackets, commas, colons, quotes and other characters that part YAML's tokens, counted in the whole text: the
    // parser keeps all tokens of a flow collection, about 140 bytes each, before it gives the first to the tree.
    std::size_t signs = 2'500'000;
    std::size_t depth = 100;
};

// The tree of a text. `start` is the place of its first character. Nothing when the text is no plain text, breaks
// YAML's syntax or a limit; otherwise the tree, to read on in even if there are problems. A text with nothing but
// comments gives the empty node.
std::optional<Node> parse_document(std::string_view text, const Place& start, Problems& problems,
                                   const DocumentLimits& limits = {});

// The tree of a file; `files` keeps its name. A file that can't be read is a problem at `named` and `path`, the place
// and setting that name it, or of the file as a whole when that is nowhere. A file without content is a problem.
std::optional<Node> read_document(const std::string& file, SourceFiles& files, Problems& problems,
                                  const Place& named = {}, std::string_view path = {},
                                  const DocumentLimits& limits = {});

}  // namespace backstock

#pragma once
// What the tests of the document layer share: reading a text, and the problems it led to as lines of text.
#include "scenarios/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock::testing {

struct ReadText {
    SourceFiles files;
    Problems problems;

    std::optional<Node> parse(std::string_view text, const DocumentLimits& limits = {}) {
        return parse_document(text, {files.add("a.yaml"), 1, 1}, problems, limits);
    }
    std::vector<std::string> lines() const {
        std::vector<std::string> out;
        for (const Problem& problem : problems.sorted()) {
            out.push_back(problem.text());
        }
        return out;
    }
};

// The tree of a text without mistakes; empty if it has any.
inline Node tree(std::string_view text) {
    static SourceFiles files;  // the places in the trees point to it
    Problems problems;
    std::optional<Node> node = parse_document(text, {files.add("a.yaml"), 1, 1}, problems);
    return node && !problems.any() ? *node : Node();
}

// The problems of a text, a line each.
inline std::vector<std::string> problems_in(std::string_view text, const DocumentLimits& limits = {}) {
    ReadText reading;
    reading.parse(text, limits);
    return reading.lines();
}

}  // namespace backstock::testing

#pragma once
// From yaml-cpp's events to nodes. Included by document.cpp alone; no other file of the project knows yaml-cpp.

#include "scenarios/document.hpp"
#include "scenarios/path.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <stdexcept>
#include <vector>

namespace backstock {

// Ends the parser from within an event; the problem has been added.
struct ReadingStopped : std::runtime_error {
    ReadingStopped() : std::runtime_error("reading stopped") {}
};

// Builds the tree of the first document. Keeps the open maps and lists on a stack of its own, so that no depth of
// nesting reaches the program's stack. Requires that text and problems outlive it.
class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(std::string_view text, const Place& start, Problems& problems, const DocumentLimits& limits)
        : text_(text), start_(start), problems_(problems), limits_(limits) {}

    Node take() { return std::move(root_); }

    // The place of a mark of yaml-cpp, whose lines and bytes count from 0.
    Place place(const YAML::Mark& mark) const;
    // The path of what is being read; after a value that stands in `line`, of that value.
    std::string path(int line = 0) const;
    // Where the innermost open map or list began, or nowhere.
    Place open_since() const { return open_.empty() ? Place{} : open_.back().node.place(); }

    // The offset of the last scalar that was met.
    std::size_t reached() const { return reached_; }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    // An open map or list. In a map, keys and values take turns.
    struct Open {
        Node node;
        std::vector<Node::Entry> entries;
        std::string key;
        Place key_place;
        std::size_t key_offset = 0;  // in the text
        bool is_flow = false;
        bool has_key = false;
        bool key_is_fit = false;
    };

    void open(Node node);
    void close();
    void finish(Node node);
    void take_key(const Node& node);
    void refuse_duplicates(std::vector<Node::Entry>& entries);
    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor);
    void refuse_tag(const YAML::Mark& mark, const std::string& tag);
    void refuse_open_quote(const YAML::Mark& mark, const Place& at);
    void refuse_missing_colon(const Open& map);
    std::size_t offset(const YAML::Mark& mark) const;
    void count(const Place& at);
    [[noreturn]] void stop(const Place& at, std::string message);

    std::string_view text_;
    Place start_;
    Problems& problems_;
    DocumentLimits limits_;
    std::vector<Open> open_;
    Node root_;
    std::size_t nodes_ = 0;
    std::size_t reached_ = 0;
    bool began_ = false;

    // Columns are characters: how many were counted on the line last asked for, up to which byte.
    mutable std::size_t line_start_ = 0, counted_to_ = 0;
    mutable int counted_ = 0;
};

}  // namespace backstock

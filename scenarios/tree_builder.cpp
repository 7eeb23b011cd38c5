#include "scenarios/tree_builder.hpp"

#include "scenarios/slips.hpp"
#include "scenarios/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace backstock {
std::size_t TreeBuilder::offset(const YAML::Mark& mark) const {
    return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
}

Place TreeBuilder::place(const YAML::Mark& mark) const {
    if (mark.is_null()) {
        return {start_.file, start_.line, start_.column};
    }
    const std::size_t at = offset(mark);
    const std::size_t line_start = at - std::min(static_cast<std::size_t>(mark.column), at);
    if (line_start != line_start_ || at < counted_to_) {
        line_start_ = counted_to_ = line_start;
        counted_ = 0;
    }
    counted_ += characters(text_.substr(counted_to_, at - counted_to_));
    counted_to_ = at;
    const int first_column = mark.line == 0 ? start_.column : 1;
    return {start_.file, start_.line + mark.line, first_column + counted_};
}

std::string TreeBuilder::path(int line) const {
    Path names;
    for (const Open& open : open_) {
        if (open.has_key && open.key_is_fit) {
            names.push_back(open.key);
        }
    }
    const bool between = !open_.empty() && !open_.back().has_key && !open_.back().entries.empty();
    if (between && open_.back().entries.back().value.place().line == line) {
        names.push_back(open_.back().entries.back().key);
    }
    return path_text(names);
}

void TreeBuilder::stop(const Place& at, std::string message) {
    problems_.add(at, path(), std::move(message));
    throw ReadingStopped();
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (began_) {
        const bool marker = text_.substr(offset(mark)).starts_with("---");
        stop(place(mark), marker ? "a second document begins here; a file holds one, and takes another as its base "
                                   "with 'extends: FILE'"
                                 : "unexpected text: what stands before it is complete");
    }
    began_ = true;
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    Place at = place(mark);
    // yaml-cpp puts a value that is not there where the next token stands, often lines below.
    if (!open_.empty() && open_.back().has_key && open_.back().key_place.line != at.line) {
        at = open_.back().key_place;
    }
    if (!open_.empty() && open_.back().has_key) {
        refuse_missing_colon(open_.back());
    }
    count(at);
    finish(Node::empty(at));
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
    const Place at = place(mark);
    problems_.add(at, path(), "aliases (*) are not part of the format; write the value here, or once under 'defaults'");
    count(at);
    finish(Node::empty(at));
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    const Place at = place(mark);
    reached_ = offset(mark);
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    const bool plain = tag == "?";
    if (!plain) {
        refuse_open_quote(mark, at);
    }
    if (!open_.empty()) {
        open_.back().key_offset = open_.back().has_key ? open_.back().key_offset : offset(mark);
    }
    count(at);
    finish(Node::scalar(value, at, !plain));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open(Node::list(place(mark)));
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open(Node::map(place(mark)));
    open_.back().is_flow = style == YAML::EmitterStyle::Flow;
}

void TreeBuilder::OnMapEnd() {
    Open& top = open_.back();
    refuse_duplicates(top.entries);
    top.node.set_entries(std::move(top.entries));
    close();
}

void TreeBuilder::open(Node node) {
    count(node.place());
    if (open_.size() == limits_.depth) {
        stop(node.place(), fmt::format("more than {} levels of maps and lists", limits_.depth));
    }
    open_.emplace_back();
    open_.back().node = std::move(node);
}

void TreeBuilder::close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    finish(std::move(node));
}

// A node is complete: it is the root, an item, a key or a value.
void TreeBuilder::finish(Node node) {
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    Open& top = open_.back();
    if (top.node.is_list()) {
        top.node.add_item(std::move(node));
    } else if (!top.has_key) {
        take_key(node);
    } else {
        if (top.key_is_fit) {
            top.entries.push_back({std::move(top.key), top.key_place, std::move(node)});
        }
        top.has_key = false;
    }
}

void TreeBuilder::take_key(const Node& node) {
    std::string wrong;
    if (!node.is_scalar() || node.text().empty()) {
        wrong = node.is_map() || node.is_list() ? "a key must be a word, not " + found_text(node)
                                                : "a name is missing before ':'";
    } else if (node.text() == "<<" && !node.quoted()) {
        wrong =
            "merge keys (<<) are not part of the format; write what is common under 'defaults', or in a file that "
            "this one 'extends'";
    } else if (without_controls(node.text()) != node.text()) {
        wrong = fmt::format("the name {} holds control characters", shown(node.text()));
    } else if (node.text().size() > longest_name) {
        wrong = fmt::format("the name {} has more than {} bytes", shown(node.text()), longest_name);
    }
    if (!wrong.empty()) {
        problems_.add(node.place(), path(), wrong);
    }
    Open& top = open_.back();
    top.key = node.text();
    top.key_place = node.place();
    top.has_key = true;
    top.key_is_fit = wrong.empty();
}

void TreeBuilder::refuse_duplicates(std::vector<Node::Entry>& entries) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return entries[a].key < entries[b].key; });
    std::vector<bool> repeated(entries.size(), false);
    std::size_t first = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
        const Node::Entry& entry = entries[order[i]];
        const Node::Entry& earlier = entries[order[first]];
        if (entry.key != earlier.key) {
            first = i;
            continue;
        }
        repeated[order[i]] = true;
        problems_.add(
            entry.key_place, path_text(path(), entry.key),
            fmt::format("{} is written twice; the first is in line {}", shown(entry.key), earlier.key_place.line));
    }
    std::vector<Node::Entry> unique;
    unique.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!repeated[i]) {
            unique.push_back(std::move(entries[i]));
        }
    }
    entries.swap(unique);
}

void TreeBuilder::refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
        problems_.add(place(mark), path(),
                      "anchors (&) are not part of the format; write what is common under 'defaults', or in a file "
                      "that this one 'extends'");
    }
}

void TreeBuilder::refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    static constexpr std::string_view core = "tag:yaml.org,2002:";
    static constexpr std::string_view known[] = {"str", "int", "float", "bool", "null", "map", "seq"};
    if (tag.empty() || tag == "?" || tag == "!") {
        return;
    }
    const bool own = tag.starts_with(core) && std::ranges::count(known, std::string_view(tag).substr(core.size())) > 0;
    if (!own) {
        problems_.add(
            place(mark), path(),
            fmt::format("the tag {} is not part of the format; remove it, or quote the text if '!' belongs to it",
                        shown(tag)));
    }
}

void TreeBuilder::refuse_open_quote(const YAML::Mark& mark, const Place& at) {
    std::size_t start = offset(mark);
    while (start < text_.size() && (text_[start] == '!' || text_[start] == '&')) {
        start = std::min(text_.find_first_of(" \t\r\n", start), text_.size());
        start = std::min(text_.find_first_not_of(" \t\r\n", start), text_.size());
    }
    if (end_of_quotes(text_, start) == std::string_view::npos) {
        stop(at, "the quote opened here is never closed");
    }
}

void TreeBuilder::refuse_missing_colon(const Open& map) {
    if (!map.is_flow && map.key_is_fit && lacks_colon(text_, map.key_offset, map.key)) {
        problems_.add(map.key_place, path(), fmt::format("':' is missing after {}", shown(map.key)));
    }
}

void TreeBuilder::count(const Place& at) {
    if (++nodes_ > limits_.nodes) {
        stop(at, fmt::format("more than {} values in one file; large tables belong into CSV files", limits_.nodes));
    }
}

}  // namespace backstock

#include "scenarios/document.hpp"

#include "scenarios/slips.hpp"
#include "scenarios/text_file.hpp"
#include "scenarios/tree_builder.hpp"
#include "scenarios/utf8.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace backstock {
namespace {

namespace wording = YAML::ErrorMsg;

struct Translation {
    std::string_view theirs;
    std::string_view ours;
};

// What yaml-cpp says is about its tokens; this is about what to write.
const std::array translations{
    Translation{wording::MAP_VALUE, "':' can't stand here; text that contains ': ' is quoted"},
    Translation{wording::MAP_KEY, "a key can't stand here; check the indentation"},
    Translation{wording::BLOCK_ENTRY, "'-' can't stand here; check the indentation"},
    Translation{wording::END_OF_MAP, "this does not line up with the keys above, or a ':' is missing"},
    Translation{wording::END_OF_SEQ, "this does not line up with the list above"},
    Translation{wording::END_OF_MAP_FLOW, "expected ',' or '}'"},
    Translation{wording::END_OF_SEQ_FLOW, "expected ',' or ']'"},
    Translation{wording::FLOW_END, "a closing bracket without an opening one"},
    Translation{wording::UNKNOWN_TOKEN, "a value can't begin with this character; quote it"},
    Translation{wording::EOF_IN_SCALAR, "the quote opened here is never closed"},
    Translation{wording::UNKNOWN_ANCHOR,
                "aliases (*) are not part of the format; write the value here, or once under 'defaults'"},
    Translation{wording::MULTIPLE_ANCHORS, "anchors (&) are not part of the format"},
    Translation{wording::ALIAS_NOT_FOUND, "a value can't begin with '*'; quote it"},
    Translation{wording::ANCHOR_NOT_FOUND, "a value can't begin with '&'; quote it"},
    Translation{wording::CHAR_IN_ALIAS, "a value can't begin with '*'; quote it"},
    Translation{wording::CHAR_IN_ANCHOR, "a value can't begin with '&'; quote it"},
    Translation{wording::MULTIPLE_TAGS, "tags (!) are not part of the format"},
    Translation{wording::TAG_WITH_NO_SUFFIX, "tags (!) are not part of the format"},
    Translation{wording::TAB_IN_INDENTATION, "a tab in the indentation; indent with spaces"},
};

// What stands in the line before the mark.
std::string_view line_before(std::string_view text, const YAML::Mark& mark) {
    const auto at = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text.size());
    const std::string_view before = text.substr(0, at);
    return before.substr(before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1);
}

bool is_indented_by_tab(std::string_view line) {
    return line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
}

std::string message_of(const YAML::Exception& error, std::string_view text, const TreeBuilder& tree) {
    const std::string_view line = line_before(text, error.mark);
    if (is_indented_by_tab(line)) {
        return "a tab in the indentation; indent with spaces";
    }
    if (error.msg == wording::MAP_VALUE && line.find(": ") == std::string_view::npos) {
        return "':' can't stand here; is one missing in the line above, or the indentation different?";
    }
    std::string message = "not YAML: " + without_controls(error.msg);
    for (const Translation& translation : translations) {
        if (error.msg == translation.theirs) {
            message = translation.ours;
        }
    }
    const Place since = tree.open_since();
    if (error.msg == wording::END_OF_MAP_FLOW || error.msg == wording::END_OF_SEQ_FLOW) {
        message += fmt::format(" for the bracket opened in line {}, column {}", since.line, since.column);
    }
    return message;
}

std::size_t signs_in(std::string_view text) {
    std::array<bool, 256> is_sign{};
    for (const char c : std::string_view(",:[]{}?\"'&*!#")) is_sign[static_cast<unsigned char>(c)] = true;
    std::size_t count = 0;
    for (const char c : text) count += is_sign[static_cast<unsigned char>(c)] ? 1U : 0U;
    return count;
}

}  // namespace

std::optional<Node> parse_document(std::string_view text, const Place& start, Problems& problems,
                                   const DocumentLimits& limits) {
    if (text.size() > limits.bytes) {
        problems.add(start, "", fmt::format("the text is longer than {} bytes", limits.bytes));
        return std::nullopt;
    }
    if (!is_plain_text(text, start, problems)) {
        return std::nullopt;
    }
    if (signs_in(text) > limits.signs) {
        problems.add({start.file, 0, 0}, "",
                     fmt::format("more than {} brackets, commas, colons and quotes; large tables belong into CSV files",
                                 limits.signs));
        return std::nullopt;
    }
    TreeBuilder tree(text, start, problems, limits);
    try {
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        while (parser.HandleNextDocument(tree)) {
        }
        return tree.take();
    } catch (const ReadingStopped&) {
    } catch (const YAML::Exception& error) {
        const bool in_quotes = error.msg == wording::EOF_IN_SCALAR;
        const Place at = in_quotes ? place_of(text, open_quote(text, tree.reached()), start) : tree.place(error.mark);
        problems.add(at, tree.path(at.line), message_of(error, text, tree));
    }
    return std::nullopt;
}

std::optional<Node> read_document(const std::string& file, SourceFiles& files, Problems& problems, const Place& named,
                                  std::string_view path, const DocumentLimits& limits) {
    const std::string* name = files.add(file);
    const Place whole{name, 0, 0};
    const std::optional<std::string> text =
        read_text_file(file, named.file == nullptr ? whole : named, path, problems, limits.bytes);
    if (!text) {
        return std::nullopt;
    }
    std::optional<Node> root = parse_document(*text, {name, 1, 1}, problems, limits);
    if (root && root->is_empty()) {
        problems.add(whole, "", "the file holds nothing but comments");
        return std::nullopt;
    }
    return root;
}

}  // namespace backstock

#include "scenarios/writer.hpp"

#include "scenarios/utf8.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

constexpr std::size_t widest = 100;
enum class Style { block, flow };

bool is_control_at(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x20 || byte == 0x7F;
}

// Characters that YAML counts as line ends or as invisible, though they are no control bytes.
bool has_odd_space(std::string_view text) {
    for (const std::string_view odd : {"\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
        if (text.find(odd) != std::string_view::npos) {
            return true;
        }
    }
    return without_controls(text) != text;
}

// Whether the text without quotes would be read back as the same scalar.
bool can_be_plain(std::string_view text, Style style) {
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL" || text == "<<") {
        return false;
    }
    if (text.front() == ' ' || text.back() == ' ' || text.back() == ':' || text.starts_with("...")) {
        return false;
    }
    const bool minus = text.front() == '-' && text.size() > 1 && text[1] != '-' && text[1] != ' ';
    if (!minus && std::string_view("-?:,[]{}#&*!|>'\"%@`=").find(text.front()) != std::string_view::npos) {
        return false;
    }
    if (style == Style::flow && text.find_first_of(",?[]{}:") != std::string_view::npos) {
        return false;
    }
    return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
           !has_odd_space(text);
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const std::string_view rest = text.substr(i, 3);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n' || c == '\t') {
            out += c == '\n' ? "\\n" : "\\t";
        } else if (is_control_at(text, i)) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        } else if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" || rest == "\xEF\xBB\xBF") {
            out += rest == "\xE2\x80\xA8" ? "\\u2028" : rest == "\xE2\x80\xA9" ? "\\u2029" : "\\ufeff";
            i += 2;
        } else if (rest.size() > 1 && without_controls(rest.substr(0, 2)) != rest.substr(0, 2) && c == '\xC2') {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(rest[1]));
            ++i;
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string word(std::string_view text, bool quoted, Style style) {
    return !quoted && can_be_plain(text, style) ? std::string(text) : in_quotes(text);
}

std::string scalar(const Node& node, Style style) {
    return node.is_empty() ? "~" : word(node.text(), node.quoted(), style);
}

// Writes in flow style until more than `room` bytes are used; false then.
bool write_flow(const Node& node, std::size_t room, std::string& out) {
    if (!node.is_map() && !node.is_list()) {
        out += scalar(node, Style::flow);
        return out.size() <= room;
    }
    out += node.is_map() ? '{' : '[';
    std::string_view gap;
    for (const Node::Entry& entry : node.entries()) {
        out += gap;
        out += word(entry.key, false, Style::flow) + ": ";
        gap = ", ";
        if (!write_flow(entry.value, room, out)) {
            return false;
        }
    }
    for (const Node& item : node.items()) {
        out += gap;
        gap = ", ";
        if (!write_flow(item, room, out)) {
            return false;
        }
    }
    out += node.is_map() ? '}' : ']';
    return out.size() <= room;
}

class Writer {
public:
    std::string take() { return std::move(out_); }

    // The value of a key or a list's dash, which stand at the end of the text, indented by `indent`.
    void value(const Node& node, std::size_t indent) {
        const bool is_leaf = !node.is_map() && !node.is_list();
        const std::size_t line_start = out_.rfind('\n') == std::string::npos ? 0 : out_.rfind('\n') + 1;
        const std::size_t used = out_.size() - line_start;
        std::string flow;
        if (is_leaf) {
            out_ += ' ' + scalar(node, Style::block) + '\n';
        } else if (node.entries().empty() && node.items().empty()) {
            out_ += node.is_map() ? " {}\n" : " []\n";
        } else if (used < widest && write_flow(node, widest - used, flow)) {
            out_ += ' ' + flow + '\n';
        } else {
            out_ += '\n';
            block(node, indent + 2);
        }
    }

    void block(const Node& node, std::size_t indent) {
        for (const Node::Entry& entry : node.entries()) {
            out_.append(indent, ' ');
            out_ += word(entry.key, false, Style::block) + ':';
            value(entry.value, indent);
        }
        for (const Node& item : node.items()) {
            out_.append(indent, ' ');
            out_ += '-';
            value(item, indent);
        }
    }

private:
    std::string out_;
};

}  // namespace

std::string to_yaml(const Node& node) {
    if (node.entries().empty() && node.items().empty()) {
        return node.is_map() ? "{}\n" : node.is_list() ? "[]\n" : scalar(node, Style::block) + '\n';
    }
    Writer writer;
    writer.block(node, 0);
    return writer.take();
}

}  // namespace backstock

#include "scenarios/path.hpp"

#include "scenarios/utf8.hpp"

#include <fmt/format.h>

#include <charconv>

namespace backstock {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool needs_quotes(std::string_view name) {
    if (name.empty() || name.front() == '\'') {
        return true;
    }
    for (const char c : name) {
        if (is_control(c) || std::string_view(" .\"\\[]{}=").find(c) != std::string_view::npos) {
            return true;
        }
    }
    return without_controls(name) != name;
}

std::string name_text(std::string_view name) {
    if (!needs_quotes(name)) {
        return std::string(name);
    }
    std::string escaped;
    for (const char c : name) {
        escaped += c == '"' || c == '\\' ? "\\" : "";
        escaped += c;
    }
    return '"' + without_controls(escaped) + '"';
}

// Reads one name after the other; the first mistake ends it.
class PathReader {
public:
    explicit PathReader(std::string_view text) : text_(text) {}

    ParsedPath read() {
        ParsedPath out;
        Path path;
        do {
            path.push_back(name());
            if (!message_.empty()) {
                return {std::nullopt, message_, at_};
            }
        } while (dot());
        if (message_.empty() && path.size() > longest_path) {
            message_ = fmt::format("a path has at most {} names", longest_path);
        }
        if (!message_.empty()) {
            return {std::nullopt, message_, at_};
        }
        out.path = std::move(path);
        return out;
    }

private:
    bool at_end() const { return at_ == text_.size(); }

    std::string fail(std::string message) {
        message_ = std::move(message);
        return {};
    }

    bool dot() {
        if (at_end()) {
            return false;
        }
        if (text_[at_] != '.') {
            fail("expected a dot after the closing quote");
            return false;
        }
        ++at_;
        return true;
    }

    std::string name() {
        if (at_end() || text_[at_] == '.') {
            return fail("a name is missing: a path is names with dots between, such as items.dress.price");
        }
        if (text_[at_] == '\'') {
            return fail("names are quoted with \", not with '");
        }
        std::string out = text_[at_] == '"' ? quoted() : plain();
        if (message_.empty() && out.empty()) {
            return fail("a name may not be empty");
        }
        if (out.size() > longest_name) {
            return fail(fmt::format("a name has at most {} bytes", longest_name));
        }
        return out;
    }

    std::string plain() {
        const std::size_t start = at_;
        while (!at_end() && text_[at_] != '.') {
            const char c = text_[at_];
            if (c == '[' || c == ']') {
                return fail("list items have no path; set the whole list");
            }
            if (c == ' ' || c == '"' || c == '\\' || c == '{' || c == '}' || is_control(c)) {
                std::string_view whole = text_.substr(start);
                whole = whole.substr(0, whole.find('.'));
                return fail("a name with such a character is quoted: " + name_text(whole));
            }
            ++at_;
        }
        return std::string(text_.substr(start, at_ - start));
    }

    std::string quoted() {
        const std::size_t start = at_++;
        std::string out;
        while (!at_end() && text_[at_] != '"') {
            if (text_[at_] != '\\') {
                out += text_[at_++];
            } else if (!escape(out)) {
                return fail("in a quoted name, \\ stands before \", \\, n, t or x and two hexadecimal digits");
            }
        }
        if (at_end()) {
            at_ = start;
            return fail("the quote opened here is not closed");
        }
        ++at_;
        return out;
    }

    bool escape(std::string& out) {
        const std::string_view rest = text_.substr(at_);
        const char kind = rest.size() < 2 ? '\0' : rest[1];
        at_ += 2;
        if (kind == '"' || kind == '\\') {
            out += kind;
        } else if (kind == 'n' || kind == 't') {
            out += kind == 'n' ? '\n' : '\t';
        } else {
            unsigned code = 0;
            const bool digits = kind == 'x' && rest.size() >= 4 &&
                                std::from_chars(rest.data() + 2, rest.data() + 4, code, 16).ptr == rest.data() + 4;
            at_ = digits ? at_ + 2 : at_ - 2;
            if (!digits) {
                return false;
            }
            out += code < 0x80 ? std::string(1, static_cast<char>(code)) : latin1(code);
        }
        return true;
    }

    static std::string latin1(unsigned code) { return utf8_or_latin1(std::string(1, static_cast<char>(code))); }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string message_;
};

}  // namespace

std::string path_text(const Path& path) {
    std::string out;
    for (const std::string& name : path) {
        out = path_text(out, name);
    }
    return out;
}

std::string path_text(std::string_view parent, std::string_view name) {
    return parent.empty() ? name_text(name) : fmt::format("{}.{}", parent, name_text(name));
}

ParsedPath parse_path(std::string_view text) { return PathReader(text).read(); }

const Node* find(const Node& root, const Path& path) {
    const Node* node = &root;
    for (const std::string& name : path) {
        node = node == nullptr ? nullptr : node->find(name);
    }
    return node;
}

}  // namespace backstock

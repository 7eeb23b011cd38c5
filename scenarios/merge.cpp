#include "scenarios/merge.hpp"

#include "scenarios/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backstock {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_chain = 50;

Node merged_map(Node base, Node over, const ChoicePaths& choices, Path& at);

Node merged_node(Node base, Node over, const ChoicePaths& choices, Path& at) {
    if (!base.is_map() || !over.is_map()) {
        return over;
    }
    if (!choices.is_choice(at)) {
        return merged_map(std::move(base), std::move(over), choices, at);
    }
    const std::string* word = word_of_choice(over);
    const std::string* base_word = word_of_choice(base);
    if (word == nullptr || base_word == nullptr || *word != *base_word) {
        return over;
    }
    // Parameters left out are no removal of the word.
    if (over.entries().front().value.is_empty()) {
        return over;
    }
    return merged_map(std::move(base), std::move(over), choices, at);
}

Node merged_map(Node base, Node over, const ChoicePaths& choices, Path& at) {
    Node out = Node::map(over.place());
    std::vector<Node::Entry> entries = base.take_entries();
    std::vector<Node::Entry> new_entries = over.take_entries();
    // The index points into keys, so none may move: room for all is made first, removal comes last.
    const std::size_t base_size = entries.size();
    entries.reserve(base_size + new_entries.size());
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < base_size; ++i) {
        index.emplace(entries[i].key, i);
    }
    std::vector<bool> removed(base_size + new_entries.size(), false);
    for (Node::Entry& entry : new_entries) {
        const auto found = index.find(entry.key);
        if (found == index.end()) {
            entries.push_back(std::move(entry));
            continue;
        }
        Node::Entry& below = entries[found->second];
        removed[found->second] = entry.value.is_empty();
        at.push_back(entry.key);
        below.value = merged_node(std::move(below.value), std::move(entry.value), choices, at);
        below.key_place = entry.key_place;
        at.pop_back();
    }
    std::vector<Node::Entry> kept;
    kept.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!removed[i]) {
            kept.push_back(std::move(entries[i]));
        }
    }
    out.set_entries(std::move(kept));
    return out;
}

// Two spellings of one file compare equal; a name that leads nowhere is its own.
std::string identity(const std::string& file) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(file, error);
    return error ? file : canonical.string();
}

std::string chain_text(const std::vector<std::string>& names, const std::string& again) {
    std::string out;
    for (const std::string& name : names) {
        out += without_controls(name) + " -> ";
    }
    return out + without_controls(again);
}

// Reads base after base. The names and identities are those of the files read so far.
class Chain {
public:
    Chain(const ChoicePaths& choices, SourceFiles& files, Problems& problems)
        : choices_(choices), files_(files), problems_(problems) {}

    std::optional<Node> read(const std::string& file, const Place& named) {
        names_.push_back(file);
        identities_.push_back(identity(file));
        const std::string_view path = named.file == nullptr ? "" : "extends";
        std::optional<Node> root = read_document(file, files_, problems_, named, path);
        if (root && !root->is_map()) {
            problems_.add(root->place(), "", "expected a map of sections, not " + found_text(*root));
            return std::nullopt;
        }
        return root;
    }

    std::optional<Node> extend(Node root) {
        std::vector<Node> trees;
        trees.push_back(std::move(root));
        while (const Node* named = trees.back().find("extends")) {
            const Node name = *named;
            trees.back().erase("extends");
            std::optional<Node> base = base_of(name);
            if (!base) {
                return std::nullopt;
            }
            trees.push_back(std::move(*base));
        }
        Node out = std::move(trees.back());
        for (std::size_t i = trees.size() - 1; i-- > 0;) {
            out = merged(std::move(out), std::move(trees[i]), choices_);
        }
        return out;
    }

private:
    std::optional<Node> base_of(const Node& name) {
        const auto refuse = [&](std::string why) {
            problems_.add(name.place(), "extends", std::move(why));
            return std::nullopt;
        };
        if (!name.is_scalar() || name.text().empty()) {
            return refuse("expected the name of one file, not " + found_text(name) +
                          (name.is_list() ? "; that file may extend the next" : ""));
        }
        const std::string file = beside(name.place(), name.text());
        const std::string same = identity(file);
        if (std::find(identities_.begin(), identities_.end(), same) != identities_.end()) {
            return refuse("the files extend each other in a circle: " + chain_text(names_, file));
        }
        if (names_.size() == longest_chain) {
            return refuse(fmt::format("more than {} files extend each other", longest_chain));
        }
        return read(file, name.place());
    }

    const ChoicePaths& choices_;
    SourceFiles& files_;
    Problems& problems_;
    std::vector<std::string> names_;
    std::vector<std::string> identities_;
};

}  // namespace

const std::string* word_of_choice(const Node& node) {
    if (node.is_scalar()) {
        return &node.text();
    }
    return node.is_map() && node.entries().size() == 1 ? &node.entries().front().key : nullptr;
}

Node merged(Node base, Node over, const ChoicePaths& choices, const Path& at) {
    Path path = at;
    return merged_node(std::move(base), std::move(over), choices, path);
}

std::optional<Node> load_with_bases(const std::string& file, const ChoicePaths& choices, SourceFiles& files,
                                    Problems& problems) {
    Chain chain(choices, files, problems);
    std::optional<Node> root = chain.read(file, {});
    return root ? chain.extend(std::move(*root)) : std::nullopt;
}

std::optional<Node> with_bases(Node root, const ChoicePaths& choices, SourceFiles& files, Problems& problems) {
    return Chain(choices, files, problems).extend(std::move(root));
}

}  // namespace backstock

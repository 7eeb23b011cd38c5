#include "tools/suggestions.hpp"

#include "scenarios/document.hpp"
#include "scenarios/path.hpp"
#include "sim/policy/notation.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace backstock {
namespace {

std::optional<double> number_in(const Node& node) {
    double number = 0;
    const std::string& text = node.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = node.is_scalar() && error == std::errc() && end == text.data() + text.size();
    return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

// The largest number among the settings of `inventory: {word: {…}}`.
std::optional<SuggestedChange> change_of(const Node& inventory, const Path& path) {
    if (!inventory.is_map() || inventory.entries().size() != 1) return std::nullopt;
    const Node::Entry& choice = inventory.entries().front();
    const Node::Entry* largest = nullptr;
    double most = 0;
    for (const Node::Entry& setting : choice.value.entries()) {
        const std::optional<double> number = number_in(setting.value);
        if (number && *number > most) largest = &setting, most = *number;
    }
    if (largest == nullptr) return std::nullopt;
    Path changed = path;
    changed.insert(changed.end(), {choice.key, largest->key});
    return SuggestedChange{fmt::format("{}={}", path_text(changed), written(std::ceil(1.25 * most))), choice.key};
}

std::optional<SuggestedChange> first_change(const Node& node, Path& path) {
    for (const Node::Entry& entry : node.entries()) {
        path.push_back(entry.key);
        std::optional<SuggestedChange> change = entry.key == "inventory" ? change_of(entry.value, path) : std::nullopt;
        if (!change) change = first_change(entry.value, path);
        if (change) return change;
        path.pop_back();
    }
    return std::nullopt;
}

// Doubles the first constant lead time.
std::optional<SuggestedChange> slower_supplier(const Node& root) {
    const Node* suppliers = root.find("suppliers");
    if (suppliers == nullptr) return std::nullopt;
    for (const Node::Entry& supplier : suppliers->entries()) {
        const Node* time = supplier.value.find("lead_time");
        if (time == nullptr || !time->is_scalar() || !time->text().ends_with(" d")) continue;
        const auto days = number_in(Node::scalar(time->text().substr(0, time->text().size() - 2)));
        if (!days || *days <= 0) continue;
        const std::string path = path_text({"suppliers", supplier.key, "lead_time"});
        return SuggestedChange{fmt::format("{}={} d", path, written(2 * *days)), "lead_time"};
    }
    return std::nullopt;
}

}  // namespace

std::optional<SuggestedChange> suggested_change(const Scenario& scenario) {
    Problems problems;
    const std::optional<Node> root = parse_document(scenario.resolved_yaml, {}, problems);
    if (!root || problems.any()) return std::nullopt;
    for (const char* section : {"stores", "defaults"}) {
        Path path{section};
        const Node* node = root->find(section);
        if (node == nullptr) continue;
        if (auto change = first_change(*node, path)) return change;
    }
    return slower_supplier(*root);
}

std::string shell_word(std::string_view word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) return std::string(word);
    std::string quoted = "'";
    for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

}  // namespace backstock

#include "scenarios/study.hpp"

#include "scenarios/path.hpp"
#include "scenarios/writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {

std::size_t Study::settings() const {
    if (!chosen_.empty()) return chosen_.size();
    std::size_t count = 1;
    for (const StudyFactor& factor : factors) count *= std::max<std::size_t>(factor.levels.size(), 1);
    return count;
}

std::vector<std::size_t> Study::levels_of(std::size_t cell) const {
    if (!chosen_.empty()) return chosen_[setting_of(cell)];
    std::vector<std::size_t> levels(factors.size());
    std::size_t rest = setting_of(cell);
    for (std::size_t f = factors.size(); f-- > 0;) {
        if (factors[f].levels.empty()) continue;
        levels[f] = rest % factors[f].levels.size();
        rest /= factors[f].levels.size();
    }
    return levels;
}

std::string Study::cell_name(std::size_t cell) const {
    const std::string levels = setting_name(cell);
    if (variants.size() == 1 && !factors.empty()) return levels;
    return variants[variant_of(cell)].name + (levels.empty() ? "" : ", " + levels);
}

std::string Study::setting_name(std::size_t cell) const {
    std::string text;
    const std::vector<std::size_t> levels = levels_of(cell);
    const bool numbered = design && design->kind != DesignKind::grid && design->kind != DesignKind::one_at_a_time;
    if (numbered) text = fmt::format("#{}", setting_of(cell) + 1);
    for (std::size_t f = 0; f < factors.size(); ++f) {
        if (levels[f] == factors[f].levels.size()) continue;
        text += fmt::format("{}{}={}", text.empty() ? "" : ", ", factors[f].label, factors[f].texts[levels[f]]);
    }
    return text.empty() && !factors.empty() ? "as it is" : text;
}

std::vector<std::string> Study::level_texts(std::size_t cell) const {
    const std::vector<std::size_t> levels = levels_of(cell);
    std::vector<std::string> texts;
    for (std::size_t f = 0; f < factors.size(); ++f)
        texts.push_back(levels[f] == factors[f].levels.size() ? "as it is" : factors[f].texts[levels[f]]);
    return texts;
}

std::vector<std::vector<std::size_t>> Study::families() const {
    const bool one = variants.size() == 1;
    const std::size_t count = one ? 1 : settings();
    const std::size_t size = one ? cells() : variants.size();
    std::vector<std::vector<std::size_t>> families(count);
    for (std::size_t f = 0; f < count; ++f) {
        for (std::size_t i = 0; i < size; ++i) families[f].push_back(f * size + i);
    }
    return families;
}

std::size_t Study::baseline_in(const std::vector<std::size_t>& family) const {
    for (std::size_t i = 0; i < family.size() && !baseline.empty(); ++i) {
        const std::string& variant = variants[variant_of(family[i])].name;
        if (variants.size() > 1 ? variant == baseline : cell_name(family[i]) == baseline) return i;
    }
    return 0;
}

Node Study::tree(std::size_t cell, const std::vector<Override>& more, Problems& problems) const {
    const StudyVariant& variant = variants[variant_of(cell)];
    Node root = variant.instead ? *variant.instead : *base;
    const auto change = [&](const Override& each) { apply(root, each, *choices_, problems); };
    for (const Override& each : common_) change(each);
    for (const Override& each : variant.changes) change(each);
    const std::vector<std::size_t> levels = levels_of(cell);
    for (std::size_t f = 0; f < factors.size(); ++f) {
        if (levels[f] < factors[f].levels.size())
            change({factors[f].path, factors[f].place, factors[f].levels[levels[f]]});
    }
    for (const Override& each : more) change(each);
    return root;
}

Scenario Study::scenario(std::size_t cell) const { return scenario(cell, {}, cell_name(cell)); }

Scenario Study::scenario(std::size_t cell, const std::vector<Override>& more, const std::string& as) const {
    Problems problems;
    std::optional<Scenario> scenario = load_scenario_tree(tree(cell, more, problems), as, *catalog_, problems);
    problems.throw_if_any();
    return std::move(*scenario);
}

namespace {

Node text_node(const std::string& text) { return Node::scalar(text); }

Node changes_node(const std::vector<Override>& changes) {
    Node node = Node::map();
    for (const Override& change : changes) node.add(path_text(change.path), {}, change.value);
    return node;
}

std::string_view word_of(Keep keep) {
    constexpr std::string_view words[] = {"everything", "kpis", "summary"};
    return words[static_cast<std::size_t>(keep)];
}

}  // namespace

std::optional<std::size_t> Study::cell_named(std::string_view wanted) const {
    for (std::size_t cell = 0; cell < cells(); ++cell)
        if (cell_name(cell) == wanted) return cell;
    return std::nullopt;
}

std::string Study::resolved_yaml() const {
    Node root = Node::map();
    root.add("backstock-study", {}, text_node("1"));
    if (!title.empty()) root.add("title", {}, Node::scalar(title, {}, true));
    if (base) root.add("base", {}, *base);
    if (!common_.empty()) root.add("set", {}, changes_node(common_));
    Node all = Node::map();
    for (const StudyVariant& variant : variants) {
        Node node = Node::map();
        if (variant.instead) node.add("extends", {}, *variant.instead);
        for (const Override& change : variant.changes) node.add(path_text(change.path), {}, change.value);
        all.add(variant.name, {}, std::move(node));
    }
    root.add("variants", {}, std::move(all));
    Node crossed = Node::map();
    for (const StudyFactor& factor : factors) {
        Node levels = Node::list();
        for (const Node& each : factor.levels) levels.add_item(each);
        crossed.add(path_text(factor.path), {}, factor.range ? factor.range->written() : std::move(levels));
    }
    if (!factors.empty()) root.add("factors", {}, std::move(crossed));
    for (const auto& [key, plan] : plans_) root.add(key, {}, plan);
    Node comparison = Node::map();
    if (!baseline.empty()) comparison.add("baseline", {}, Node::scalar(baseline, {}, true));
    Node names = Node::list();
    for (const std::string& kpi : kpis) names.add_item(text_node(kpi));
    comparison.add("kpis", {}, std::move(names));
    comparison.add("level", {}, text_node(fmt::format("{}", level)));
    root.add("compare", {}, std::move(comparison));
    if (keep) root.add("keep", {}, text_node(std::string(word_of(*keep))));
    return to_yaml(root);
}

}  // namespace backstock

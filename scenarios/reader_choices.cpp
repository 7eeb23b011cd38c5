// The choices: one word, or one word with its parameters.
#include "scenarios/path.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/utf8.hpp"
#include "sim/policy/law.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

std::string_view noun_of(std::string_view family) {
    if (family == Law::family) return "distribution";
    if (family == "clock") return "clock of outages";
    if (family == "recovery") return "recovery";
    return family == "arrivals" ? "arrival process" : "policy";
}

bool starts_a_quantity(std::string_view text) {
    const char first = text.empty() ? ' ' : text.front();
    return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
}

// A choice taken apart.
struct Chosen {
    std::string_view word;
    Place place;
    const Node* parameters = nullptr;
    bool bare_quantity = false;
};

std::optional<Chosen> taken_apart(const Node& node, bool law) {
    if (node.is_scalar()) {
        if (law && !node.quoted() && starts_a_quantity(node.text()))
            return Chosen{"constant", node.place(), &node, true};
        return Chosen{node.text(), node.place(), nullptr, false};
    }
    if (!node.is_map() || node.entries().size() != 1) return std::nullopt;
    const Node::Entry& only = node.entries().front();
    return Chosen{only.key, only.key_place, only.value.is_empty() ? nullptr : &only.value, false};
}

// What to say where no single word is found: the words, and which of them are there.
std::string no_single_word(const Node& node, std::string_view noun, const std::vector<std::string>& words) {
    std::string found = found_text(node);
    if (node.is_map()) {
        std::vector<std::string> keys;
        for (const Node::Entry& entry : node.entries()) {
            if (keys.size() < 8) keys.push_back(shown(entry.key));
        }
        found = keys.empty() ? "an empty map"
                             : fmt::format("a map of {} keys ({})", node.entries().size(), fmt::join(keys, ", "));
    }
    return fmt::format("found {}; expected one {}, as a word or as {{word: {{its settings}}}}. Known: {}", found, noun,
                       fmt::join(words, ", "));
}

}  // namespace

std::unique_ptr<const Policy> Reader::stand_in(const Declaration& declaration) {
    const Entry* constant =
        declaration.family == Law::family ? reading_.catalog.find(Law::family, "constant") : nullptr;
    if (constant == nullptr) return nullptr;
    const Node one = Node::scalar("1");
    Reader inner(reading_, Layers({&one, trail_}), place_, trail_, Dimension::number);
    return constant->make(inner);
}

void Reader::check_bounds(const Policy& policy, const Layer& at, const Declaration& declaration) {
    if (declaration.family != Law::family || std::isinf(declaration.bounds.least)) return;
    const auto& law = static_cast<const Law&>(policy);
    const double least = declaration.bounds.least;
    const bool single = law.sole_value().has_value();
    const bool below = single ? *law.sole_value() < least || (declaration.bounds.above && *law.sole_value() <= least)
                              : law.cdf(least - 1e-6) > 0;
    if (below) {
        problem(at, fmt::format("{} can be {} {:g}; expected a distribution that is not", declaration.key,
                                single && declaration.bounds.above ? "at or below" : "below", least));
    }
}

std::unique_ptr<const Policy> Reader::choose_from(const Layers& values, const Declaration& declaration) {
    const bool law = declaration.family == Law::family;
    const Layer& top = values.top();
    const std::optional<Chosen> chosen = taken_apart(*top.node, law);
    if (!chosen) {
        problem(top,
                no_single_word(*top.node, noun_of(declaration.family), reading_.catalog.words(declaration.family)));
        return nullptr;
    }
    const Entry* entry = reading_.catalog.find(declaration.family, chosen->word);
    if (entry == nullptr) {
        reading_.problems.add(chosen->place, path_of(top.trail),
                              fmt::format("unknown {} {}{}", noun_of(declaration.family), shown(chosen->word),
                                          suggestion(chosen->word, reading_.catalog.words(declaration.family))));
        return nullptr;
    }
    Layers parameters;
    Trail trails[Layers::most];
    std::size_t used = 0;
    for (const Layer& value : values) {
        const auto same = taken_apart(*value.node, law);
        if (!same || same->word != chosen->word) break;
        trails[used] = {value.trail, same->bare_quantity ? std::string_view() : same->word};
        if (same->parameters != nullptr) parameters.add({same->parameters, &trails[used]});
        ++used;
        if (same->bare_quantity) break;
    }
    const Dimension dimension = law ? declaration.dimension : Dimension::number;
    Reader inner(reading_, parameters, chosen->place, &trails[0], dimension, missing_);
    const std::size_t before = reading_.problems.count();
    inner.sound_at_ = before;
    std::unique_ptr<const Policy> policy;
    try {
        policy = entry->make(inner);
        inner.finish();
        if (policy != nullptr && reading_.problems.count() == before) check_bounds(*policy, top, declaration);
    } catch (const std::exception& error) {  // an amount that does not fit, a formula without a solution
        reading_.problems.add(chosen->place, path_of(top.trail), error.what());
    }
    return policy;
}

std::unique_ptr<const Policy> Reader::choose(const Declaration& declaration) {
    const Found found(*this, declaration.key, true);
    remember(declaration.key);
    std::unique_ptr<const Policy> policy;
    if (found) {
        if (found.itself) stood_ = true;
        policy = choose_from(found.values, declaration);
    } else if (!declaration.fallback.empty()) {
        const Node fallback = Node::scalar(declaration.fallback, place_);
        const Trail trail{trail_, declaration.key};
        policy = choose_from(Layers({&fallback, &trail}), declaration);
    } else if (declaration.required) {
        miss(declaration);
    }
    if (policy == nullptr && declaration.required) return stand_in(declaration);
    return policy;
}

const Policy* Reader::choose_kept(const Declaration& declaration) {
    const Found found(*this, declaration.key, true);
    const Node* shared = found && found.top().shared ? &found.node() : nullptr;
    if (const auto made = reading_.kept_by_node.find(shared);
        made != reading_.kept_by_node.end() && (made->second.complete || missing_ != nullptr)) {
        remember(declaration.key);
        return made->second.policy;
    }
    const std::size_t missing = missing_ == nullptr ? 0 : missing_->count();
    std::unique_ptr<const Policy> policy = choose(declaration);
    const Policy* kept = policy.get();
    if (policy != nullptr) reading_.kept.push_back(std::move(policy));
    if (shared != nullptr) {
        reading_.kept_by_node[shared] = {kept, missing_ == nullptr || missing_->count() == missing};
    }
    return kept;
}

}  // namespace backstock

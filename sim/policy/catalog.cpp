#include "sim/policy/catalog.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace backstock {

const Entry* Catalog::find(std::string_view family, std::string_view word) const {
    const auto words = families_.find(family);
    if (words == families_.end()) return nullptr;
    const auto entry = words->second.find(word);
    return entry == words->second.end() ? nullptr : &entry->second;
}

std::vector<std::string> Catalog::words(std::string_view family) const {
    std::vector<std::string> names;
    const auto words = families_.find(family);
    if (words == families_.end()) return names;
    for (const auto& [word, entry] : words->second) names.push_back(word);
    return names;
}

std::vector<std::string> Catalog::families() const {
    std::vector<std::string> names;
    for (const auto& [family, words] : families_) names.push_back(family);
    return names;
}

void Catalog::add_entry(std::string_view family, Entry entry) {
    if (const Entry* taken = find(family, entry.word)) {
        throw std::invalid_argument(
            fmt::format("the family '{}' already has a word '{}' ({})", family, entry.word, taken->origin));
    }
    std::string word = entry.word;
    families_[std::string(family)].emplace(std::move(word), std::move(entry));
}

}  // namespace backstock

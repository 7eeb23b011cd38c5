#include "tools/import/shop_history.hpp"

#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"

#include <fmt/format.h>

#include <set>

namespace backstock::imports {

std::vector<std::string> Account::lines() const {
    std::vector<std::string> lines;
    for (const auto& [what, entry] : entries_) {
        lines.push_back(fmt::format("{} {}: {} (first in line {})", grouped(static_cast<double>(entry.count)),
                                    entry.count == 1 ? "row" : "rows", what, entry.first));
    }
    return lines;
}

std::uint32_t ShopHistory::item(std::string_view name) {
    const auto [known, is_new] = by_name_.try_emplace(utf8_or_latin1(name), static_cast<std::uint32_t>(items.size()));
    if (is_new) {
        items.emplace_back();
        items.back().name = known->first;
    }
    return known->second;
}

std::optional<std::uint32_t> ShopHistory::find(std::string_view name) const {
    const auto known = by_name_.find(utf8_or_latin1(name));
    return known == by_name_.end() ? std::nullopt : std::optional(known->second);
}

void ShopHistory::also(std::string_view name, std::uint32_t item) {
    if (!name.empty()) by_name_.try_emplace(utf8_or_latin1(name), item);
}

void ShopHistory::settle_names() {
    constexpr std::size_t most = 200;  // bytes; the format allows 256
    std::set<std::string, std::less<>> taken;
    for (const ShopItem& item : items) taken.insert(item.name);
    std::size_t changed = 0;
    std::string example;
    for (ShopItem& item : items) {
        // In maps of items these words mean something else.
        const bool is_word = item.name == "table" || item.name == "each";
        if (!is_word && item.name.size() <= most) continue;
        std::string stem = item.name;
        if (stem.size() > most) stem.resize(first_ill_formed(std::string_view(stem).substr(0, most)));
        std::string name;
        for (std::size_t number = 1; name.empty() || taken.count(name) > 0; ++number)
            name = stem + (number == 1 ? is_word ? "_" : "…" : fmt::format("… {}", number));
        taken.insert(name);
        if (changed++ == 0) example = fmt::format("'{}' to '{}'", item.name.substr(0, stem.size()), name);
        if (item.title.empty()) item.title = item.name;
        item.name = name;
    }
    if (changed > 0)
        said.push_back(fmt::format("renamed: {} whose name is too long or a word of the format, {}",
                                   counted(changed, "item"), example));
}

}  // namespace backstock::imports

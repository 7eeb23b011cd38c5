#include "tools/import/shop_history.hpp"

#include "tools/figures.hpp"

#include <fmt/format.h>

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
    const auto [known, is_new] = by_name_.try_emplace(std::string(name), static_cast<std::uint32_t>(items.size()));
    if (is_new) {
        items.emplace_back();
        items.back().name = name;
    }
    return known->second;
}

std::optional<std::uint32_t> ShopHistory::find(std::string_view name) const {
    const auto known = by_name_.find(std::string(name));
    return known == by_name_.end() ? std::nullopt : std::optional(known->second);
}

void ShopHistory::also(std::string_view name, std::uint32_t item) {
    if (!name.empty()) by_name_.try_emplace(std::string(name), item);
}

}  // namespace backstock::imports

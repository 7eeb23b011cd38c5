#include "scenarios/directory.hpp"

#include "sim/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {

void Directory::set(Named kind, std::vector<std::string> names) {
    if (kind != Named::tier) {
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
    }
    names_[static_cast<std::size_t>(kind)] = std::move(names);
}

void Directory::join(Named whole, Named part) {
    std::vector<std::string> all = names(whole);
    all.insert(all.end(), names(part).begin(), names(part).end());
    set(whole, std::move(all));
    if (!complete(part)) set_incomplete(whole);
}

void Directory::join_sites() {
    join(Named::store, Named::plant);
    for (const Named whole : {Named::source, Named::site}) {
        join(whole, Named::supplier);
        join(whole, Named::store);
    }
}

bool Directory::all_complete() const {
    return std::none_of(incomplete_.begin(), incomplete_.end(), [](bool incomplete) { return incomplete; });
}

std::optional<std::uint32_t> Directory::find(Named kind, std::string_view name) const {
    const std::vector<std::string>& all = names(kind);
    const auto found =
        kind == Named::tier ? std::find(all.begin(), all.end(), name) : std::lower_bound(all.begin(), all.end(), name);
    if (found == all.end() || *found != name) return std::nullopt;
    return static_cast<std::uint32_t>(found - all.begin());
}

std::string_view word_of(Named kind) {
    switch (kind) {
        case Named::item: return "item";
        case Named::supplier: return "supplier";
        case Named::store: return "store";
        case Named::plant: return "plant";
        case Named::source: return "source";
        case Named::site: return "site";
        case Named::tier: return "tier";
        case Named::segment: return "segment";
        case Named::processor: return "payment processor";
    }
    return "name";
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t most_searched = 5000;
    constexpr std::size_t most_shown = 24;
    if (candidates.empty()) return "; there is none here";
    std::string out;
    if (candidates.size() <= most_searched && word.size() <= 100) {
        if (const std::string near = nearest(word, candidates); !near.empty()) {
            out = fmt::format("; did you mean '{}'?", near);
        }
    }
    const std::size_t shown = std::min(candidates.size(), most_shown);
    out += out.empty() ? "; expected one of: " : " Known: ";
    out += joined(std::span(candidates).first(shown));
    if (shown < candidates.size()) out += fmt::format(" and {} more", candidates.size() - shown);
    return out;
}

}  // namespace backstock

#include "policies/prioritization/reserve.hpp"

#include <algorithm>

namespace backstock::prioritization {

std::optional<Reserve> read_reserve(Settings& settings) {
    std::vector<Quantity> of_tier(settings.names(Named::tier).size());
    settings.named(
        "reserve",
        "units kept for a tier: lower ones, and own sites, may not take what would leave fewer; several add "
        "up. Arrivals serve the tier's own waiting orders first, then fill the reserve, then serve the others",
        [&](std::string_view name, Settings& entry) {
            entry.positional("units");
            const std::uint32_t tier = entry.find(Named::tier, name, "");
            const Quantity units = entry.quantity("units", required, "units kept for the tier");
            if (tier < of_tier.size()) of_tier[tier] = units;
        });
    const auto keeps = [](Quantity units) { return units > Quantity::zero(); };
    if (std::none_of(of_tier.begin(), of_tier.end(), keeps)) return std::nullopt;
    return Reserve(std::move(of_tier));
}

std::vector<double> read_numbers(Settings& settings, std::string_view key, Named named, double otherwise,
                                 std::string_view doc) {
    std::vector<double> numbers(settings.names(named).size(), otherwise);
    settings.named(key, doc, [&](std::string_view name, Settings& entry) {
        entry.positional("weight");
        const std::uint32_t index = entry.find(named, name, "");
        const double weight = entry.number("weight", required, "the weight", not_negative);
        if (index < numbers.size()) numbers[index] = weight;
    });
    return numbers;
}

}  // namespace backstock::prioritization

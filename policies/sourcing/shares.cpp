#include "policies/sourcing/shares.hpp"

#include <algorithm>
#include <cmath>

namespace backstock::sourcing {

std::vector<double> shortfalls(std::span<const double> shares, const SourcingView& view) {
    double total = view.wanted.in_units();
    for (const SourceView& source : view.sources) total += source.ordered.in_units();
    std::vector<double> short_by(view.sources.size());
    for (std::size_t i = 0; i < short_by.size(); ++i) {
        short_by[i] = shares[i] * total - view.sources[i].ordered.in_units();
    }
    return short_by;
}

void divide_units(std::span<const double> shares, const SourcingView& view, std::vector<Part>& parts) {
    std::vector<double> due = shortfalls(shares, view);
    double all_due = 0;
    for (double& units : due) all_due += units = std::fmax(0, units);
    const Quantity step = view.wanted.is_whole() ? Quantity::units(1) : Quantity::micro(1);
    const auto whole = static_cast<double>(view.wanted.micro()) / static_cast<double>(step.micro());
    Quantity left = view.wanted;
    for (std::uint32_t i = 0; i < due.size(); ++i) {
        const double steps = due[i] / all_due * whole;
        parts.push_back({i, std::min(left, step * static_cast<std::int64_t>(std::floor(steps + 1e-9)))});
        left -= parts.back().quantity;
        due[i] = steps - std::floor(steps + 1e-9);
    }
    while (left > Quantity::zero()) {
        const auto most = std::max_element(due.begin(), due.end());
        parts[static_cast<std::size_t>(most - due.begin())].quantity += step;
        left -= step;
        *most -= 1;
    }
    std::erase_if(parts, [](const Part& part) { return part.quantity <= Quantity::zero(); });
}

}  // namespace backstock::sourcing

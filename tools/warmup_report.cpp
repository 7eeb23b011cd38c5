#include "tools/warmup_report.hpp"

#include "tools/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace backstock {
namespace {

constexpr std::size_t most_columns = 60;

// One character a value, from the lowest to the highest; neighbours are averaged where there are more than fit.
std::string sparkline(const std::vector<double>& values) {
    constexpr std::array<std::string_view, 8> bars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const std::size_t columns = std::min(values.size(), most_columns);
    std::vector<double> means(columns);
    for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t first = c * values.size() / columns;
        const std::size_t end = (c + 1) * values.size() / columns;
        for (std::size_t i = first; i < end; ++i) means[c] += values[i] / static_cast<double>(end - first);
    }
    const auto [low, high] = std::minmax_element(means.begin(), means.end());
    std::string text;
    for (const double x : means) {
        const double share = *high > *low ? (x - *low) / (*high - *low) : 0;
        text += bars[static_cast<std::size_t>(std::min(7.0, std::floor(8 * share)))];
    }
    return text;
}

}  // namespace

std::optional<FoundWarmup> settle_warmup(Scenario& scenario, int threads) {
    if (!scenario.rule.auto_warmup) return std::nullopt;
    FoundWarmup found = find_warmup(scenario.model, threads);
    scenario.model.run.warmup = Time::at(found.warmup);
    return found;
}

std::string warmup_screen(const FoundWarmup& found, const Style& style) {
    std::string text = wrapped(fmt::format("Warm-up {}, found by MSER-5 from {} pilot replications", written_span(found.warmup),
                                           found.pilots));
    std::size_t batches = 0;
    for (const FoundWarmup::Series& series : found.series) {
        const std::vector<double>& values = series.truncation.batches;
        if (values.empty() || std::all_of(values.begin(), values.end(), [&](double x) { return x == values.front(); })) continue;
        batches = values.size();
        text += fmt::format("  {:<11}{}\n", series.measure, sparkline(values));
    }
    if (batches > 0) {
        const std::size_t cut = static_cast<std::size_t>(found.warmup / found.step);
        const std::size_t columns = std::min(batches, most_columns);
        text += style.dim(std::string(13 + std::min(cut * columns / batches, columns - 1), ' ') + "^ statistics begin") + '\n';
    }
    if (!found.found)
        text += wrapped("Warning: the horizon is too short to find where the beginning ends; half of it is left out. A longer "
                        "horizon is needed.", 0, 2);
    return text;
}

}  // namespace backstock

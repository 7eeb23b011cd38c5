#include "scenarios/utf8.hpp"
#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"
#include "tools/fit/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::fit {
namespace {

// "0 to 2", "3", "40 and more".
std::string range_text(const Bin& bin, double resolution) {
    const std::string low = written(rounded(bin.low));
    if (std::isinf(bin.high)) return low + " and more";
    const bool steps = resolution * 100 >= bin.high - bin.low;  // few enough that the last one is worth telling
    const double last = rounded(steps ? bin.high - resolution : bin.high);
    return last <= rounded(bin.low) ? low : fmt::format("{} to {}", low, written(last));
}

// A bar to an eighth of a column, `columns` wide with blanks, and a mark on it where `mark` is a column.
std::string bar(double length, std::size_t columns, std::optional<std::size_t> mark) {
    constexpr const char* eighths[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
    std::string text;
    for (std::size_t i = 0; i < columns; ++i) {
        const double here = std::clamp(length - static_cast<double>(i), 0.0, 1.0);
        text += mark == i ? "│" : eighths[static_cast<std::size_t>(std::lround(here * 8))];
    }
    return text;
}

}  // namespace

std::string text_plot(const Analysis& analysis, const Unit& unit, std::size_t width) {
    const Observed& x = *analysis.observed;
    const std::vector<Bin> bins = histogram(x, 18);
    const UnitLaw* law = analysis.ranked.empty() ? nullptr : &analysis.ranked[analysis.best].law;
    std::vector<std::string> ranges;
    std::size_t range_width = 0;
    std::size_t count_width = 0;
    double most = 1;
    for (const Bin& bin : bins) {
        ranges.push_back(range_text(bin, x.resolution));
        range_width = std::max(range_width, ranges.back().size());
        count_width = std::max(count_width, grouped(bin.observed).size());
        most = std::fmax(most, bin.observed);
        if (law != nullptr) most = std::fmax(most, expected_in(bin, *law, x));
    }
    const std::size_t taken = range_width + count_width + 4;
    const std::size_t columns = std::max<std::size_t>(width > taken ? width - taken : 0, 10);
    const double scale = static_cast<double>(columns - 1) / most;
    std::string text = fmt::format("  █ values{}", unit.is_time() ? " in " + unit.name : "");
    if (law != nullptr) text += fmt::format("   │ {}", analysis.ranked[analysis.best].fit.word);
    text += '\n';
    for (std::size_t i = 0; i < bins.size(); ++i) {
        std::optional<std::size_t> mark;
        if (law != nullptr) mark = static_cast<std::size_t>(std::lround(expected_in(bins[i], *law, x) * scale));
        text += fmt::format("{:>{}}  {} {:>{}}\n", ranges[i], range_width, bar(bins[i].observed * scale, columns, mark),
                            grouped(bins[i].observed), count_width);
    }
    return text;
}

}  // namespace backstock::fit

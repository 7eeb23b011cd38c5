#include "output/object_path.hpp"
#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/show/blocks.hpp"
#include "tools/show/screens.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace backstock {
namespace {

constexpr std::string_view folder = "/comparison/";
constexpr std::size_t most_kpis = 3, most_cells = 40, widest_name = 24, figure_columns = 29;

// The cells of one comparison: names, and the columns that are drawn.
struct Compared {
    const Texts& names;
    const Texts& baselines;
    const Numbers& values;
    const Numbers& differences;
    const Numbers& lows;
    const Numbers& highs;
    std::string unit;

    bool is_baseline(std::size_t row) const { return names[row] == baselines[row]; }
};

Compared compared_in(const Frame& frame) {
    return {
        frame.cells<std::string>("cell_name"),      frame.cells<std::string>("baseline"), frame.cells<double>("value"),
        frame.cells<double>("difference"),          frame.cells<double>("low"),           frame.cells<double>("high"),
        without_controls(frame.find("value")->unit)};
}

std::vector<std::string> compared_kpis(const ResultsReader& results) {
    std::vector<std::string> names;
    for (const std::string& table : results.tables()) {
        if (table.starts_with(folder)) names.push_back(user_name(std::string_view(table).substr(folder.size())));
    }
    return names;
}

// From the least to the largest end of an interval, 0 among them.
Axis axis_of(const Compared& cells, std::size_t rows, std::size_t columns) {
    Axis axis{0, 0, columns};
    for (std::size_t row = 0; row < rows; ++row) {
        for (const double value : {cells.differences[row], cells.lows[row], cells.highs[row]}) {
            if (!std::isfinite(value)) continue;
            axis.low = std::min(axis.low, value);
            axis.high = std::max(axis.high, value);
        }
    }
    return axis;
}

double largest(const Numbers& values, std::size_t rows) {
    double most = 0;
    for (std::size_t row = 0; row < rows; ++row)
        if (std::isfinite(values[row])) most = std::max(most, std::abs(values[row]));
    return most;
}

std::string comparison(const std::string& kpi, const Frame& frame, const Screen& screen) {
    const Compared cells = compared_in(frame);
    const std::size_t rows = std::min(frame.rows(), most_cells);
    const double factor = cells.unit == "1" && kpi != "bullwhip" ? 100 : 1;
    const std::string unit = factor == 100 ? "%" : cells.unit == "1" ? "" : cells.unit;
    const std::size_t name_columns = widest_name + 1;
    const std::size_t taken = name_columns + figure_columns;
    const bool beside = screen.width >= taken + 20;  // else below
    const Axis axis = axis_of(cells, rows, beside ? screen.width - taken : screen.width - 2);
    const int of_value = decimals_for(factor * largest(cells.values, rows), 4);
    const int of_difference = decimals_for(factor * largest(cells.differences, rows), 3);
    std::string text = screen.style.bold(fmt::format("{}{}{}", kpi, unit.empty() ? "" : ", ", unit));
    text += screen.style.dim(beside ? "   difference from the baseline, ├ 95 % sure ┤" : "  ├ 95 % sure ┤") + '\n';
    for (std::size_t row = 0; row < rows; ++row) {
        const bool base = cells.is_baseline(row);
        const auto figure = [&](double value, int decimals) {
            return std::isfinite(value) ? grouped(factor * value, decimals) : std::string("-");
        };
        const std::string difference = base ? "baseline" : figure(cells.differences[row], of_difference);
        const std::string name = first_columns(without_controls(cells.names[row]), widest_name);
        const std::string value = figure(cells.values[row], of_value);
        std::string line = beside ? fmt::format("  {:<{}}{:>13} {:>11}  ", name, name_columns, value, difference)
                                  : fmt::format("  {} {} {}\n  ", name, value, difference);
        line += whisker(axis, cells.lows[row], base ? std::numeric_limits<double>::quiet_NaN() : cells.differences[row],
                        cells.highs[row], 0);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    if (rows < frame.rows()) text += screen.style.dim(fmt::format("  and {} more\n", frame.rows() - rows));
    return text;
}

}  // namespace

std::string stored_verdicts(const ResultsReader& results, const Screen& screen) {
    const char* const places[] = {"/study/verdicts", "/search/verdicts", "/stress/verdicts"};
    const auto* const place =
        std::find_if(std::begin(places), std::end(places), [&](const char* path) { return results.has_table(path); });
    if (place == std::end(places)) return "";
    std::string text;
    const Frame verdicts = results.read(*place);
    const Texts& sentences = verdicts.cells<std::string>("verdict");
    constexpr std::size_t most = 12;
    for (std::size_t i = 0; i < std::min(most, sentences.size()); ++i)
        text += wrapped(without_controls(sentences[i]), 0, 2, screen.width);
    if (sentences.size() > most)
        text += screen.style.dim(fmt::format("and {} more verdicts in the file", sentences.size() - most)) + '\n';
    return text;
}

std::string comparisons(const ResultsReader& results, const std::vector<std::string>& chosen, const Screen& screen) {
    const std::vector<std::string> all = compared_kpis(results);
    std::vector<std::string> shown = chosen;
    if (shown.empty()) shown.assign(all.begin(), all.begin() + std::ptrdiff_t(std::min(all.size(), most_kpis)));
    std::string text;
    for (const std::string& kpi : shown) {
        if (std::find(all.begin(), all.end(), kpi) == all.end())
            throw WrongUse(fmt::format("--kpi: '{}' is not compared; these are: {}", kpi, fmt::join(all, ", ")));
        const Frame frame = results.read(fmt::format("{}{}", folder, object_name(kpi)));
        if (!text.empty()) text += '\n';
        text += comparison(kpi, frame, screen);
    }
    return text;
}

}  // namespace backstock

// What a search or the outages of `stress` came to, as `show` prints it.

#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/show/blocks.hpp"
#include "tools/show/screens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backstock {
namespace {

constexpr std::size_t most_rows = 25, widest_name = 24, figure_columns = 14;

struct Figure {
    std::string name;
    double value;
    double low;
    double high;
};

// One figure a line with its interval, all on one scale, which begins at 0 where `from_zero`.
std::string intervals(const std::string& title, std::vector<Figure> rows, bool from_zero, const Screen& screen) {
    const std::size_t all = rows.size();
    rows.resize(std::min(all, most_rows));
    Axis axis{rows.front().value, rows.front().value, 0};
    double largest = 0;
    for (const Figure& row : rows) {
        for (const double end : {row.value, row.low, row.high}) {
            if (!std::isfinite(end)) continue;
            axis.low = std::min(axis.low, end);
            axis.high = std::max(axis.high, end);
            largest = std::max(largest, std::abs(end));
        }
    }
    if (from_zero) axis.low = std::min(axis.low, 0.0);
    const std::size_t taken = 2 + widest_name + 1 + figure_columns + 2;
    const bool beside = screen.width >= taken + 20;  // else below
    axis.columns = beside ? screen.width - taken : screen.width - 2;
    constexpr std::size_t legend_columns = 15;
    const std::string gap = title.size() + 3 + legend_columns <= screen.width ? "   " : "\n  ";
    std::string text = screen.style.bold(title) + gap + screen.style.dim("├ 95 % sure ┤") + '\n';
    for (const Figure& row : rows) {
        const std::string name = first_columns(without_controls(row.name), widest_name);
        const std::string value = std::isfinite(row.value) ? grouped(row.value, decimals_for(largest, 4)) : "-";
        std::string line = beside ? fmt::format("  {:<{}}{:>{}}  ", name, widest_name + 1, value, figure_columns)
                                  : fmt::format("  {} {}\n  ", name, value);
        line += whisker(axis, row.low, row.value, row.high, std::nan(""));
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    if (all > rows.size()) text += screen.style.dim(fmt::format("  and {} more\n", all - rows.size()));
    return text;
}

std::vector<Figure> figures_in(const Frame& frame, const std::vector<std::size_t>& rows, const char* name,
                               const std::string& value) {
    std::vector<Figure> figures;
    for (const std::size_t row : rows)
        figures.push_back({frame.cells<std::string>(name)[row], frame.cells<double>(value)[row],
                           frame.cells<double>(value + "_low")[row], frame.cells<double>(value + "_high")[row]});
    return figures;
}

std::string in_unit(const std::string& what, const Frame& frame, const std::string& column) {
    const std::string& unit = frame.find(column)->unit;
    return unit.empty() || unit == "1" ? what : fmt::format("{}, {}", what, without_controls(unit));
}

std::string candidates(const Frame& frame, const Screen& screen) {
    std::vector<std::size_t> rows(frame.rows());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    const Numbers& behind = frame.cells<double>("behind");
    const auto place = [&](std::size_t row) { return std::isnan(behind[row]) ? 0 : behind[row]; };
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
    return intervals(in_unit("Nearest to the best", frame, "objective"), figures_in(frame, rows, "name", "objective"),
                     false, screen);
}

// What the longest outage of each node puts at risk, or costs where nothing has a price; for the first alternative.
std::string outages(const Frame& frame, const std::string& ranked_by, const Screen& screen) {
    const Texts& alternatives = frame.cells<std::string>("alternative");
    const Numbers& lengths = frame.cells<double>("length");
    const Numbers& risk = frame.cells<double>(ranked_by);
    const double longest = *std::max_element(lengths.begin(), lengths.end());
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < frame.rows(); ++row)
        if (alternatives[row] == alternatives.front() && lengths[row] == longest) rows.push_back(row);
    const auto place = [&](std::size_t row) { return std::isnan(risk[row]) ? 0 : risk[row]; };
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return place(a) > place(b); });
    const std::string what =
        fmt::format("{} in an outage of {:g} d, {}", ranked_by == "cost_more" ? "More costs" : "Revenue at risk",
                    longest, without_controls(alternatives.front()));
    return intervals(in_unit(what, frame, ranked_by), figures_in(frame, rows, "node", ranked_by), true, screen);
}

}  // namespace

std::string plan_screen(const ResultsReader& results, const Screen& screen) {
    std::string text;
    if (results.has_table("/search/candidates")) {
        const Frame frame = results.read("/search/candidates");
        if (frame.rows() > 0) text += candidates(frame, screen);
    }
    if (results.has_table("/stress/outages")) {
        const Frame frame = results.read("/stress/outages");
        const std::optional<Attribute> attribute = results.attribute("/stress", "ranked_by");
        const std::string* ranked_by = attribute ? std::get_if<std::string>(&*attribute) : nullptr;
        if (frame.rows() > 0 && ranked_by != nullptr && frame.find(*ranked_by) != nullptr)
            text += outages(frame, *ranked_by, screen);
    }
    return text;
}

}  // namespace backstock

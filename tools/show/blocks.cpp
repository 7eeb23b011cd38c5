#include "tools/show/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstock {
namespace {

std::string joined_cells(const std::vector<const char*>& cells) {
    std::string text;
    for (const char* cell : cells) text += cell;
    return text;
}

}  // namespace

std::size_t Axis::at(double value) const {
    if (!(high > low) || std::isnan(value)) return 0;
    const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(columns - 1)));
}

std::string bar(const Axis& axis, double value, double low, double high) {
    std::vector<const char*> cells(axis.columns, " ");
    if (!std::isfinite(value)) return joined_cells(cells);
    const auto end = [&](double x) {  // columns filled up to x; whatever is above the low end shows
        if (!(x > axis.low)) return std::size_t{0};
        const double share = std::min(1.0, (x - axis.low) / (axis.high - axis.low));
        return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(share * double(axis.columns))));
    };
    const bool uncertain = std::isfinite(low) && std::isfinite(high) && high > low;
    const std::size_t sure = uncertain ? std::min(end(low), end(value)) : end(value);
    std::fill(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(sure), "█");
    for (std::size_t i = sure; uncertain && i < end(high); ++i) cells[i] = "▒";
    return joined_cells(cells);
}

std::string whisker(const Axis& axis, double low, double value, double high, double mark) {
    std::vector<const char*> cells(axis.columns, " ");
    const bool marked = std::isfinite(mark) && mark >= axis.low && mark <= axis.high;
    if (marked) cells[axis.at(mark)] = "│";
    if (!std::isfinite(value)) return joined_cells(cells);
    if (std::isfinite(low) && std::isfinite(high) && axis.at(high) > axis.at(low)) {
        for (std::size_t i = axis.at(low) + 1; i < axis.at(high); ++i)
            cells[i] = marked && i == axis.at(mark) ? "┼" : "─";
        cells[axis.at(low)] = "├";
        cells[axis.at(high)] = "┤";
    }
    cells[axis.at(value)] = "●";
    return joined_cells(cells);
}

std::vector<double> resampled(std::span<const double> values, std::size_t columns) {
    std::vector<double> means;
    for (std::size_t c = 0; !values.empty() && c < columns; ++c) {
        const std::size_t from = c * values.size() / columns;
        const std::size_t to = std::max(from + 1, (c + 1) * values.size() / columns);
        double sum = 0;
        std::size_t count = 0;
        for (std::size_t i = from; i < to; ++i) {
            if (!std::isfinite(values[i])) continue;
            sum += values[i];
            ++count;
        }
        means.push_back(count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN());
    }
    return means;
}

std::vector<std::string> fan(std::span<const double> low, std::span<const double> middle, std::span<const double> high,
                             double least, double most, std::size_t lines) {
    const Axis axis{least, most, lines};
    std::vector<std::string> text(lines);
    for (std::size_t c = 0; c < middle.size(); ++c) {
        const bool banded = std::isfinite(low[c]) && std::isfinite(high[c]);
        for (std::size_t line = 0; line < lines; ++line) {
            const std::size_t level = lines - 1 - line;
            if (std::isfinite(middle[c]) && axis.at(middle[c]) == level)
                text[line] += "█";
            else
                text[line] += banded && level >= axis.at(low[c]) && level <= axis.at(high[c]) ? "░" : " ";
        }
    }
    return text;
}

std::string first_columns(const std::string& name, std::size_t columns) {
    std::string text;
    std::size_t used = 0;
    for (const char c : name) {
        const bool begins = (c & 0xC0) != 0x80;
        if (begins && ++used > columns) return text + "…";
        text += c;
    }
    return text;
}

}  // namespace backstock

#include "sim/policy/notation.hpp"
#include "tools/fit/plot.hpp"
#include "tools/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::fit {
namespace {

constexpr double width = 720, height = 420, left = 56, right = 16, top = 44, bottom = 48;
constexpr const char* colours[] = {"#c0392b", "#2471a3", "#1e8449"};

// From values and densities to points of the picture.
struct Frame {
    double low, high, most;
    double across(double value) const { return left + (value - low) / (high - low) * (width - left - right); }
    double up(double density) const { return height - bottom - density / most * (height - top - bottom); }
};

double bar_density(const Bin& bin, double bin_width, double n) { return bin.observed / n / bin_width; }

// The law's density from differences of its cdf; of counts, the probability of each.
double density_of(const Scored& scored, double value, double step) {
    if (scored.fit.counts) return scored.law.cdf(std::floor(value + 0.5)) - scored.law.cdf(std::floor(value + 0.5) - 1);
    const double low = std::fmax(0, value - step / 2);
    return (scored.law.cdf(value + step / 2) - scored.law.cdf(low)) / (value + step / 2 - low);
}

std::string curve(const Scored& scored, const Frame& frame, const char* colour) {
    constexpr int steps = 300;
    const double step = (frame.high - frame.low) / steps;
    std::string points;
    for (int i = 0; i <= steps; ++i) {
        const double value = frame.low + i * step;
        const double density = std::fmin(density_of(scored, value, step), frame.most);
        points += fmt::format("{:.1f},{:.1f} ", frame.across(value), frame.up(density));
    }
    return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", points, colour);
}

std::string text_at(double x, double y, const char* anchor, const std::string& text, const char* more = "") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, anchor, more, text);
}

std::string axis(const Frame& frame, const std::vector<Bin>& bins, double half_step, const Unit& unit) {
    std::string text = fmt::format("<line x1=\"{0}\" y1=\"{2}\" x2=\"{1}\" y2=\"{2}\" stroke=\"#333\"/>\n", left,
                                   width - right, height - bottom);
    const std::size_t each = bins.size() / 10 + 1;
    for (std::size_t i = 0; i < bins.size(); i += each) {
        text += text_at(frame.across(bins[i].low - half_step), height - bottom + 18, "middle",
                        written(rounded(bins[i].low)));
    }
    return text + text_at((left + width - right) / 2, height - 10, "middle", unit.is_time() ? unit.name : "value");
}

}  // namespace

std::string svg_plot(const Analysis& analysis, const Unit& unit, const std::string& title) {
    const Observed& x = *analysis.observed;
    const std::vector<Bin> bins = histogram(x, 40);
    const double bin_width = bins.front().high - bins.front().low;
    const double half_step = x.resolution / 2;
    Frame frame{bins.front().low - half_step, bins.back().low + bin_width - half_step, 0};
    for (const Bin& bin : bins) frame.most = std::fmax(frame.most, 1.15 * bar_density(bin, bin_width, x.n));
    const std::size_t shown_laws = std::min<std::size_t>(3, analysis.ranked.size());

    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
        "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        width, height);
    const double fitting = (width - left) / (0.55 * static_cast<double>(std::max<std::size_t>(title.size(), 1)));
    const std::string size = fmt::format(" font-size=\"{:.1f}\"", std::clamp(fitting, 8.0, 15.0));
    svg += text_at(left, 22, "start", markup_text(title), size.c_str());
    for (const Bin& bin : bins) {
        const double low = frame.across(bin.low - half_step);
        const double up = frame.up(bar_density(bin, bin_width, x.n));
        svg += fmt::format(
            "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#d5d8dc\" stroke=\"white\"/>\n",
            low, up, frame.across(bin.low + bin_width - half_step) - low, height - bottom - up);
    }
    for (std::size_t i = 0; i < shown_laws; ++i) svg += curve(analysis.ranked[i], frame, colours[i]);
    for (std::size_t i = 0; i < shown_laws; ++i) {
        const std::string label = markup_text(analysis.ranked[i].choice);
        svg += text_at(width - right, top + 16 + 18 * static_cast<double>(i), "end", label,
                       fmt::format(" fill=\"{}\"", colours[i]).c_str());
    }
    svg += axis(frame, bins, half_step, unit);
    if (std::isinf(bins.back().high))
        svg += text_at(width - right, height - bottom + 34, "end", "the last bar holds all that is beyond");
    return svg + "</svg>\n";
}

}  // namespace backstock::fit

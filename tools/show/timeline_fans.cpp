#include "output/object_path.hpp"
#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/show/blocks.hpp"
#include "tools/show/screens.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace backstock {
namespace {

constexpr std::size_t lines_of_fan = 6, entities_named = 12;

// The rows of one entity's measure: from `first` to before `end`.
struct Series {
    std::string entity;
    std::string measure;
    std::size_t first = 0;
    std::size_t end = 0;
};

std::vector<Series> series_of(const Frame& timeline) {
    const Texts& entities = timeline.cells<std::string>("entity");
    const Texts& measures = timeline.cells<std::string>("measure");
    std::vector<Series> all;
    for (std::size_t row = 0; row < timeline.rows(); ++row) {
        if (all.empty() || all.back().entity != entities[row] || all.back().measure != measures[row])
            all.push_back({entities[row], measures[row], row, row});
        all.back().end = row + 1;
    }
    return all;
}

std::span<const double> part(const Frame& timeline, const char* column, const Series& series) {
    return std::span(timeline.cells<double>(column)).subspan(series.first, series.end - series.first);
}

bool moves(const Frame& timeline, const Series& series) {
    const auto values = part(timeline, "p95", series);
    const auto low = part(timeline, "p05", series);
    return std::any_of(values.begin(), values.end(), [](double x) { return x != 0; }) ||
           std::any_of(low.begin(), low.end(), [](double x) { return x != 0; });
}

std::vector<Series> choose(const Frame& timeline, const std::vector<Series>& all, const std::string& entity) {
    std::vector<Series> chosen;
    if (!entity.empty()) {
        std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                     [&](const Series& one) { return one.entity == entity; });
        return chosen;
    }
    for (const std::string_view measure : {"on_hand", "backorders", "cash"}) {
        const auto found = std::find_if(
            all.begin(), all.end(), [&](const Series& one) { return one.measure == measure && moves(timeline, one); });
        if (found != all.end()) chosen.push_back(*found);
    }
    return chosen;
}

std::string names_of(const std::vector<Series>& all) {
    std::vector<std::string> names;
    for (const Series& one : all) {
        const std::string name = without_controls(one.entity);
        if (!name.empty() && (names.empty() || names.back() != name)) names.push_back(name);
    }
    const std::size_t more = names.size() - std::min(names.size(), entities_named);
    names.resize(names.size() - more);
    return fmt::format("{}{}", fmt::join(names, ", "),
                       more > 0 ? fmt::format(" and {} more", grouped(double(more))) : "");
}

std::string fan_of(const Frame& timeline, const Series& series, const Screen& screen) {
    constexpr std::size_t label_columns = 12;
    const std::size_t columns = screen.width - label_columns - 1;
    const auto values = [&](const char* column) { return resampled(part(timeline, column, series), columns); };
    const std::vector<double> low = values("p05"), middle = values("mean"), high = values("p95");
    double least = 0, most = 0;
    for (std::size_t i = 0; i < middle.size(); ++i) {
        least = std::fmin(least, std::fmin(low[i], middle[i]));
        most = std::fmax(most, std::fmax(high[i], middle[i]));
    }
    const int decimals = decimals_for(std::fmax(-least, most), 3);
    const std::string unit = without_controls(timeline.cells<std::string>("unit")[series.first]);
    std::string text = screen.style.bold(
        fmt::format("{}{}{}", series.measure, series.entity.empty() ? "" : " of ", without_controls(series.entity)));
    text += screen.style.dim(fmt::format("  {}{}{}\n", unit, unit == "unit" ? "s" : "",
                                         screen.width < 60 ? "" : "   █ mean  ░ 9 of 10 runs"));
    const std::vector<std::string> lines = fan(low, middle, high, least, most, lines_of_fan);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string label = i == 0                  ? grouped(most, decimals)
                                  : i + 1 == lines.size() ? grouped(least, decimals)
                                                          : "";
        text += fmt::format("{:>{}} {}\n", label, label_columns, lines[i]);
    }
    const Texts& dates = timeline.cells<std::string>("date");
    const std::string& from = dates[series.first];
    const std::string& to = dates[series.end - 1];
    const std::size_t between = columns > from.size() + to.size() ? columns - from.size() - to.size() : 1;
    return text + screen.style.dim(fmt::format("{:>{}}{}{:>{}}{}", "", label_columns + 1, from, "", between, to)) +
           '\n';
}

}  // namespace

std::string timeline_fans(const ResultsReader& results, const std::string& variant, const std::string& entity,
                          const Screen& screen) {
    const std::string path = fmt::format("/{}/timeline", object_name(variant));
    if (!results.has_table(path)) {
        if (!entity.empty())
            throw WrongUse(fmt::format("{}: has no timeline of '{}'", results.path().string(), variant));
        return "";
    }
    const Frame timeline = results.read(path);
    const std::vector<Series> all = series_of(timeline);
    const std::vector<Series> chosen = choose(timeline, all, entity);
    if (chosen.empty() && !entity.empty())
        throw WrongUse(fmt::format("--entity: there is no timeline of '{}'; there are: {}", without_controls(entity),
                                   names_of(all)));
    std::string text;
    for (const Series& series : chosen) {
        if (!text.empty()) text += '\n';
        text += fan_of(timeline, series, screen);
    }
    return text;
}

}  // namespace backstock

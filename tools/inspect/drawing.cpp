#include "tools/inspect/drawing.hpp"

#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>

namespace backstock {
namespace {

constexpr std::array colours{"#dbe9f6", "#fde7cf", "#dff0d8", "#f3dcec", "#e8e4f3", "#f7f3c8", "#d5efee", "#eadfd6"};

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string_view shape_of(SupplySite::Kind kind) {
    switch (kind) {
        case SupplySite::Kind::supplier: return "house";
        case SupplySite::Kind::plant: return "box3d";
        case SupplySite::Kind::store: return "box";
        case SupplySite::Kind::customers: return "ellipse";
    }
    return "box";
}

// What goes from one site to another.
struct Way {
    std::set<std::string> items;
    double most_days = 0;
};

std::string label(const Way& way) {
    constexpr std::size_t most_named = 3;
    std::string text;
    if (way.items.size() > most_named) {
        text = fmt::format("{} items", way.items.size());
    } else {
        for (const std::string& item : way.items) text += (text.empty() ? "" : ", ") + item;
    }
    return way.most_days > 0 ? fmt::format("{}\n{:.3g} d", text, way.most_days) : text;
}

}  // namespace

std::string drawing(const Model& model, const SupplyGraph& network, const Findings& findings) {
    std::set<std::uint32_t> critical;
    for (const Dependence& one : findings.dependences) critical.insert(one.sites.begin(), one.sites.end());
    std::map<std::string, std::size_t> regions;
    for (const SupplySite& site : network.sites)
        if (!site.region.empty()) regions.try_emplace(site.region, regions.size());

    std::string text =
        "digraph supply {\n  rankdir=LR;\n  node [fontname=\"Helvetica\", style=filled, fillcolor=white];\n"
        "  edge [fontname=\"Helvetica\", fontsize=10, color=\"#555555\"];\n";
    for (std::uint32_t s = 0; s < network.sites.size(); ++s) {
        const SupplySite& site = network.sites[s];
        const std::string name = site.region.empty() ? site.name : site.name + "\n(" + site.region + ")";
        const char* fill = site.region.empty() ? "white" : colours[regions[site.region] % colours.size()];
        text += fmt::format("  n{} [label={}, shape={}, fillcolor=\"{}\"{}];\n", s, quoted(name), shape_of(site.kind),
                            fill, critical.count(s) > 0 ? ", color=\"#c0392b\", penwidth=2" : "");
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, Way> ways;
    for (const auto& edge : boost::make_iterator_range(boost::edges(network.graph))) {
        const SupplyNode& from = network.graph[boost::source(edge, network.graph)];
        const SupplyNode& to = network.graph[boost::target(edge, network.graph)];
        if (from.site == to.site) continue;  // within a plant
        Way& way = ways[{from.site, to.site}];
        way.items.insert(model.items[from.item].name);
        const double lead = from.kind == SupplyNode::Kind::offer ? from.days : 0;
        way.most_days = std::max(way.most_days, network.graph[edge].days + lead);
    }
    for (const auto& [ends, way] : ways)
        text += fmt::format("  n{} -> n{} [label={}];\n", ends.first, ends.second, quoted(label(way)));
    return text + "}\n";
}

void draw_svg(const std::string& drawing, const std::filesystem::path& file) {
    if (std::system("command -v dot >/dev/null 2>&1") != 0)
        throw WrongUse("drawing needs Graphviz: install the package graphviz, or write --dot FILE and draw elsewhere");
    const std::filesystem::path dot = file.string() + fmt::format(".{}.dot", getpid());
    const std::filesystem::path svg = file.string() + fmt::format(".{}.svg", getpid());
    write_text(dot, drawing);
    const std::string command = fmt::format("dot -Tsvg -o '{}' '{}'", svg.string(), dot.string());
    const bool drawn = svg.string().find('\'') == std::string::npos && std::system(command.c_str()) == 0;
    std::error_code ignored;
    std::filesystem::remove(dot, ignored);
    if (drawn) std::filesystem::rename(svg, file, ignored);
    if (drawn && !ignored) return;
    std::filesystem::remove(svg, ignored);
    throw WrongUse(fmt::format("{}: Graphviz could not draw it there", file.string()));
}

}  // namespace backstock

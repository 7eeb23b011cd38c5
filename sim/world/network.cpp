#include "sim/world/network.hpp"

#include "sim/base/require.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include <algorithm>

namespace backstock {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Feeds = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Graph graph_of(std::uint32_t places, const Feeds& feeds) { return Graph(feeds.begin(), feeds.end(), places); }

// The way from `start` back to itself within its strong component; `start` must be on a cycle.
std::vector<std::uint32_t> round_trip(const Graph& graph, std::uint32_t start) {
    constexpr std::uint32_t unseen = ~0U;
    std::vector<std::uint32_t> reached_from(boost::num_vertices(graph), unseen);
    std::vector<std::uint32_t> queue{start};
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const std::uint32_t at = queue[next];
        for (auto [edge, end] = boost::out_edges(at, graph); edge != end; ++edge) {
            const auto source = static_cast<std::uint32_t>(boost::target(*edge, graph));
            if (source == start) {
                std::vector<std::uint32_t> way;
                for (std::uint32_t step = at; step != start; step = reached_from[step]) way.push_back(step);
                way.push_back(start);
                std::reverse(way.begin(), way.end());
                return way;
            }
            if (reached_from[source] != unseen) continue;
            reached_from[source] = at;
            queue.push_back(source);
        }
    }
    return {};
}

}  // namespace

std::vector<std::uint32_t> Network::levels() const {
    const Graph graph = graph_of(places_, feeds_);
    std::vector<std::size_t> upstream_first;
    upstream_first.reserve(places_);
    boost::topological_sort(graph, std::back_inserter(upstream_first));  // throws boost::not_a_dag on a cycle
    std::vector<std::uint32_t> level(places_, 0);
    for (auto place = upstream_first.rbegin(); place != upstream_first.rend(); ++place) {
        for (auto [edge, end] = boost::out_edges(*place, graph); edge != end; ++edge) {
            std::uint32_t& above = level[boost::target(*edge, graph)];
            above = std::max(above, level[*place] + 1);
        }
    }
    return level;
}

std::vector<std::uint32_t> Network::cycle() const {
    const Graph graph = graph_of(places_, feeds_);
    std::vector<std::uint32_t> component(places_);
    const std::uint32_t components = boost::strong_components(graph, component.data());
    std::vector<std::uint32_t> members(components, 0);
    for (const std::uint32_t c : component) ++members[c];
    for (const auto& [buyer, source] : feeds_) {
        if (buyer == source) ++members[component[buyer]];
    }
    for (std::uint32_t place = 0; place < places_; ++place) {
        if (members[component[place]] < 2) continue;
        std::vector<std::uint32_t> found = round_trip(graph, place);
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace backstock

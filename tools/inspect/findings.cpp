#include "tools/inspect/findings.hpp"

#include <boost/dynamic_bitset.hpp>

#include <algorithm>
#include <map>

namespace backstock {
namespace {

using Graph = SupplyGraph::Graph;
using Node = SupplyGraph::Node;
using Kind = SupplyNode::Kind;
using Set = boost::dynamic_bitset<>;

// For each node, the colours without which nothing comes there. `colour` says which one a node has, or none (below 0).
template<class Colour>
std::vector<Set> indispensable(const SupplyGraph& network, std::size_t colours, Colour colour) {
    const Graph& graph = network.graph;
    std::vector<Set> needs(boost::num_vertices(graph));
    for (const Node node : network.upstream_first) {
        Set& mine = needs[node];
        bool first = true;
        for (const auto& edge : boost::make_iterator_range(boost::in_edges(node, graph))) {
            const Set& theirs = needs[boost::source(edge, graph)];
            if (first)
                mine = theirs;
            else if (graph[node].kind == Kind::made)
                mine |= theirs;
            else
                mine &= theirs;
            first = false;
        }
        mine.resize(colours);
        if (const int own = colour(graph[node]); own >= 0) mine.set(static_cast<std::size_t>(own));
    }
    return needs;
}

// Whether an outside supplier, or production without parts, is at the beginning.
std::vector<bool> supplied(const SupplyGraph& network) {
    const Graph& graph = network.graph;
    std::vector<bool> reached(boost::num_vertices(graph));
    for (const Node node : network.upstream_first) {
        const auto edges = boost::make_iterator_range(boost::in_edges(node, graph));
        const auto comes = [&](const auto& edge) { return reached[boost::source(edge, graph)]; };
        reached[node] = graph[node].kind == Kind::offer ||
                        (graph[node].kind == Kind::made ? std::all_of(edges.begin(), edges.end(), comes)
                                                        : std::any_of(edges.begin(), edges.end(), comes));
    }
    return reached;
}

// The longest way to each node, in days, and the node before it.
struct Longest {
    std::vector<double> days;
    std::vector<Node> before;

    explicit Longest(const SupplyGraph& network) : days(boost::num_vertices(network.graph)), before(days.size()) {
        const Graph& graph = network.graph;
        for (const Node node : network.upstream_first) {
            before[node] = node;
            for (const auto& edge : boost::make_iterator_range(boost::in_edges(node, graph))) {
                const double through = days[boost::source(edge, graph)] + graph[edge].days;
                if (before[node] != node && through <= days[node]) continue;
                days[node] = through;
                before[node] = boost::source(edge, graph);
            }
            days[node] += graph[node].days;
        }
    }
    std::vector<Node> chain(Node node) const {
        std::vector<Node> nodes{node};
        for (; before[node] != node; node = before[node]) nodes.push_back(before[node]);
        std::reverse(nodes.begin(), nodes.end());
        return nodes;
    }
};

// Units a day that each node must give, if every stock point buys evenly from all of its sources.
std::vector<double> needed(const SupplyGraph& network) {
    const Graph& graph = network.graph;
    std::vector<double> rate(boost::num_vertices(graph));
    for (auto node = network.upstream_first.rbegin(); node != network.upstream_first.rend(); ++node) {
        rate[*node] += graph[*node].demand;
        for (const auto& edge : boost::make_iterator_range(boost::in_edges(*node, graph)))
            rate[boost::source(edge, graph)] +=
                rate[*node] * graph[edge].share * graph[edge].quantity / graph[*node].yield;
    }
    return rate;
}

}  // namespace

Findings inspect(const SupplyGraph& network) {
    const Graph& graph = network.graph;
    std::vector<std::string> regions;
    std::map<std::string, int> region_number;
    for (const SupplySite& site : network.sites) {
        if (site.region.empty()) continue;
        if (region_number.try_emplace(site.region, static_cast<int>(regions.size())).second)
            regions.push_back(site.region);
    }
    const auto sites = indispensable(network, network.sites.size(), [](const SupplyNode& n) {
        return n.kind == Kind::customers ? -1 : static_cast<int>(n.site);
    });
    const auto in_regions = indispensable(network, regions.size(), [&](const SupplyNode& n) {
        const auto found = region_number.find(network.sites[n.site].region);
        return found == region_number.end() ? -1 : found->second;
    });
    const std::vector<bool> reached = supplied(network);
    const Longest longest(network);
    const std::vector<double> rates = needed(network);
    Throughput through = throughput(network, rates);

    Findings findings;
    for (const Node node : boost::make_iterator_range(boost::vertices(graph))) {
        if (graph[node].kind != Kind::customers) continue;
        Dependence one{.customers = node, .supplied = reached[node]};
        for (auto s = sites[node].find_first(); s != Set::npos; s = sites[node].find_next(s))
            one.sites.push_back(static_cast<std::uint32_t>(s));
        for (auto r = in_regions[node].find_first(); r != Set::npos; r = in_regions[node].find_next(r))
            one.regions.push_back(regions[r]);
        one.days = longest.days[node];
        one.chain = longest.chain(node);
        one.carried = through.carried[node];
        findings.demanded += graph[node].demand;
        findings.dependences.push_back(std::move(one));
    }
    findings.loads = std::move(through.loads);
    findings.carried = through.total;
    return findings;
}

}  // namespace backstock

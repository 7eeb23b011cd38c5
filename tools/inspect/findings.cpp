#include "tools/inspect/findings.hpp"

#include <boost/dynamic_bitset.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

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
            rate[boost::source(edge, graph)] += rate[*node] * graph[edge].share * graph[edge].quantity;
    }
    return rate;
}

// What capacities let through. Flows are counted in millionths of a unit a day.
class Flow {
public:
    Flow(const SupplyGraph& network, const std::vector<double>& rates)
        : network_(network), nodes_(boost::num_vertices(network.graph)) {
        const Graph& graph = network.graph;
        source_ = boost::add_vertex(flow_);
        sink_ = boost::add_vertex(flow_);
        for (Node& node : nodes_) node = boost::add_vertex(flow_);
        for (std::size_t s = 0; s < network.sites.size(); ++s) {
            sites_.push_back(boost::add_vertex(flow_));
            if (network.sites[s].kind == SupplySite::Kind::supplier)
                connect(source_, sites_[s], network.sites[s].capacity);
        }
        for (const Node node : boost::make_iterator_range(boost::vertices(graph))) add(node, rates[node]);
        solve();
    }

    double carried(Node customers) const {
        const auto edge = to_sink_.find(customers);
        return edge == to_sink_.end() ? 0 : units(capacity_of(edge->second) - residual_of(edge->second));
    }
    double total() const {
        double sum = 0;
        for (const auto& [node, edge] : to_sink_)
            if (network_.graph[node].kind == Kind::customers) sum += units(capacity_of(edge) - residual_of(edge));
        return sum;
    }
    // On the near side of the cut: more could come there, and can't go on.
    bool limits(std::uint32_t site) const { return full_.count(site) > 0; }

private:
    using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using FlowGraph = boost::adjacency_list<
        boost::vecS, boost::vecS, boost::directedS, boost::no_property,
        boost::property<boost::edge_capacity_t, std::int64_t,
                        boost::property<boost::edge_residual_capacity_t, std::int64_t,
                                        boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;
    using FlowEdge = FlowGraph::edge_descriptor;

    static constexpr double most = 1e12;  // units a day: without limit
    static std::int64_t millionths(double units) {
        return static_cast<std::int64_t>(std::llround(std::min(units, most) * 1e6));
    }
    static double units(std::int64_t millionths) { return static_cast<double>(millionths) / 1e6; }

    FlowEdge connect(Node from, Node to, double capacity) {
        const FlowEdge there = boost::add_edge(from, to, flow_).first;
        const FlowEdge back = boost::add_edge(to, from, flow_).first;
        boost::put(boost::edge_capacity, flow_, there, millionths(capacity));
        boost::put(boost::edge_capacity, flow_, back, 0);
        boost::put(boost::edge_reverse, flow_, there, back);
        boost::put(boost::edge_reverse, flow_, back, there);
        return there;
    }

    void add(Node node, double rate) {
        const SupplyNode& n = network_.graph[node];
        if (n.kind == Kind::offer) connect(sites_[n.site], nodes_[node], n.capacity);
        if (n.kind == Kind::made) made_.emplace(node, connect(source_, nodes_[node], n.capacity));
        if (n.kind == Kind::customers) to_sink_[node] = connect(nodes_[node], sink_, n.demand);
        for (const auto& edge : boost::make_iterator_range(boost::in_edges(node, network_.graph))) {
            const Node from = nodes_[boost::source(edge, network_.graph)];
            if (n.kind == Kind::made)
                connect(from, sink_, rate * network_.graph[edge].quantity);
            else
                connect(from, nodes_[node], most);
        }
    }

    void solve() {
        boost::push_relabel_max_flow(flow_, source_, sink_);
        for (std::uint32_t s = 0; s < sites_.size(); ++s) {
            for (const auto& edge : boost::make_iterator_range(boost::out_edges(source_, flow_))) {
                if (boost::target(edge, flow_) == sites_[s] && capacity_of(edge) > 0 && residual_of(edge) == 0)
                    full_.insert(s);
            }
        }
        for (const auto& [node, edge] : made_)
            if (capacity_of(edge) > 0 && residual_of(edge) == 0) full_.insert(network_.graph[node].site);
    }

    std::int64_t capacity_of(const FlowEdge& edge) const { return boost::get(boost::edge_capacity, flow_, edge); }
    std::int64_t residual_of(const FlowEdge& edge) const {
        return boost::get(boost::edge_residual_capacity, flow_, edge);
    }

    const SupplyGraph& network_;
    FlowGraph flow_;
    Node source_ = 0;
    Node sink_ = 0;
    std::vector<Node> nodes_;  // by node of the network
    std::vector<Node> sites_;
    std::map<Node, FlowEdge> to_sink_;
    std::map<Node, FlowEdge> made_;
    std::set<std::uint32_t> full_;
};

std::vector<Load> loads_of(const SupplyGraph& network, const std::vector<double>& rates, const Flow& flow) {
    std::map<std::uint32_t, Load> loads;
    for (const Node node : boost::make_iterator_range(boost::vertices(network.graph))) {
        const SupplyNode& n = network.graph[node];
        const double capacity =
            n.kind == Kind::offer ? std::min(n.capacity, network.sites[n.site].capacity) : n.capacity;
        if ((n.kind != Kind::offer && n.kind != Kind::made) || std::isinf(capacity)) continue;
        Load& load = loads[n.site];
        load.site = n.site;
        load.needed += rates[node];
        load.capacity = std::max(load.capacity, capacity);
        load.bottleneck = flow.limits(n.site);
    }
    std::vector<Load> list;
    for (const auto& [site, load] : loads) list.push_back(load);
    return list;
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
    const Flow flow(network, rates);

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
        one.carried = flow.carried(node);
        findings.demanded += graph[node].demand;
        findings.dependences.push_back(std::move(one));
    }
    findings.loads = loads_of(network, rates, flow);
    findings.carried = flow.total();
    return findings;
}

}  // namespace backstock

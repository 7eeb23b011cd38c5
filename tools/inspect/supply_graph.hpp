#pragma once
// A scenario's supply network as a graph: who can give what to whom.

#include "sim/world/model.hpp"

#include <boost/graph/adjacency_list.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace backstock {

// One item at one place, or the customers of a segment who want it.
struct SupplyNode {
    enum class Kind : std::uint8_t {
        offer,     // a supplier sells it
        stock,     // an own site stocks it
        made,      // a plant makes it: goods come only if all parts come
        customers  // a segment buys it
    };
    Kind kind = Kind::stock;
    std::uint32_t site = 0;  // into SupplyGraph::sites
    Id<Item> item;
    Id<StockPoint> stock;   // of kind stock
    Id<Supplier> supplier;  // of kind offer
    Id<Segment> segment;    // of kind customers
    double demand = 0;      // units a day that these customers ask for
    double days = 0;        // mean time that goods take here: a supplier's lead time, set-up and production
    double work = 0;        // of kind made: line-days that each unit started takes
    double yield = 1;       // of kinds offer and made: share that is good
    double capacity = std::numeric_limits<double>::infinity();  // of kind offer: units of it a day
};

// Goods flow along it.
struct SupplyEdge {
    double days = 0;      // mean transit, and how long orders travel
    double quantity = 1;  // units of the source's item for one of the target's: more than 1 for a part
    double share = 1;     // of the target's needs: evenly over sources; customers' from their first store
    std::uint32_t lane = std::numeric_limits<std::uint32_t>::max();  // into SupplyGraph::lanes, where it has a limit
    int number = 0;                                                  // counts the edges from 1
};

// A way between two sites with a limit for all goods together.
struct SupplyLane {
    std::string name;     // "depot -> shop"
    double capacity = 0;  // units a day
};

// A place as a person sees it.
struct SupplySite {
    enum class Kind : std::uint8_t { supplier, plant, store, customers };
    Kind kind = Kind::store;
    std::string name;
    std::string region;
    // Over all items: units a day that a supplier makes or a store handles; a plant's lines.
    double capacity = std::numeric_limits<double>::infinity();
};

struct SupplyGraph {
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, SupplyNode, SupplyEdge>;
    using Node = Graph::vertex_descriptor;
    using Edge = Graph::edge_descriptor;

    Graph graph;
    std::vector<SupplySite> sites;
    std::vector<SupplyLane> lanes;
    std::vector<Node> upstream_first;  // a topological order: the loader has refused circles

    std::string name_of(const Model& model, Node node) const;  // "shop.dress"; "regulars" for customers
};

// Builds the graph. Demand is estimated from each segment's own arrival process and basket over the first hundred
// thousand customers or the horizon, whichever comes first.
SupplyGraph supply_graph(const Model& model);

}  // namespace backstock

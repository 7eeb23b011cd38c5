#pragma once
// What the capacities of a supply network let through.

#include "tools/inspect/supply_graph.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

// Something with a limit, and what the demand asks of it.
struct Load {
    std::string name;    // of the supplier, plant, store or lane
    std::string counts;  // what is counted: "units a day", or "lines" of a plant
    double needed = 0;   // if each stock point buys evenly from all of its sources
    double capacity = 0;
    bool bottleneck = false;  // with more of it more could be carried
};

struct Throughput {
    std::vector<double> carried;  // units a day that come to each node; of interest at customers
    double total = 0;             // to all customers together
    std::vector<Load> loads;      // in the order of sites, then of lanes
};

// `rates`: units a day that each node must give, if every stock point buys evenly. Solves a linear program (GLPK's
// simplex method): as many units as possible come to customers, none of them more than they ask for; what is made takes
// its parts; suppliers, a plant's lines, lanes and what stores can handle have their limits, whatever the items.
// Set-up times are left out, and capacities that count parcels.
Throughput throughput(const SupplyGraph& network, const std::vector<double>& rates);

}  // namespace backstock

#pragma once
// What can be read off a supply network before anything is simulated.

#include "tools/inspect/capacities.hpp"
#include "tools/inspect/supply_graph.hpp"

#include <string>
#include <vector>

namespace backstock {

// An item that customers of one segment want, and what it hangs on.
struct Dependence {
    SupplyGraph::Node customers;
    bool supplied = false;             // somebody supplies it at all
    std::vector<std::uint32_t> sites;  // without any one of these it can't be supplied: single points of failure,
                                       // suppliers first, then own sites, each by name
    std::vector<std::string> regions;  // likewise: everything passes through such a region
    double days = 0;                   // the longest chain of mean times from an outside supplier to the customer …
    std::vector<SupplyGraph::Node> chain;  // … and what it leads through, upstream first
    double carried = 0;                    // units a day of `demand` that capacities let through
};

struct Findings {
    std::vector<Dependence> dependences;  // in the order of segments and items
    std::vector<Load> loads;
    double demanded = 0;  // units a day, all customers and items
    double carried = 0;   // what capacities let through at most
};

// Single points of failure follow the graph downstream: what comes from several sources hangs on what all of them hang
// on, what is assembled from several parts on all that any part hangs on. Since goods never run in circles one pass is
// exact; without assembly these are the dominators of the flow graph (Lengauer and Tarjan 1979).
Findings inspect(const SupplyGraph& network);

}  // namespace backstock

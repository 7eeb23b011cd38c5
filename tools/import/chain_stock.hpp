#pragma once
// A base-stock level for every stage of a supply chain, from the demand that reaches it.
//
// Demand is followed upstream: with a(j, d) the units of stage j's product that go into a unit sold at stage d, over
// all ways from j to d, and independent demands a day with mean μ(d) and standard deviation σ(d),
//
//     mean(j) = Σ a(j, d) μ(d)          sd(j)² = Σ a(j, d)² σ(d)²
//
// Every stage covers the demand of the days until its own processing brings what it orders, taking what it needs as
// always there (an installation base stock, each stage decoupled from the others: Simpson, Operations Research 6, 1958;
// Graves and Willems, M&SOM 2, 2000):
//
//     S(j) = ⌈ mean(j) C + z sd(j) √C ⌉
//
// where C is the processing time rounded up to whole days, since demand comes once a day and finds what has come by
// then; at stages with customers at least the day itself, so that these are served from the shelf;
// with z of the service that the data state for a stage with customers, and of the service asked for at all others. A
// rule to start from, not an optimum: stages that wait for others cover too little, and safety stocks of all stages
// together can be more than is needed.

#include "tools/import/supply_chain.hpp"

#include <cstdint>
#include <vector>

namespace backstock::imports {

// The days whose demand a stage covers.
double covered_days(const Stage& stage);

struct StageStock {
    double mean = 0;       // units a day
    double sd = 0;         //
    double unit_cost = 0;  // of all that went into a unit, its own cost added
    std::int64_t S = 0;
};

// A row a stage. `service` between 0 and 1.
std::vector<StageStock> stage_stocks(const SupplyChain& chain, double service);

}  // namespace backstock::imports

#pragma once
// A supply chain as a scenario.
//
// Every stage is a site that keeps a stock of its product by base stock:
//   without inputs        a store, supplied from outside; its processing time is that supplier's lead time
//   one unit of one input a store that passes the same product on; its processing time is the way to it
//   else                  a plant that makes its product of its inputs, an order in one go when all that it takes is
//                         there, its processing time being that of an order, on lines without limit. It keeps no stock
//                         of parts: they come as they are needed
// A stage of one input is a plant too where a stage of several would otherwise get the same product from two. A plant
// with customers keeps its stock in a store behind it.

#include "tools/import/chain_stock.hpp"
#include "tools/import/supply_chain.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backstock::imports {

// Stages that make and ship nothing for a time; what is being processed there stands still.
struct Outage {
    std::vector<std::string> stages;  // each by itself
    std::string from = "120 d";
    std::string lasts = "30 d";
};

struct ChainOptions {
    std::int64_t days = 365;  // of the run
    double service = 0.95;    // of stages for which the data state none
    double markup = 1;        // price = (1 + markup) x what went into a unit
    Outage outage;
};

// For each stage the one whose product it keeps: itself, or further up for stages that pass a product on.
std::vector<std::size_t> product_of(const SupplyChain& chain);

// A law of whole units a day with this mean and standard deviation: exact where the variance is above the mean
// (negative binomial), else normal where neither the cut at 0 nor the rounding to whole units matters (mean >= 4 sd, sd
// >= 0.5), else the nearest binomial; a number where there is no spread.
std::string demand_text(const StageDemand& demand);

std::string chain_yaml(const SupplyChain& chain, const ChainOptions& options);

}  // namespace backstock::imports

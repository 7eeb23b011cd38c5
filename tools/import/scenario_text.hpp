#pragma once
// The files of an imported scenario as text.

#include "tools/import/order_lines.hpp"
#include "tools/import/stocking_rule.hpp"

#include <string>
#include <vector>

namespace backstock::imports {

struct ImportedScenario {
    std::string source;  // the file's name
    std::string currency = "USD";
    std::string start;  // of the run: "2010-12-01"
    std::int64_t days = 0;
    DateOrder times = DateOrder::iso;
    double cost_share = 0.5;  // what goods cost of their price: not in such a file
    StockingOptions stocking;
    OrderFileCounts counts;
    std::vector<StockedItem> items;
};

// What was read and skipped, a sentence a line.
std::vector<std::string> account(const OrderFileCounts& counts);

std::string scenario_yaml(const ImportedScenario& scenario);
std::string items_csv(const ImportedScenario& scenario);  // item, price, holding
std::string sells_csv(const ImportedScenario& scenario);  // item, cost
std::string stock_csv(const ImportedScenario& scenario);  // item, initial, inventory.s_S.s, inventory.s_S.S

}  // namespace backstock::imports

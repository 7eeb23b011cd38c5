#pragma once
// A shop's past as the text of a scenario that a person can go on editing.

#include "tools/import/shop_fit.hpp"

#include <string>
#include <vector>

namespace backstock::imports {

struct ShopText {
    std::string platform;            // "Shopify"
    std::vector<std::string> files;  // that it was made of
    std::string currency = "USD";
    double cost_share = 0.5;  // of the price, where the files have no cost
};

// What the reader should know before trusting it, a sentence each: what was read, skipped and assumed.
std::vector<std::string> account(const ShopHistory& history, const ShopFit& fit, const ShopText& about);

// The whole file, one item a line; everything stands in it, no table beside. Only items that were ordered, where any
// was.
std::string shop_yaml(const ShopHistory& history, const ShopFit& fit, const ShopText& about);

}  // namespace backstock::imports

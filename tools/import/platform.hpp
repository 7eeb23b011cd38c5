#pragma once
// Whose export files are read: their words for what orders and products are in differ.

#include <cstdint>

namespace backstock::imports {

enum class Platform : std::uint8_t { shopify, woocommerce, csv };

}  // namespace backstock::imports

#pragma once
// backstock import shopify, woocommerce, csv: a scenario from the exports of a shop.

#include "tools/command.hpp"

namespace backstock::imports {

enum class Platform { shopify, woocommerce, csv };

std::unique_ptr<Command> shop_command(Platform platform);

}  // namespace backstock::imports

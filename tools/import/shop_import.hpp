#pragma once
// backstock import shopify, woocommerce, csv: a scenario from the exports of a shop.

#include "tools/command.hpp"
#include "tools/import/platform.hpp"

namespace backstock::imports {

std::unique_ptr<Command> shop_command(Platform platform);

}  // namespace backstock::imports

#pragma once
// backstock import willems: scenarios from files of multi-echelon supply chains.

#include "tools/command.hpp"

namespace backstock::imports {

std::unique_ptr<Command> chains_command();

}  // namespace backstock::imports

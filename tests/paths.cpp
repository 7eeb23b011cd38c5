#include "tests/paths.hpp"

namespace backstock::testing {

std::filesystem::path repository_root() { return BACKSTOCK_ROOT; }

std::filesystem::path build_folder() { return BACKSTOCK_BUILD; }

}  // namespace backstock::testing

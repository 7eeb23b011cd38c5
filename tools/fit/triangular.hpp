#pragma once
// The triangular law's three parameters by maximum likelihood (see family.hpp).

#include "tools/fit/family.hpp"

namespace backstock::fit {

Attempt triangular(const Observed& x);

}  // namespace backstock::fit

#pragma once
// How a test says that it cannot run here, so that nobody takes it for passed.
#include "tests/catch.hpp"

#include <cstdio>
#include <string>

namespace backstock::testing {

// Prints the line that tools/test counts as a skipped test. To be used as `return skip("no real data here");` in a test
// case, before any check: a test counts as skipped when one of its sections says so, unless it fails.
inline void skip(const std::string& reason) {
    const std::string name(Catch::getResultCapture().getCurrentTestName());
    std::printf("SKIPPED: %s [test: %s]\n", reason.c_str(), name.c_str());
    std::fflush(stdout);
    SUCCEED("skipped: " << reason);
}

}  // namespace backstock::testing

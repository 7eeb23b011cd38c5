#pragma once
// The catalog with every built-in policy, made once.
#include "policies/builtin.hpp"

namespace backstock::testing {

inline const Catalog& builtin_catalog() {
    static const Catalog filled = [] {
        Catalog made;
        add_builtin(made);
        return made;
    }();
    return filled;
}

}  // namespace backstock::testing

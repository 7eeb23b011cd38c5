#pragma once
// For tests of merging: a choice stands wherever a key is called `inventory`, `lead_time` or `backorder`.
#include "scenarios/merge.hpp"

namespace backstock::testing {

class ChoicesByKey : public ChoicePaths {
public:
    bool is_choice(const Path& path) const override {
        return !path.empty() &&
               (path.back() == "inventory" || path.back() == "lead_time" || path.back() == "backorder");
    }
};

}  // namespace backstock::testing

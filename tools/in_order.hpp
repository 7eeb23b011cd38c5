#pragma once
// A scenario served first come, first served, for comparison.

#include "tools/scenario_input.hpp"

#include <optional>

namespace backstock {

// Loads the scenario once more, with its plugins and the warm-up that was settled, and replaces every prioritization by
// `fifo`, reserves included.
class InOrder {
public:
    explicit InOrder(const Scenario& scenario);
    const Model& model() const { return scenario_->model; }

private:
    ScenarioInput input_;
    std::optional<Scenario> scenario_;
};

}  // namespace backstock

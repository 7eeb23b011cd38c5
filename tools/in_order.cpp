#include "tools/in_order.hpp"

#include "policies/builtin.hpp"
#include "sim/experiment/regret.hpp"
#include "sim/policy/prioritization.hpp"

namespace backstock {

InOrder::InOrder(const Scenario& scenario)
    : scenario_(input_.load_text(scenario.resolved_yaml, scenario.model.name + ".yaml")) {
    Model& model = scenario_->model;
    model.run.warmup = scenario.model.run.warmup;
    auto fifo = first_come_first_served();
    serve_all_by(model, *fifo);
    model.policies.push_back(std::move(fifo));
}

}  // namespace backstock

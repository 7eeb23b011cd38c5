#include "tests/oracles/simulate.hpp"

#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/summary.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock::oracles {

namespace {

constexpr double most_standard_errors = 4.5;
constexpr double rounding = 1e-6;  // of the exact values, which are given with nine digits

}  // namespace

double Estimate::distance(double exact) const {
    const double off = std::abs(value - exact);
    return off <= rounding * std::max(1.0, std::abs(exact)) ? 0 : off / standard_error;
}

std::map<std::string, Estimate> simulate(const std::string& scenario) {
    Catalog catalog;
    add_builtin(catalog);
    const Scenario loaded = load_scenario_text(scenario, "oracle.yaml", catalog);
    std::vector<KpiRow> rows;
    replicate(
        loaded.model, loaded.model.run.replications, {.threads = 2},
        [&](std::int64_t, Outcome&& outcome, std::unique_ptr<Extra>) { rows.push_back(std::move(outcome.network)); });
    std::map<std::string, Estimate> estimates;
    // The half-width at 68.27 % would be the standard error for many replications; at 95 % Student's quantile for
    // n - 1 degrees of freedom is divided out.
    const double n = static_cast<double>(rows.size());
    const double quantile = n > 30 ? 1.96 + 2.4 / (n - 1) : 2.1;
    for (const SummaryRow& row : summarize(kpi_columns(loaded.model.record.wait_over), rows))
        estimates[row.kpi] = {row.mean, row.half_width / quantile};
    return estimates;
}

std::string OneShop::text() const {
    return fmt::format(
        "backstock: 1\n"
        "run: {{{}, replications: {}, seed: 7}}\n"
        "items: {{widget: {{{}}}}}\n"
        "suppliers: {{source: {{sells: {{widget: {{{}}}}}, {}}}}}\n"
        "stores: {{shop: {{stock: {{widget: {{{}}}}}, backorder: {}}}}}\n"
        "customers: {{demand: {{store: shop, {}}}}}\n"
        "record: {{{}}}\n",
        run, replications, item, offer, supplier, stock, backorder, customers, record);
}

void expect(const std::map<std::string, Estimate>& simulated, const std::string& kpi, double exact) {
    const Estimate& estimate = simulated.at(kpi);
    INFO(kpi << ": exact " << exact << ", simulated " << estimate.value << " with a standard error of "
             << estimate.standard_error);
    CHECK(estimate.distance(exact) <= most_standard_errors);
}

}  // namespace backstock::oracles

// What forecasts are told, and when.
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"

using namespace backstock;

namespace {

// What is bought at time 0 to reach a forecast that begins at 8 and takes half of what is new.
double bought(const std::string& arrivals, const std::string& at) {
    Catalog catalog;
    add_builtin(catalog);
    const std::string text =
        "backstock: 1\nrun: {horizon: 0.5 d, replications: 1}\nitems: {w: {price: 10}}\n"
        "suppliers: {mill: {sells: {w: {cost: 1}}}}\n"
        "stores: {shop: {backorder: allow, stock: {w: {initial: 0, inventory: {forecast_up_to: {forecast: "
        "{exponential_smoothing: {alpha: 50 %, initial: 8}}, protection: 1 d, review: {every: 1 d, at: " +
        at + "}}}}}}}\ncustomers: {c: {store: shop, arrivals: " + arrivals + ", buys: {w: 1}}}\n";
    return replicate_once(load_scenario_text(text, "forecast.yaml", catalog).model, 0)
        .network[index(Kpi::cost_purchase)]
        .value();
}

}  // namespace

TEST_CASE("forecasts: demand by periods that is zero at time 0 is a period's demand", "[flows]") {
    CHECK(bought("{per_period: {every: 1 d, quantity: 0}}", "end") == 4);
    CHECK(bought("{per_period: {every: 1 d, quantity: 0}}", "start") == 8);  // the review comes before the demand
    CHECK(bought("{poisson: {rate: 0.000001 /d}}", "end") == 8);             // nothing has passed yet
}

TEST_CASE("forecasts: a known factor on lead times stretches their deviation too", "[flows]") {
    Catalog catalog;
    add_builtin(catalog);
    const std::string text =
        "backstock: 1\nrun: {horizon: 0.5 d, replications: 1, accounting: continuous}\nitems: {w: {price: 10, divisible: true}}\n"
        "suppliers: {mill: {sells: {w: {}}, lead_time: {gamma: {mean: 4 d, sd: 1.5 d}}}}\n"
        "stores: {shop: {stock: {w: {initial: 0, inventory: {service_level: {cycle: 95 %, forecast: {known: {mean: 20, "
        "sd: "
        "6}}, review: {every: 1 d, at: end}}}}}}}\n"
        "customers: {c: {store: shop, arrivals: {poisson: {rate: 0.000001 /d}}, buys: {w: 1}}}\n"
        "disruptions: {slow: {strikes: {supplier: mill}, lead_time: 2, when: {scheduled: [{from: 0 d, for: 60 d}]}}}\n";
    // 20 x 8 + 1.644854 x sqrt(8 x 36 + 400 x 3^2)
    const Outcome outcome = replicate_once(load_scenario_text(text, "slow.yaml", catalog).model, 0);
    CHECK(outcome.network[index(Kpi::on_order)].value() == Approx(262.563).epsilon(1e-5));
}

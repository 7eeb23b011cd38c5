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

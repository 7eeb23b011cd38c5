#pragma once
// Runs a scenario text and compares its KPIs with exact values, in standard errors.
#include <map>
#include <string>

namespace backstock::oracles {

struct Estimate {
    double value = 0;
    double standard_error = 0;
    /// How many standard errors the estimate lies from the exact value.
    [[nodiscard]] double distance(double exact) const;
};

/// The network's KPIs of all replications of the scenario, by name.
std::map<std::string, Estimate> simulate(const std::string& scenario);

/// A scenario with one shop, one item, one supplier and one kind of customer; the parts are YAML in flow style.
struct OneShop {
    std::string run = "horizon: 2000 d, warmup: 100 d";
    std::string item = "price: 0";
    std::string offer = "cost: 0";
    std::string supplier = "lead_time: 0 d";  ///< beside what it sells
    std::string stock;                        ///< initial, inventory, …
    std::string backorder = "allow";
    std::string customers;  ///< arrivals and buys
    std::string record;
    int replications = 40;

    [[nodiscard]] std::string text() const;
};

/// Fails the test unless the estimate lies within 4.5 standard errors of the exact value: of the few hundred checks at
/// fixed seeds here, fewer than one in ten runs of the suite with other seeds would fail by chance alone.
void expect(const std::map<std::string, Estimate>& simulated, const std::string& kpi, double exact);

}  // namespace backstock::oracles

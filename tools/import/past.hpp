#pragma once
// What an export tells of orders, in figures: by one rule for the past of a shop and for a run of its scenario.

#include "sim/experiment/replications.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace backstock::imports {

// An order as an export has it. What was never sold is in none.
struct ToldOrder {
    double units = 0;
    double value = 0;            // at the items' prices
    std::optional<double> days;  // from order to the shipment of the last of it; none: not shipped
    bool cancelled = false;
};

struct Recorded {
    double orders = 0;
    double units = 0;
    double sales = 0;            // of what was not cancelled
    double backorder_rate = 0;   // share of the shipped orders that took longer than the shelf
    std::optional<double> wait;  // mean days of those
    std::optional<double> wait_p95;
    double cancellation_rate = 0;
    std::optional<double> lost_rate;  // of all who asked; none: no export tells
};

class PastFigures {
public:
    explicit PastFigures(double shelf_days) : shelf_days_(shelf_days) {}

    void add(const ToldOrder& order);
    void add_lost() { ++lost_; }
    // Sorts the waits it has.
    Recorded figures();

private:
    double shelf_days_;
    Recorded sum_;
    std::vector<double> waits_;
    double shipped_ = 0;
    double cancelled_ = 0;
    double lost_ = 0;
};

// Plays replications 0 … count − 1 of a scenario and tells of each what its export would.
std::vector<Recorded> played_pasts(const Model& model, std::int64_t count, double shelf_days, int threads,
                                   const Progress& progress = {});

}  // namespace backstock::imports

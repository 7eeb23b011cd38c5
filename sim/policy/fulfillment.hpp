#pragma once
// How allocated goods leave the house.
#include "sim/base/money.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/policy.hpp"

#include <string_view>

namespace backstock {

class FulfillmentPolicy : public Policy {
public:
    static constexpr std::string_view family = "fulfillment";
    /// Time from allocation to shipment; nullptr: none.
    virtual const Law* handling() const = 0;
    virtual Money cost_per_shipment() const = 0;
    /// Handling cost of each line in a parcel.
    virtual Money cost_per_line() const = 0;
};

}  // namespace backstock

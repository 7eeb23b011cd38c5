#pragma once
// When the customer pays, who is served first, and how orders leave the house.
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/policy.hpp"

#include <string_view>

namespace backstock {

/// What a payment policy may know of an order.
struct PaymentView {
    Time now;
    Money owed;    ///< what was accepted and not cancelled comes to
    Money paid;    ///< captured less refunded
    Money billed;  ///< shipped so far, the present parcel included
};

class PaymentPolicy : public Policy {
public:
    static constexpr std::string_view family = "payment";
    /// To capture when the order is accepted.
    virtual Money due_on_acceptance(const PaymentView& view) const = 0;
    /// To capture when a parcel leaves.
    virtual Money due_on_shipment(const PaymentView& view) const = 0;
};

}  // namespace backstock

#pragma once
// How allocated goods leave the house.
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/policy.hpp"

#include <limits>
#include <string_view>

namespace backstock {

/// What a fulfillment may know of an order of which some goods lie ready.
struct ReadyView {
    Time now;
    Time since;          ///< when the first of them was reserved
    bool whole = false;  ///< nothing of the order is waited for any more
};

class FulfillmentPolicy : public Policy {
public:
    static constexpr std::string_view family = "fulfillment";
    /// Time from allocation (where there is a capacity: from the end of its work) to shipment; nullptr: none.
    virtual const Law* handling() const = 0;
    /// Of a parcel.
    virtual Money cost_per_shipment() const = 0;
    /// Handling cost of each line in a parcel.
    virtual Money cost_per_line() const = 0;
    /// Handling cost of an order, when it is accepted.
    virtual Money cost_per_order() const { return Money::zero(); }

    /// Whether goods leave as soon as they are reserved; otherwise `leaves` is asked.
    virtual bool at_once() const { return true; }
    /// When goods that lie ready leave, unless something changes before: now, later, or never().
    virtual Time leaves(const ReadyView& view) const { return view.now; }
    /// Whether an order leaves whole or not at all: then it is cancelled whole too.
    virtual bool ships_whole() const { return false; }

    /// Units, or parcels, that can be handled a day, one after the other; infinite: any number at once.
    virtual double capacity() const { return std::numeric_limits<double>::infinity(); }
    virtual bool counts_parcels() const { return false; }

    /// Whether what stock does not cover is bought for the very order and shipped to its customer.
    virtual bool drop_ships() const { return false; }
};

}  // namespace backstock

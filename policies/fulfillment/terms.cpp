#include "policies/fulfillment/terms.hpp"

namespace backstock::fulfillment {

Terms read_terms(Settings& settings) {
    Terms terms;
    terms.handling = settings.law("handling", Dimension::duration, optional,
                                  "picking and packing a parcel, however many are at it; absent: no time");
    terms.per_shipment = settings.money("cost_per_shipment", Money::zero(), "packing and postage of a parcel");
    terms.per_line = settings.money("cost_per_line", Money::zero(), "picking one line of a parcel");
    terms.per_order = settings.money("cost_per_order", Money::zero(), "taking in an order, when it is accepted");
    const auto capacity = settings.rate("capacity", optional,
                                        "what the store can handle per time, one after the other, such as 80 /d: goods "
                                        "for customers and own sites queue for it, first in, first out, before the "
                                        "time of `handling`; absent: without limit",
                                        positive);
    if (capacity && capacity->percent) settings.refuse("capacity", "expected units per time such as 80 /d");
    if (capacity) terms.capacity = capacity->per_day;
    terms.parcels = settings.word("capacity_counts", {"units", "parcels"}, 0, "what the capacity counts") == 1;
    return terms;
}

}  // namespace backstock::fulfillment

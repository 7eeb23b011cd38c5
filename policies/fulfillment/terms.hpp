#pragma once
// What all fulfillments have in common: handling, its capacity, and what it costs.
#include "sim/policy/catalog.hpp"
#include "sim/policy/fulfillment.hpp"

#include <memory>
#include <utility>

namespace backstock::fulfillment {

struct Terms {
    std::unique_ptr<const Law> handling;
    Money per_shipment;
    Money per_line;
    Money per_order;
    double capacity = std::numeric_limits<double>::infinity();
    bool parcels = false;
};

Terms read_terms(Settings& settings);

/// A fulfillment with these terms; it says when goods leave.
class WithTerms : public FulfillmentPolicy {
public:
    explicit WithTerms(Terms terms) : terms_(std::move(terms)) {}
    const Law* handling() const override { return terms_.handling.get(); }
    Money cost_per_shipment() const override { return terms_.per_shipment; }
    Money cost_per_line() const override { return terms_.per_line; }
    Money cost_per_order() const override { return terms_.per_order; }
    double capacity() const override { return terms_.capacity; }
    bool counts_parcels() const override { return terms_.parcels; }

private:
    Terms terms_;
};

}  // namespace backstock::fulfillment

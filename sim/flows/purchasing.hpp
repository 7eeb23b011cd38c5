#pragma once
// What a purchase asks of its source: the rules that buying and predicting share.
#include "sim/policy/sourcing.hpp"
#include "sim/world/world.hpp"

#include <cmath>
#include <vector>

namespace backstock {

/// Asks sourcing policies. It keeps nothing between two questions but the room for the answer.
class Division {
public:
    /// How the stock point's policy would divide a purchase now, before it is rounded up; valid until the next call.
    /// What the policy remembers is changed in `memory`. Requires a stock point with sources.
    const std::vector<Part>& of(const Model& model, const World& world, Id<StockPoint> buyer, Quantity wanted,
                                SourcingMemory& memory);
    /// What the policy was told of the stock point's sources, in the order of its links; from the last call.
    [[nodiscard]] const std::vector<SourceView>& sources() const { return sources_; }

private:
    std::vector<SourceView> sources_;
    std::vector<Expected> pipeline_;
    std::vector<Part> parts_;
};

/// The quantity rounded up to what the source sells: whole units unless the item is divisible, the supplier's minimum
/// and multiple, a plant's whole lots. Zero where nothing is asked for; TooLarge where it can't be counted.
Quantity acceptable(const Model& model, Quantity quantity, const Link& link);

/// How long a purchase order travels before its source knows of it.
inline Duration order_delay(const Model& model, const Link& link) {
    return link.lane ? model.lanes[link.lane].order_delay : Duration::zero();
}

/// Lead time and transit as the buyer expects them.
inline Duration expected_travel(const Link& link) { return Duration::nearest(link.expected); }

/// Whether the source is a supplier that works off one purchase after the other.
inline bool has_capacity(const Model& model, const Link& link) {
    return link.offer && !std::isinf(model.suppliers[model.offers[link.offer].supplier].capacity);
}

/// How long a supplier's capacity works on a purchase; nothing where it has no limit.
inline Duration working_time(const Supplier& supplier, Quantity quantity) {
    return Duration::days(quantity.in_units() / supplier.capacity);
}

}  // namespace backstock

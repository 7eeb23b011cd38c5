#pragma once
// From whom a stock point buys.
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"
#include "sim/world/purchase.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock {

/// What a sourcing policy may know of one possible source.
struct SourceView {
    Money unit_cost;       ///< purchase price, at the whole quantity wanted, and transport, per unit
    double expected = 0;   ///< order delay, and lead time and transit at the promise policy's quantile, µs
    double mean = 0;       ///< of lead time and transit, µs
    double deviation = 0;  ///< their standard deviation, µs
    Quantity ordered;      ///< all that was bought here so far
    Quantity minimum;
    Quantity multiple;
    Time down_since = Time::never();    ///< since when the buyer knows of an outage that hampers it; never(): of none
    Time warned_since = Time::never();  ///< since when a warning of an outage stands; never(): none does
};

/// What is under way to the stock point: when it is expected, and how much.
using Expected = std::pair<Time, Quantity>;

/// A purchase to be divided.
struct SourcingView {
    Time now;
    Quantity wanted;    ///< what the inventory policy asks for; zero or less only for policies that commit
    Quantity position;  ///< of the stock point, before this purchase
    Quantity net;       ///< available less what waits: the position without what is on order
    std::span<const SourceView> sources;  ///< in the order of SourcingPolicy::sources()
    std::span<const Expected> pipeline;   ///< by time; empty unless the policy needs it
};

/// A part of a purchase for one source.
struct Part {
    std::uint32_t source = 0;  ///< index among the policy's sources
    Quantity quantity;
};

class SourcingPolicy : public Policy {
public:
    static constexpr std::string_view family = "sourcing";
    /// The sources it names, as site indices in name order (Named::source); empty: every source that sells the item.
    virtual std::vector<std::uint32_t> sources() const { return {}; }
    /// Divides what is wanted among the sources; `parts` is empty on entry. Quantities are rounded up afterwards to
    /// what each source accepts. `memory` is the stock point's own row, kept from purchase to purchase.
    virtual void divide(const SourcingView& view, SourcingMemory& memory, std::vector<Part>& parts) const = 0;
    /// Whether it looks at what is under way.
    virtual bool needs_pipeline() const { return false; }
    /// Whether it buys at every review, even where nothing is wanted. Such a policy needs a review interval.
    virtual bool commits() const { return false; }
    /// What it costs to keep the arrangement, in money per day, whatever is bought.
    virtual double fee_per_day() const { return 0; }
    /// Whether it uses its memory: the world keeps rows only where some policy does.
    virtual bool remembers() const { return false; }
};

}  // namespace backstock

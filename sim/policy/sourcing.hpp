#pragma once
// From whom a stock point buys.
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace backstock {

/// What a sourcing policy may know of one possible source.
struct SourceView {
    Money unit_cost;      ///< purchase price and transport, per unit
    double expected = 0;  ///< expected lead time and transit, µs
    Quantity ordered;     ///< all that was bought here so far
    Quantity minimum;
    Quantity multiple;
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
    /// Divides the quantity among the sources; `parts` is empty on entry. Quantities are rounded afterwards.
    virtual void divide(Quantity quantity, std::span<const SourceView> sources, std::vector<Part>& parts) const = 0;
};

}  // namespace backstock

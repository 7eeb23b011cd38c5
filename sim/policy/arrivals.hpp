#pragma once
// When customers come, and how many.
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"
#include "sim/world/arrival.hpp"

#include <string_view>
#include <utility>

namespace backstock {

class ArrivalProcess : public Policy {
public:
    static constexpr std::string_view family = "arrivals";

    /// A line of a recorded order.
    struct RecordedLine {
        Id<Item> item;
        Quantity quantity;
    };

    /// Prepares the memory (its stream is already named) and answers the first customer; never() for none.
    virtual Arrival first(ArrivalState& state) const = 0;
    /// The customer after state.next, who has just come. Never earlier than state.next.at.
    virtual Arrival next(ArrivalState& state) const = 0;
    /// A line of a recorded order; only processes whose arrivals have lines are asked.
    virtual RecordedLine line(std::uint32_t index) const;
    /// Items that recorded lines mention; empty for the others.
    virtual std::vector<Id<Item>> items() const { return {}; }
};

}  // namespace backstock

#pragma once
// When customers come, and how many.
#include "sim/base/time.hpp"
#include "sim/policy/policy.hpp"
#include "sim/world/arrival.hpp"

#include <string_view>
#include <utility>

namespace backstock {

/// How fast demand runs while disruptions change it: 1 is as usual.
class Tempo {
public:
    virtual ~Tempo() = default;
    /// The integral of the speed, in µs at the usual one.
    [[nodiscard]] virtual double work_done(Time from, Time to) const = 0;
    /// When the integral from `from` on reaches `work`; never() where it does not.
    [[nodiscard]] virtual Time work_finished(Time from, double work) const = 0;
};

/// What a factor on demand changes.
enum class Surge : std::uint8_t {
    rate,      ///< customers come faster: the process keeps `remaining` and `since`, and answers settle and retimed
    quantity,  ///< every order is larger
    visits,    ///< each customer comes several times, or stays away
};

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
    virtual Surge surge() const { return Surge::visits; }
    /// Whether customers come once a period, first at time 0: with reviews at the end, that instant ends a period.
    virtual bool by_periods() const { return false; }
    /// Takes what has passed since state.since off state.remaining. Only with Surge::rate.
    virtual void settle(ArrivalState&, Time /*now*/, const Tempo&) const {}
    /// When the next customer comes, from state.since on at this tempo. Only with Surge::rate.
    virtual Time retimed(const ArrivalState& state, const Tempo&) const { return state.next.at; }
    /// A line of a recorded order; only processes whose arrivals have lines are asked.
    virtual RecordedLine line(std::uint32_t index) const;
    /// Items that recorded lines mention; empty for the others.
    virtual std::vector<Id<Item>> items() const { return {}; }
    /// How many customers there are, where they come again and again and their own numbers are 0 to that; else 0.
    virtual std::uint64_t members() const { return 0; }
};

}  // namespace backstock

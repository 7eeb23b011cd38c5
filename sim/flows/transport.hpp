#pragma once
// Goods on their way: from a source, over a lane, to a stock point.
//
// On most lanes nothing can hold goods up, and one fact says when they arrive. Where a lane has a capacity or can be
// struck, goods first reach it, wait to enter, and are then under way; while the lane is at 0 % nothing enters and
// what is on it stands still.
#include "sim/facts.hpp"
#include "sim/world/purchase.hpp"

namespace backstock {

class Run;

class Transport {
public:
    explicit Transport(Run& run) : run_(run) {}

    /// Sends a part of a purchase. `value` is what it is worth (own sites) or costs if all of it is good (suppliers).
    void send(Id<Purchase> purchase, Quantity quantity, Money value);

    void on(const GoodsSent&);
    void on(const LaneReached&);
    void on(const LaneEntered&);

    /// Before and after the strikes on a lane change.
    void settle(Id<Lane> lane);
    void resume(Id<Lane> lane);

private:
    [[nodiscard]] Duration lead_time(const Link& link, std::uint64_t shipment) const;
    [[nodiscard]] Quantity spoiled(const Link& link, std::uint64_t shipment, Quantity quantity) const;
    void enter(Id<Shipment> shipment);
    void start_entry(Id<Lane> lane);
    void leave_queue(LaneState& lane);

    Run& run_;
};

}  // namespace backstock

#pragma once
// What only some stores need: orders whose goods are gathered, parcels that queue for hands, goods that suppliers send
// to a customer, prices that fall, and room that runs out. A world has these tables only where the model asks for them.
#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/world/work.hpp"

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

namespace backstock {

struct Line;
struct Parcel;
struct Purchase;
struct Store;

/// Goods of an order that lie ready and wait for the rest of it, in the parcel Order::packing.
struct Gathering {
    Quantity ready;
    Time since;                  ///< when the first of them was reserved
    Time until = Time::never();  ///< when they leave without the rest
};

/// What waits to be handled: a parcel for a customer, or units for an own site.
struct HandlingTask {
    Id<Parcel> parcel;  ///< none for an own site
    Id<Line> line;
    Quantity quantity;
    double work = 0;  ///< µs at full speed
};

/// A store with a handling capacity: one task after the other.
struct HandlingState {
    std::deque<HandlingTask> queue;  ///< the first is being handled
    Work server;
    double queued = 0;  ///< work of all that wait behind the first
};

/// The line for which a purchase was made, where a supplier ships to customers.
struct Passed {
    Id<Line> line;
    std::uint32_t generation = 0;  ///< of the line: an order may be cancelled meanwhile
};

/// What an item with a markdown remembers at one stock point.
struct MarkdownState {
    bool down = false;  ///< the price is marked down now
    struct Layer {
        Time since;
        Quantity quantity;
    };
    std::deque<Layer> layers;      ///< what came onto the shelf, oldest first; more than is left is forgotten in time
    Quantity layered;              ///< the sum of the layers
    std::deque<Quantity> demands;  ///< of the past periods, oldest first
    Quantity demanded;             ///< the sum of them
    Quantity demand;               ///< of this period
};

/// A store with limited space: volumes in millionths.
struct SpaceState {
    std::int64_t limit = 0;
    std::int64_t used = 0;
    Level over;      ///< what is used beyond the limit
    Int128 sum = 0;  ///< in place of its integral under period-end accounting
    Money accrued;   ///< posted so far
};

/// Where a stock point takes up space.
struct Room {
    Id<Store> store;          ///< none: where space has no limit
    std::int64_t volume = 0;  ///< of a unit, in millionths
};

}  // namespace backstock

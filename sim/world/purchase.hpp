#pragma once
// Replenishment: purchase orders, the shipments that answer them, and the suppliers' queues.
#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/world/work.hpp"

#include <cstdint>

namespace backstock {

struct Link;
struct StockPoint;
struct Store;
struct Purchase;
struct Shipment;
struct Job;

/// A purchase order of a stock point. It lives until the last of it was received.
struct Purchase {
    std::uint64_t number = 0;  ///< counts the purchases of the run from 1
    Time placed;               ///< never() while it waits for cash
    Quantity quantity;
    Quantity unshipped;
    Quantity unreceived;
    Id<StockPoint> buyer;
    Id<Link> link;
    Id<Purchase> next;  ///< placed after this one by the same buyer, not wholly shipped
    Id<Purchase> before;
    Id<Purchase> behind;   ///< next in the supplier's queue
    Id<Job> job;           ///< at the plant that makes the goods, until the last of them is on a line
    Duration work;         ///< all that was ever queued at the supplier with capacity, up to and with this one
    double work_left = 0;  ///< of this one, in µs at full speed
};

/// Goods under way to a stock point.
struct Shipment {
    Time sent;
    Time due;       ///< when it arrives; nobody in the model knows it in advance
    Time expected;  ///< what the buyer expects
    Quantity quantity;
    Money value;       ///< carried between own sites; for outside goods what is to be paid on receipt
    Quantity spoiled;  ///< of the quantity, what is not good: neither shelved nor paid
    Duration transit;  ///< on a lane that can hold goods up: still to travel once it lets them
    Id<StockPoint> buyer;
    Id<Link> link;  ///< none for goods that were under way when the run began
    Id<Purchase> purchase;
    Id<Shipment> next;  ///< sent after this one to the same buyer
    Id<Shipment> before;
    bool on_lane = false;  ///< has entered such a lane
    Id<Shipment> behind;   ///< next in the lane's queue
};

/// What a link has carried.
struct LinkState {
    std::uint64_t shipments = 0;  ///< numbers the lead-time draws
    Quantity ordered;             ///< all purchases so far
};

/// What a supplier with finite stock has of one item, and who waits for it.
struct OfferState {
    Quantity stock;
    Id<Purchase> first;  ///< waiting for stock, first in, first out
    Id<Purchase> last;
};

/// What a sourcing policy remembers at one stock point. Each policy uses the members it needs.
struct SourcingMemory {
    std::int64_t window = -1;  ///< number of the present window of a reservation
    Quantity called;           ///< units called in it
};

/// Goods received and not yet paid, under a supplier's credit.
struct Payable {
    Money amount;
    Id<Store> store;
};

/// A supplier with limited capacity works off its queue, first in, first out, one purchase at a time. Where an outage
/// stops one item, the others pass it by; a supplier without a limit has a queue only while it is struck.
struct SupplierState {
    Id<Purchase> first;
    Id<Purchase> last;
    Id<Purchase> serving;  ///< none: it is idle, or what waits can't be made now
    Work server;           ///< on that purchase
    Duration work;         ///< all that was ever queued: the working times of its purchases
    Level down;            ///< 1 while it can make nothing
};

/// A lane that can hold goods up: what waits to enter it.
struct LaneState {
    Id<Shipment> first;
    Id<Shipment> last;
    Work server;  ///< on the first, where the lane has a capacity
};

}  // namespace backstock

#pragma once
// An order from the click to settled cash: the order, its lines, and the parcels that leave for it.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"

#include <cstdint>

namespace backstock {

struct Segment;
struct StockPoint;
struct Line;
struct Parcel;
struct Purchase;

/// One customer's order. It lives until everything accepted was delivered or cancelled and the money agrees.
struct Order {
    std::uint64_t number = 0;    ///< counts the orders of the run from 1: "order 1832"
    std::uint64_t customer = 0;  ///< the customer's own number in the segment: names the random draws
    Time placed;
    Time promised = Time::never();  ///< first promised ship date; never() where none was given
    Money paid;                     ///< captured less refunded
    Money owed;                     ///< what the lines accepted and not cancelled come to
    Money billed;                   ///< the part of it that has shipped
    Quantity unshipped;             ///< accepted and neither shipped nor cancelled
    Quantity open;                  ///< accepted and neither delivered nor cancelled
    Id<Segment> segment;
    Id<Line> first_line;
    Id<Parcel> packing;        ///< the parcel opened last, while it may still be added to
    std::uint8_t parcels = 0;  ///< opened so far, at most 255 are told apart
    std::uint8_t tier = 0;
    bool counted : 1 = false;    ///< placed after warm-up: it enters the order statistics
    bool waited : 1 = false;     ///< some of it was on backorder
    bool cancelled : 1 = false;  ///< some of it was cancelled
    bool patient : 1 = true;     ///< no waiting patience is running, or Care has it
    bool put_off : 1 = false;    ///< nothing is decided yet: the customer means to come again
    bool rest : 1 = false;       ///< of another order, put off: it counts as no order, its units count
};

/// So many units of one item of an order; or, for the orders between own sites, of a purchase.
struct Line {
    Id<Order> order;        ///< none for a purchase between own sites
    Id<Purchase> purchase;  ///< the internal purchase; none for a customer's line
    Id<StockPoint> stock;
    Id<Line> next;       ///< in the order
    Id<Line> ahead;      ///< waiting before this one at the stock point
    Id<Line> behind;     ///< waiting after this one
    Money price;         ///< per unit
    Quantity accepted;   ///< at most what was asked for
    Quantity waiting;    ///< on backorder now
    Quantity unshipped;  ///< allocated or waiting

    [[nodiscard]] bool internal() const { return static_cast<bool>(purchase); }
};

/// Units of one line that travel together with those of `next` (same order, same parcel).
struct Parcel {
    Id<Order> order;
    Id<Line> line;
    Id<Parcel> next;
    std::uint8_t number = 0;  ///< of the order's parcels, from 0: names its draws
    bool left = false;        ///< it is on the road
    bool unpaid = false;      ///< it stands ready and waits for money
    Quantity quantity;
    Time picked;  ///< when its goods were allocated
};

// With its slot in the table, an open order of one line takes 96 + 64 bytes, and 40 a parcel under way.
static_assert(sizeof(Order) == 88 && sizeof(Line) == 56 && sizeof(Parcel) == 32);

}  // namespace backstock

#pragma once
// What the shop and the customer remember of an order beyond its row: of a wish that was put off, of a wait that
// somebody watches, and of goods that come back. Few orders have any of it.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/world/conduct.hpp"

#include <cstdint>
#include <vector>

namespace backstock {

struct Order;
struct Segment;
struct StockPoint;

/// An address at one stock point, of a customer who wants to be told when goods are there.
struct Alert {
    Id<Order> order;
    Id<StockPoint> stock;
    Id<Alert> next;    ///< left here after this one
    Id<Alert> before;  ///< left here before this one
    Id<Alert> other;   ///< of the same order, at another stock point
};

struct AlertList {
    Id<Alert> first;
    Id<Alert> last;
};

/// An order that was put off, or whose wait is watched. What is planned is never() where nothing is.
struct Care {
    Id<Order> order;
    Reaction reaction = Reaction::leave;  ///< of a wish that was put off: the customer's, drawn once
    std::uint8_t pending = 0;             ///< planned facts on the agenda
    std::uint8_t stage = 0;               ///< of the law's rule: 0 before the first date has passed
    bool informed = false;                ///< told how things stand, and no promise has passed in silence since
    bool ends = false;                    ///< to be cancelled at the deadline
    std::uint32_t retries = 0;
    std::uint32_t contacts = 0;
    std::uint32_t delays = 0;  ///< notices of a delay
    Id<Alert> first_alert;

    Time comes_back = Time::never();     ///< WishRenewed
    Time forgets = Time::never();        ///< AlertExpired
    Time patience_ends = Time::never();  ///< PatienceEnded
    Time promised = Time::never();       ///< PromisePassed: the ship date that the customer was told last
    Time updated = Time::never();        ///< UpdateDue
    Time deadline = Time::never();       ///< DeadlineReached
    Time asks = Time::never();           ///< CustomerContacted

    Time due = Time::never();        ///< the date by which the law asks for the goods …
    Time first_due = Time::never();  ///< … and the first of them
    Time fresh = Time::never();      ///< a promise that is being made anew
    double question_left = 0;        ///< of a unit exponential, until the customer asks …
    Time question_since;             ///< … as of this instant
};

/// Goods on their way back from a customer.
struct Return {
    Id<Order> open;   ///< the order while it lives; none once it has ended
    Id<Return> next;  ///< of that order
    Id<StockPoint> stock;
    Id<Segment> segment;
    std::uint8_t tier = 0;
    std::uint32_t line = 0;   ///< its number in the order, from 1
    std::uint64_t order = 0;  ///< the order's number
    Quantity quantity;
    Quantity good;  ///< of it, what can be sold again
    Money value;    ///< at cost
    Money refund;   ///< at most what was billed
    Money let_off;  ///< of the refund, what the customer never paid; known once the order has ended …
    Money fee;      ///< … as is what the processor gives back of its fee
};

/// Members of a segment's market who never come back.
using LostMembers = std::vector<bool>;

}  // namespace backstock

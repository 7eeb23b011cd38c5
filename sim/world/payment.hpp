#pragma once
// The money of an order as far as it is more than "paid": holds, tries, timers. An order that needs none of it has no
// row here.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"
#include "sim/world/words.hpp"

#include <cstdint>

namespace backstock {

struct Order;
struct Parcel;
struct Store;

/// What a payment policy remembers of one order. Each policy uses the members it needs.
struct PaymentMemory {
    std::uint32_t count = 0;
    Money amount;
    Money total;
};

/// Lives as long as its order. The times are those of facts under way: one that comes at another time is stale.
struct Payment {
    Id<Order> order;
    PaymentMemory memory;
    Money held;                       ///< what the hold stands for; zero without one
    Money fees;                       ///< paid to the processor, less what it returned
    Money captured;                   ///< all that was ever captured
    Money written_off;                ///< shipped, and given up
    Money tried;                      ///< what is to be tried again
    Duration valid;                   ///< how long that hold may last at most; zero: as the processor says
    Time held_since;                  ///< of the present hold
    Time first_held = Time::never();  ///< of the order's first one
    Time declined;                    ///< when what is tried again was first declined
    Time expires = Time::never();     ///< HoldExpired
    Time asks = Time::never();        ///< PaymentDue
    Time retries = Time::never();     ///< PaymentRetried
    Time disputes = Time::never();    ///< PaymentDisputed
    std::uint32_t attempts = 0;       ///< numbers the draws
    Id<Parcel> ready;                 ///< one of the parcels that wait for money
    std::uint16_t parcels = 0;        ///< how many stand ready and wait for money
    std::uint8_t declines = 0;        ///< of what is tried again; 0: nothing is
    PaymentTry trying = PaymentTry::balance;
    bool trying_hold = false;  ///< what is tried again is a hold, not a capture
    bool gives_up = false;     ///< at `asks` the order is given up
    bool expired = false;      ///< the last hold ran out

    [[nodiscard]] bool retrying() const { return declines > 0; }
};

/// Captured money on its way from the processor to the bank.
struct Payout {
    Money amount;
    Id<Store> store;
    std::uint64_t order = 0;  ///< its number: the order itself may be gone
};

/// How a store's crowdfunding stands; `none` where it has no campaign.
enum class Campaign : std::uint8_t { none, open, won, lost };

}  // namespace backstock

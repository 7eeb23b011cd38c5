#pragma once
// What customers do: when there is none, while they wait, and once they have what they ordered. A segment says it, or
// a tier, or for returns an item.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace backstock {

struct Item;
class Law;

/// How a customer takes it that stock does not cover a wish.
enum class Reaction : std::uint8_t {
    wait,        ///< takes a quoted wait within their patience; where none is offered they do as the others
    substitute,  ///< takes something else
    alert,       ///< leaves an address, to be told when goods are there
    retry,       ///< comes again
    leave,
};
inline constexpr std::string_view reactions[] = {"wait", "substitute", "alert", "retry", "leave"};

/// What share of customers reacts how (`if_unavailable`).
struct Reactions {
    std::array<double, std::size(reactions)> shares{1, 0, 0, 0, 0};  ///< by Reaction; they sum to 1
    double converts = 0;                                             ///< of those told that goods are there, who order
    std::optional<Duration> within;                                  ///< how long an address is of use; none: for ever
    Duration retry_after;
    std::int64_t retries = 1;  ///< how often one comes again in vain before giving up

    [[nodiscard]] double share(Reaction reaction) const { return shares[static_cast<std::size_t>(reaction)]; }
};

/// What share of customers never comes back after what (`loyalty`).
struct Loyalty {
    double after_stockout = 0;
    double after_late = 0;
    double after_cancellation = 0;
    std::uint64_t market = 0;  ///< customers behind an open arrival process; 0: without limit
};

/// Questions of those who wait (`contacts`).
struct Contacts {
    double per_day = 0;              ///< of each waiting order
    double per_day_if_informed = 0;  ///< while the shop has told how things stand
    Money cost;                      ///< of each
};

/// What comes back (`returns`).
struct Returns {
    double share = 0;            ///< of delivered units, each by itself; of a divisible item, of deliveries
    const Law* after = nullptr;  ///< from delivery; nullptr: at once
    double restock = 1;  ///< of what comes back, each unit by itself, goes to the shelf; the rest is written off
    double refund = 1;   ///< of the price
};

/// All of it. What a segment leaves open a tier may say.
struct Conduct {
    const Law* quoted_patience = nullptr;   ///< longest acceptable quoted wait; nullptr: any
    const Law* waiting_patience = nullptr;  ///< how long the customer really waits; nullptr: for ever
    double uninformed = 1;                  ///< of the waiting patience left, when a promise passes without a notice
    std::optional<Reactions> reactions;
    std::optional<Loyalty> loyalty;
    std::optional<Contacts> contacts;
};

/// What customers take in place of an item that is not there, and what share of those who take something else does.
struct Substitute {
    Id<Item> item;
    double share = 0;
};

}  // namespace backstock

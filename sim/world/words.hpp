#pragma once
// Small closed vocabularies that rows and facts share.
#include <cstdint>
#include <string_view>

namespace backstock {

/// Why units or an order were lost before they were accepted.
enum class LossCause : std::uint8_t {
    out_of_stock,    ///< the shop does not take backorders
    capped,          ///< the shop's limit of waiting units, or of the promised wait, is reached
    left_quote,      ///< the customer found the quoted wait too long
    would_not_wait,  ///< the shop would have taken a backorder, the customer is not of those who wait
    alert,           ///< the customer left an address, and did not come back or came in vain
    retry,           ///< the customer came again in vain
};
inline constexpr std::string_view loss_causes[] = {"out_of_stock",   "capped", "left_quote",
                                                   "would_not_wait", "alert",  "retry"};

/// Why what waited of an accepted order was given up.
enum class CancelCause : std::uint8_t {
    patience,    ///< the customer's waiting patience ran out
    delay,       ///< the customer was told of a delay
    regulation,  ///< the law gives the customer the choice, or ends an order that ships too late
    payment,     ///< a hold or a payment was declined to the last, or a hold ran out
    unfunded,    ///< the crowdfunding campaign failed
    dispute,     ///< the customer, who had paid and got nothing, took the money back
};
inline constexpr std::string_view cancel_causes[] = {"patience", "delay",    "regulation",
                                                     "payment",  "unfunded", "dispute"};

/// Whether goods that are reserved or packed for the order are given up too, not only what it waits for.
constexpr bool gives_up_reserved(CancelCause cause) {
    return cause == CancelCause::payment || cause == CancelCause::unfunded || cause == CancelCause::dispute;
}

/// What a customer is told.
enum class Notice : std::uint8_t {
    backordered,   ///< that the order waits for goods, and the promise
    update,        ///< how things stand, every so often
    delayed,       ///< that the promise has moved to later, or that no date can be given any more
    sooner,        ///< that it has moved to earlier
    shipped,       ///< that a parcel has left
    cancelled,     ///< that what still waited was given up
    available,     ///< that goods are there, to those who left an address
    delay_option,  ///< of a delay, with the choice that the law gives
};
inline constexpr std::string_view notices[] = {"backordered", "update",    "delayed",   "sooner",
                                               "shipped",     "cancelled", "available", "delay_option"};

/// After what a customer never comes back.
enum class Disappointment : std::uint8_t { stockout, late, cancellation };
inline constexpr std::string_view disappointments[] = {"stockout", "late", "cancellation"};

/// What a processor is asked for; each has its own chance of being declined (Declines).
enum class PaymentTry : std::uint8_t { authorization, capture, reauthorization, balance, late };
inline constexpr std::string_view payment_tries[] = {"authorization", "capture", "reauthorization", "balance", "late"};

}  // namespace backstock

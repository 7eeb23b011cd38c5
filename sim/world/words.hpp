#pragma once
// Small closed vocabularies that rows and facts share.
#include <cstdint>
#include <string_view>

namespace backstock {

/// Why units or an order were lost before they were accepted.
enum class LossCause : std::uint8_t {
    out_of_stock,  ///< the shop does not take backorders
    capped,        ///< the shop's limit of waiting units, or of the promised wait, is reached
    left_quote,    ///< the customer found the quoted wait too long
};
inline constexpr std::string_view loss_causes[] = {"out_of_stock", "capped", "left_quote"};

/// Why what waited of an accepted order was given up.
enum class CancelCause : std::uint8_t {
    patience,  ///< the customer's waiting patience ran out
    payment,   ///< a hold or a payment was declined to the last, or a hold ran out
    unfunded,  ///< the crowdfunding campaign failed
    dispute,   ///< the customer, who had paid and got nothing, took the money back
};
inline constexpr std::string_view cancel_causes[] = {"patience", "payment", "unfunded", "dispute"};

/// Whether goods that are reserved or packed for the order are given up too, not only what it waits for.
constexpr bool gives_up_reserved(CancelCause cause) {
    return cause == CancelCause::payment || cause == CancelCause::unfunded || cause == CancelCause::dispute;
}

/// What a processor is asked for; each has its own chance of being declined (Declines).
enum class PaymentTry : std::uint8_t { authorization, capture, reauthorization, balance, late };
inline constexpr std::string_view payment_tries[] = {"authorization", "capture", "reauthorization", "balance", "late"};

}  // namespace backstock

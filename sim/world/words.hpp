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
};
inline constexpr std::string_view cancel_causes[] = {"patience"};

}  // namespace backstock

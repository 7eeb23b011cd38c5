#pragma once
// A payment processor as data: what it charges, how long its holds last, how often it declines, when it pays out.
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

/// How likely each kind of try is declined.
struct Declines {
    double authorization = 0;     ///< at checkout, the customer being there: a hold, or a sale without one
    double capture = 0;           ///< of what a hold stands for
    double reauthorization = 0;   ///< a new hold when one has run out, or for what is left
    double balance = 0;           ///< a charge of the stored card, without a hold and without the customer
    std::optional<double> late;   ///< of what a hold stood for that has run out; empty: as balance
    std::optional<double> retry;  ///< of every try after a decline; empty: as the first
};

/// Customers who have paid and get nothing go to their bank.
struct Dispute {
    double rate = 0;  ///< of the orders of which something is paid and not shipped …
    Duration after;   ///< … so long after the first payment
    Money fee;        ///< charged for each, whatever its outcome
};

/// Without one, whoever pays pays in full, at once and for nothing: this is Processor{}.
struct Processor {
    std::string name;
    double fee = 0;                               ///< share of what is captured
    Money fee_fixed;                              ///< for each capture
    Duration authorization_valid = 7_d;           ///< how long a hold lasts
    Duration reauthorization_valid = 7_d;         ///< how long one lasts that follows another
    std::optional<Duration> authorization_limit;  ///< no hold of an order lasts longer after its first one
    Duration honour;                              ///< captures of a hold this young are never declined
    bool captures_once = false;                   ///< a capture of a part lets the rest of the hold go
    Declines decline;
    std::vector<Duration> retry;  ///< how long after a first decline each further try comes, growing
    Duration settlement;          ///< from a capture until the money is in the bank
    bool refund_keeps_fee = true;
    Dispute dispute;

    /// What a capture costs, to the minor unit.
    [[nodiscard]] Money fee_of(Money captured, int minor_digits) const {
        if (fee == 0 && fee_fixed == Money::zero()) return Money::zero();
        return rounded_share(captured, fee, minor_digits, fee_fixed);
    }
};

}  // namespace backstock

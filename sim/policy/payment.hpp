#pragma once
// When and how the customer pays. A payment policy is asked at the moments below and answers with what to do then:
// take money, hold some, let a hold go, be asked again, give the order up. Who carries it out, and what it costs, is
// the processor's matter (sim/world/processor.hpp), not the policy's:
//
// - What is declined is tried again by the processor's schedule. Meanwhile the policy is not asked, and nothing of the
//   order that is not paid leaves. Only when the last try was declined the policy hears of it (`refused`).
// - Amounts are rounded to the currency's minor unit, half to even, and never go beyond what is still owed.
// - A parcel leaves when all that has left, itself included, is paid, or when the policy lets it go on credit. A parcel
//   that must wait is asked about again (`leaving`) whenever the order has paid something.
// - An order that is paid in full is not asked about any more. What is paid beyond what is owed, since a part was
//   cancelled, is paid back; a hold for more than is owed is reduced: both without asking.
// - Given up means: what has not shipped is cancelled (cause `payment`), its reservation returned and its money paid
//   back; what has shipped and is not paid is a loss.
//
// To write one: derive from PaymentPolicy, read `via` with read_via, answer next(). policies/payment/ has seven, of
// which on_shipment.cpp is the smallest; policies/example_plugin shows how to build one outside.
#include "sim/base/money.hpp"
#include "sim/base/time.hpp"
#include "sim/policy/law.hpp"
#include "sim/policy/policy.hpp"
#include "sim/policy/settings.hpp"
#include "sim/world/payment.hpp"
#include "sim/world/processor.hpp"

#include <optional>
#include <string_view>

namespace backstock {

/// What has happened when a payment policy is asked.
enum class PaymentMoment : std::uint8_t {
    accepted,  ///< the order stands; nothing is paid or held, and nothing has left
    leaving,   ///< a parcel is ready to leave; `billed` includes it
    asked,     ///< the time has come that an earlier answer asked for
    expired,   ///< the hold has run out; `held` is zero again
    refused,   ///< the last try was declined: see `declined`. An answer that asks for nothing gives the order up.
    decided,   ///< the store's campaign has ended: see `campaign`
};

/// What a payment policy may know of an order.
struct PaymentView {
    PaymentMoment moment = PaymentMoment::accepted;
    Time now;
    Time placed;
    Money owed;                                 ///< what was accepted and not cancelled comes to
    Money paid;                                 ///< captured less refunded
    Money billed;                               ///< shipped so far; at `leaving` the present parcel included
    Money held;                                 ///< what the hold stands for
    PaymentTry declined = PaymentTry::balance;  ///< at `refused`
    Campaign campaign = Campaign::none;         ///< of the store
    int minor_digits = 2;                       ///< decimals of the currency's minor unit
    const Processor& processor;                 ///< Processor{} where the policy names none
};

/// What to do: first let go, then capture, then authorize. What is left out is not done.
struct PaymentStep {
    bool release = false;        ///< the hold is given back
    Money capture;               ///< to take: from the hold as far as there is one, else from the stored card
    Money authorize;             ///< to hold from now on, in place of any hold
    Duration valid;              ///< at most so long; zero: as long as the processor allows
    bool on_credit = false;      ///< at `leaving`: the parcel may leave though it is not paid
    bool give_up = false;        ///< the order is given up
    Time again = Time::never();  ///< when to be asked again; never(): as asked for before
};

/// A crowdfunding campaign: until the deadline, the store's orders are pledges.
struct CampaignTerms {
    Money goal;  ///< what the open orders must come to
    Time deadline;
};

class PaymentPolicy : public Policy {
public:
    static constexpr std::string_view family = "payment";
    /// `via`: the processor; none: whoever pays pays at once and for nothing, and nobody is declined.
    explicit PaymentPolicy(Id<Processor> via = Id<Processor>::none()) : via_(via) {}
    [[nodiscard]] Id<Processor> via() const { return via_; }

    /// What to do now. The memory is the order's own, empty at `accepted`.
    virtual PaymentStep next(const PaymentView& view, PaymentMemory& memory) const = 0;
    /// Whether it takes all that is owed when an order is accepted, remembers nothing, and asks for nothing more: where
    /// no processor is in between either, nobody needs to ask it.
    virtual bool takes_all_at_once() const { return false; }
    /// The campaign that stores with this policy run; nullptr: none. Their purchases wait until it has succeeded.
    virtual const CampaignTerms* campaign() const { return nullptr; }

private:
    Id<Processor> via_;
};

/// The setting `via` of every payment policy.
inline Id<Processor> read_via(Settings& settings) {
    const auto via = settings.reference("via", Named::processor, optional,
                                        "the payment processor, one of `payments`; absent: paid at once, for nothing");
    return via ? Id<Processor>(*via) : Id<Processor>::none();
}

}  // namespace backstock

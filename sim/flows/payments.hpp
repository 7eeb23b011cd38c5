#pragma once
// The money of an order: the store's payment policy is asked, and what it answers is carried out with the processor.
//
//   OrderAccepted -> PaymentAuthorized -> (ParcelShipped) PaymentCaptured -> PayoutArrived
//                |                  |-> HoldExpired -> PaymentAuthorized | OrderCancelled
//                |                  `-> PaymentVoided
//                `-> PaymentCaptured (a deposit) -> PaymentDue -> PaymentCaptured (the balance)
//   any try -> PaymentDeclined -> PaymentRetried … -> OrderCancelled, PaymentLost
//
// In the books: a capture is a deposit until goods ship for it; goods that ship unpaid are a receivable; what a
// processor has captured is in clearing until it pays out, less its fee.
#include "sim/facts.hpp"
#include "sim/policy/payment.hpp"
#include "sim/world/order.hpp"
#include "sim/world/world.hpp"

#include <vector>

namespace backstock {

class Run;

/// What of the order's fees the processor gives back when so much of what was paid is paid back: in proportion, or
/// nothing.
Money fee_back(const Model& model, const World& world, Id<Order> order, Money amount);

class Payments {
public:
    explicit Payments(Run& run) : run_(run) {}

    void on(const PaymentAuthorized&);
    void on(const PaymentDeclined&);
    void on(const PaymentRetried&);
    void on(const PaymentDue&);
    void on(const HoldExpired&);
    void on(const PaymentVoided&);
    void on(const PaymentCaptured&);
    void on(const PayoutArrived&);
    void on(const PaymentRefunded&);
    void on(const PaymentDisputed&);
    void on(const PaymentLost&);
    void on(const CampaignEnded&);
    void on(const CampaignDecided&);

    /// Starts the campaigns of the stores that run one.
    void open_campaigns();

    /// The order stands: asks for what is due at once. Nothing is given up before the end of the instant.
    void begin(Id<Order> order);
    /// A parcel is ready, and with it so much would have shipped: takes what is due. Whether it must wait; it comes
    /// again when the order has paid.
    bool holds(Id<Parcel> parcel, Money billed);
    /// So much of the order has just shipped: deposits and receivables become sales.
    void ship(Id<Order> order, Money billed);
    /// Less is owed than before: pays back what is too much, and lets go of a hold for it.
    void reduce(Id<Order> order);
    /// Of the price of goods that have shipped, what the customer has not paid, be it written off or not.
    [[nodiscard]] Money unpaid(Id<Order> order, Money price) const;
    /// Goods of that price, at most what has shipped, are back: their sale is undone, what is not paid of it is let
    /// off, the rest paid back. May settle the order.
    void take_back(Id<Order> order, Money price);
    /// Settles the order if all was delivered or cancelled and the money agrees.
    void settle_if_done(Id<Order> order);
    /// The order's row is about to end.
    void forget(Id<Order> order);

private:
    [[nodiscard]] Id<Store> store_of(const Order& order) const;
    [[nodiscard]] const PaymentPolicy& policy_of(const Order& order) const;
    [[nodiscard]] const Processor& processor_of(const Order& order) const;
    Id<Payment> row_of(Id<Order> order);

    PaymentStep ask(Id<Order> order, PaymentMoment moment, Money billed);
    void ask_and_act(Id<Order> order, PaymentMoment moment);
    void act(Id<Order> order, const PaymentStep& step, PaymentMoment moment);
    bool take(Id<Order> order, Money amount, PaymentTry what);
    bool hold(Id<Order> order, Money amount, PaymentTry what, Duration valid);
    [[nodiscard]] PaymentTry way_of_taking(Id<Order> order, PaymentMoment moment) const;
    bool declines(Id<Order> order, PaymentTry what);
    void try_again(Id<Order> order, Money amount, PaymentTry what);
    void refuse(Id<Order> order, Money amount, PaymentTry what);
    void give_up_soon(Id<Order> order);
    void give_up(Id<Order> order);
    void let_parcels_go(Payment& payment);
    void use_hold(Id<Order> order, Money captured);
    void watch_for_dispute(Id<Payment> payment, const Order& order);
    template<class Fact>
    void set(Id<Payment> payment, Time Payment::*timer, Time at);
    void clear(Payment& payment, Time Payment::*timer);

    Run& run_;
    bool refusing_ = false;  ///< a policy is being asked for another way
    std::vector<Id<Order>> pledges_;
};

/// To be called when cash came in or is no longer spoken for: purchases that wait for some are looked at again at the
/// end of the instant.
void money_came_in(Run& run);

}  // namespace backstock

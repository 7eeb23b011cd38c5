#pragma once
// Everything that can happen, in the order of an order's life. A fact is a small struct named by a past
// participle; it carries ids and amounts, never pointers. Each fact has exactly one handler among the flows
// (sim/flows/dispatch.hpp refuses to compile otherwise); observers hear it just before it is handled.
//
// Timed facts wait in the agenda for their instant and phase, which is why they name a single row and nothing
// else. The others follow at once from the fact that caused them.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/phase.hpp"
#include "sim/world/conduct.hpp"
#include "sim/world/words.hpp"

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace backstock {

struct Segment;
struct Order;
struct Line;
struct Parcel;
struct Purchase;
struct Shipment;
struct StockPoint;
struct Store;
struct Supplier;
struct Offer;
struct Payable;
struct Lane;
struct Disruption;
struct Strike;
struct Job;
struct Lot;
struct Return;
struct Payment;
struct Payout;
struct Store;

// ---------------------------------------------------------------------------------------------- the customer

/// A customer of the segment reaches the shop (timed). The next arrival of the segment is scheduled from here.
struct CustomerArrived {
    static constexpr std::string_view name = "CustomerArrived";
    static constexpr Phase phase = Phase::demand;
    using Row = Segment;
    Id<Segment> segment;
};

/// A customer wishes for goods: the order exists with its lines, and nothing is decided yet.
struct OrderPlaced {
    static constexpr std::string_view name = "OrderPlaced";
    Id<Order> order;
};

/// The customer of World::request was served whole from the shelf; the order was paid, shipped, delivered and settled
/// within this instant, over the counter, and never written down. Stands for its facts from OrderPlaced to OrderSettled
/// where nobody hears those who does not hear this.
struct OrderServedAtOnce {
    static constexpr std::string_view name = "OrderServedAtOnce";
    Money paid;
};

/// Something else is served in the place of units of a line: a line of its own, of the same order.
struct UnitsSubstituted {
    static constexpr std::string_view name = "UnitsSubstituted";
    Id<Line> line;
    Id<Line> by;
    Quantity quantity;
};

/// What could not be had of an order became an order of its own, which is put off.
struct OrderDivided {
    static constexpr std::string_view name = "OrderDivided";
    Id<Order> order;
    Id<Order> rest;
};

/// Nothing of the order could be had, and the customer means to come again: at a time, or when told that goods are
/// there. It stays one wish, counted once, at its last outcome.
struct WishPutOff {
    static constexpr std::string_view name = "WishPutOff";
    Id<Order> order;
    Reaction reaction;
    Time until;  ///< when the customer comes again, or forgets; never() where neither is settled
};

/// Goods are free at a stock point where customers have left an address.
struct GoodsAvailable {
    static constexpr std::string_view name = "GoodsAvailable";
    Id<StockPoint> stock;
};

/// A customer who left an address has forgotten about it (timed).
struct AlertExpired {
    static constexpr std::string_view name = "AlertExpired";
    static constexpr Phase phase = Phase::expire;
    using Row = Order;
    Id<Order> order;
};

/// The customer of a wish that was put off orders again (timed).
struct WishRenewed {
    static constexpr std::string_view name = "WishRenewed";
    static constexpr Phase phase = Phase::demand;
    using Row = Order;
    Id<Order> order;
};

/// Nothing of the order was accepted: a lost sale with its cause. The row ends with this fact.
struct OrderLost {
    static constexpr std::string_view name = "OrderLost";
    Id<Order> order;
    LossCause cause;
};

/// Units of one line were refused or left by the customer; the rest of the order may go on.
struct UnitsLost {
    static constexpr std::string_view name = "UnitsLost";
    Id<Line> line;
    Quantity quantity;
    LossCause cause;
};

/// The order stands: at least one unit was served or is waited for.
struct OrderAccepted {
    static constexpr std::string_view name = "OrderAccepted";
    Id<Order> order;
    Quantity at_once;  ///< units that stock covered when the order was placed
};

/// Units of an accepted line wait for supply, with a promised ship date (never() when none was given).
struct LineBackordered {
    static constexpr std::string_view name = "LineBackordered";
    Id<Line> line;
    Quantity quantity;
    Time promised;
};

/// Stock was reserved for units of a line: at once, or on an arrival of goods.
struct LineAllocated {
    static constexpr std::string_view name = "LineAllocated";
    Id<Line> line;
    Quantity quantity;
    bool waited;  ///< the units had been on backorder
};

/// A line that waits was handed to a supplier who ships to the customer: its goods are bought for it alone.
struct LinePassedOn {
    static constexpr std::string_view name = "LinePassedOn";
    Id<Line> line;
};

/// Goods that lie ready for an order have waited for the rest as long as they may (timed); without effect where they
/// have left or are others.
struct ConsolidationEnded {
    static constexpr std::string_view name = "ConsolidationEnded";
    static constexpr Phase phase = Phase::ship;
    using Row = Order;
    Id<Order> order;
};

/// A parcel of a store with a handling capacity is complete (timed): it is handled, or queues for it.
struct ParcelPacked {
    static constexpr std::string_view name = "ParcelPacked";
    static constexpr Phase phase = Phase::ship;
    using Row = Parcel;
    Id<Parcel> parcel;
};

/// A store's handling capacity has worked off the first of what queues there (timed).
struct HandlingFinished {
    static constexpr std::string_view name = "HandlingFinished";
    static constexpr Phase phase = Phase::ship;
    using Row = Store;
    Id<Store> store;
};

/// Handling is done and the parcel leaves the shelf (timed). Payments due on shipment are taken here.
struct ParcelShipped {
    static constexpr std::string_view name = "ParcelShipped";
    static constexpr Phase phase = Phase::ship;
    using Row = Parcel;
    Id<Parcel> parcel;
};

/// The parcel is at the customer's door (timed).
struct ParcelDelivered {
    static constexpr std::string_view name = "ParcelDelivered";
    static constexpr Phase phase = Phase::receive;
    using Row = Parcel;
    Id<Parcel> parcel;
};

/// The customer's waiting patience ran out (timed); without effect where nothing waits any more.
struct PatienceEnded {
    static constexpr std::string_view name = "PatienceEnded";
    static constexpr Phase phase = Phase::expire;
    using Row = Order;
    Id<Order> order;
};

/// The shop learned something of its supply: promises are made anew.
struct OutlookChanged {
    static constexpr std::string_view name = "OutlookChanged";
};

/// The ship date that a waiting customer was told last is reached, and the goods are not there (timed).
struct PromisePassed {
    static constexpr std::string_view name = "PromisePassed";
    static constexpr Phase phase = Phase::expire;
    using Row = Order;
    Id<Order> order;
};

/// A waiting customer is due to hear how things stand (timed).
struct UpdateDue {
    static constexpr std::string_view name = "UpdateDue";
    static constexpr Phase phase = Phase::expire;
    using Row = Order;
    Id<Order> order;
};

/// A date that the law sets for a waiting order is looked at (timed).
struct DeadlineReached {
    static constexpr std::string_view name = "DeadlineReached";
    static constexpr Phase phase = Phase::expire;
    using Row = Order;
    Id<Order> order;
};

/// The shop told the customer something.
struct NoticeSent {
    static constexpr std::string_view name = "NoticeSent";
    Id<Order> order;
    Notice notice;
    Time promised;  ///< the ship date that it names; never() for none
    Money cost;
};

/// A waiting customer asks where the goods are (timed).
struct CustomerContacted {
    static constexpr std::string_view name = "CustomerContacted";
    static constexpr Phase phase = Phase::demand;
    using Row = Order;
    Id<Order> order;
};

/// What still waited of an order was given up.
struct OrderCancelled {
    static constexpr std::string_view name = "OrderCancelled";
    Id<Order> order;
    CancelCause cause;
};

/// Everything accepted was delivered or cancelled, and the money agrees. The row ends with this fact.
struct OrderSettled {
    static constexpr std::string_view name = "OrderSettled";
    Id<Order> order;
};

/// The customer of this order will never come back.
struct CustomerLost {
    static constexpr std::string_view name = "CustomerLost";
    Id<Order> order;
    Disappointment after;
};

/// Goods came back from a customer (timed); what can be sold again serves whoever waits, at once.
struct GoodsReturned {
    static constexpr std::string_view name = "GoodsReturned";
    static constexpr Phase phase = Phase::receive;
    using Row = Return;
    Id<Return> goods;
};

/// They are paid back, as far as they were paid. The row ends with this fact, and the order may end in it.
struct ReturnRefunded {
    static constexpr std::string_view name = "ReturnRefunded";
    Id<Return> goods;
    Money amount;
    Money let_off;  ///< of it, what the customer had not paid and need not pay any more
};

// ------------------------------------------------------------------------------------------------- the money

/// An amount is held on the buyer's account until a time. No money has moved.
struct PaymentAuthorized {
    static constexpr std::string_view name = "PaymentAuthorized";
    Id<Order> order;
    Money amount;
    Time until;
};

/// What a processor was asked for was declined. It is tried again then; never() where this was the last try.
struct PaymentDeclined {
    static constexpr std::string_view name = "PaymentDeclined";
    Id<Order> order;
    Money amount;
    PaymentTry what;
    bool hold;  ///< the amount was to be held, not taken
    Time again;
};

/// What was declined is tried again (timed).
struct PaymentRetried {
    static constexpr std::string_view name = "PaymentRetried";
    static constexpr Phase phase = Phase::expire;
    using Row = Payment;
    Id<Payment> payment;
};

/// The time has come that a payment policy asked for: a balance or an instalment is due (timed).
struct PaymentDue {
    static constexpr std::string_view name = "PaymentDue";
    static constexpr Phase phase = Phase::expire;
    using Row = Payment;
    Id<Payment> payment;
};

/// A hold ran out, uncaptured (timed).
struct HoldExpired {
    static constexpr std::string_view name = "HoldExpired";
    static constexpr Phase phase = Phase::expire;
    using Row = Payment;
    Id<Payment> payment;
};

/// A hold, or a part of it, was given back.
struct PaymentVoided {
    static constexpr std::string_view name = "PaymentVoided";
    Id<Order> order;
    Money amount;
};

/// Money moved from the buyer to the seller.
struct PaymentCaptured {
    static constexpr std::string_view name = "PaymentCaptured";
    Id<Order> order;
    Money amount;
};

/// The processor paid out what had been captured (timed).
struct PayoutArrived {
    static constexpr std::string_view name = "PayoutArrived";
    static constexpr Phase phase = Phase::receive;
    using Row = Payout;
    Id<Payout> payout;
};

/// Money went back to the buyer.
struct PaymentRefunded {
    static constexpr std::string_view name = "PaymentRefunded";
    Id<Order> order;
    Money amount;
};

/// A customer who has paid for goods that have not shipped disputes it (timed); without effect where all has shipped.
struct PaymentDisputed {
    static constexpr std::string_view name = "PaymentDisputed";
    static constexpr Phase phase = Phase::expire;
    using Row = Payment;
    Id<Payment> payment;
};

/// What was owed for goods that had shipped is written off.
struct PaymentLost {
    static constexpr std::string_view name = "PaymentLost";
    Id<Order> order;
    Money amount;
};

/// The deadline of a store's crowdfunding campaign (timed).
struct CampaignEnded {
    static constexpr std::string_view name = "CampaignEnded";
    static constexpr Phase phase = Phase::expire;
    using Row = Store;
    Id<Store> store;
};

/// What the campaign's open orders came to, and whether that reached its goal.
struct CampaignDecided {
    static constexpr std::string_view name = "CampaignDecided";
    Id<Store> store;
    Money pledged;
    bool won;
};

// ------------------------------------------------------------------------------------------------- the goods

/// An item is launched at a stock point (timed): what was ordered before can leave.
struct ItemLaunched {
    static constexpr std::string_view name = "ItemLaunched";
    static constexpr Phase phase = Phase::receive;
    using Row = StockPoint;
    Id<StockPoint> stock;
};

/// Goods that were reserved are free again; whoever waits is served from them.
struct StockFreed {
    static constexpr std::string_view name = "StockFreed";
    Id<StockPoint> stock;
};

/// The price of an item at a store was marked down, or is the list price again.
struct PriceMarked {
    static constexpr std::string_view name = "PriceMarked";
    Id<StockPoint> stock;
    bool down;
};

/// A stock point looks at its position and orders what its policy asks for (timed: review or late_review).
struct StockReviewed {
    static constexpr std::string_view name = "StockReviewed";
    static constexpr Phase phase = Phase::late_review;
    using Row = StockPoint;
    Id<StockPoint> stock;
};

/// A purchase order is written and waits until there is cash for it.
struct PurchaseUnfunded {
    static constexpr std::string_view name = "PurchaseUnfunded";
    Id<Purchase> purchase;
};

/// Purchase orders that wait for cash are looked at again, since some came in (timed).
struct FundsReviewed {
    static constexpr std::string_view name = "FundsReviewed";
    static constexpr Phase phase = Phase::late_review;
    using Row = void;
};

/// A purchase order left the buyer.
struct PurchasePlaced {
    static constexpr std::string_view name = "PurchasePlaced";
    Id<Purchase> purchase;
};

/// The purchase order reached its source, after the lane's order delay (timed).
struct PurchaseArrived {
    static constexpr std::string_view name = "PurchaseArrived";
    static constexpr Phase phase = Phase::demand;
    using Row = Purchase;
    Id<Purchase> purchase;
};

/// The supplier's capacity has worked off the purchase at the head of its queue (timed).
struct PurchaseReleased {
    static constexpr std::string_view name = "PurchaseReleased";
    static constexpr Phase phase = Phase::receive;
    using Row = Supplier;
    Id<Supplier> supplier;
};

/// New goods came into a supplier's own finite stock (timed); purchases that wait for them go on.
struct SupplierRestocked {
    static constexpr std::string_view name = "SupplierRestocked";
    static constexpr Phase phase = Phase::receive;
    using Row = Offer;
    Id<Offer> offer;
};

/// A supplier that can make nothing took no purchase. The row ends with this fact; what was paid for placing it is
/// lost.
struct PurchaseRefused {
    static constexpr std::string_view name = "PurchaseRefused";
    Id<Purchase> purchase;
};

/// Goods left a source towards a stock point.
struct GoodsSent {
    static constexpr std::string_view name = "GoodsSent";
    Id<Shipment> shipment;
};

/// Goods reached a lane that can hold them up (timed): they enter it at once or wait.
struct LaneReached {
    static constexpr std::string_view name = "LaneReached";
    static constexpr Phase phase = Phase::receive;
    using Row = Shipment;
    Id<Shipment> shipment;
};

/// A lane with capacity let the first of what waits enter (timed).
struct LaneEntered {
    static constexpr std::string_view name = "LaneEntered";
    static constexpr Phase phase = Phase::receive;
    using Row = Lane;
    Id<Lane> lane;
};

/// Goods arrived at a stock point (timed); waiting lines are served from them at once.
struct GoodsReceived {
    static constexpr std::string_view name = "GoodsReceived";
    static constexpr Phase phase = Phase::receive;
    using Row = Shipment;
    Id<Shipment> shipment;
};

/// A supplier's credit ran out and what was received is paid (timed).
struct SupplierPaid {
    static constexpr std::string_view name = "SupplierPaid";
    static constexpr Phase phase = Phase::expire;
    using Row = Payable;
    Id<Payable> payable;
};

// --------------------------------------------------------------------------------------------------- production

/// Parts that a production order asked for left the shelf and lie ready for it.
struct PartsKitted {
    static constexpr std::string_view name = "PartsKitted";
    Id<Line> line;
    Quantity quantity;
};

/// A line is free and passes the production order over, since a part is missing. Once for each order, the first time.
struct JobHeld {
    static constexpr std::string_view name = "JobHeld";
    Id<Job> job;
    Id<StockPoint> missing;
};

/// Units of a production order are on a line.
struct LotStarted {
    static constexpr std::string_view name = "LotStarted";
    Id<Lot> lot;
};

/// The units are made (timed): parts are used up, the good ones are sent to the shelf, a line is free.
struct ProductionFinished {
    static constexpr std::string_view name = "ProductionFinished";
    static constexpr Phase phase = Phase::receive;
    using Row = Lot;
    Id<Lot> lot;
};

// ------------------------------------------------------------------------------------------------ disruptions

/// A threat's level, or how much a recorded outage leaves, changed (timed).
struct ThreatMoved {
    static constexpr std::string_view name = "ThreatMoved";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Disruption;
    Id<Disruption> disruption;
};

/// An outage is foreseen, rightly or not (timed).
struct OutageWarned {
    static constexpr std::string_view name = "OutageWarned";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Strike;
    Id<Strike> strike;
};

/// A warning after which nothing happened is over (timed).
struct AlarmEnded {
    static constexpr std::string_view name = "AlarmEnded";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Strike;
    Id<Strike> strike;
};

/// An outage begins (timed).
struct OutageBegan {
    static constexpr std::string_view name = "OutageBegan";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Strike;
    Id<Strike> strike;
};

/// Stock was lost in an outage.
struct StockDestroyed {
    static constexpr std::string_view name = "StockDestroyed";
    Id<Strike> strike;
    Id<StockPoint> stock;
    Quantity quantity;
};

/// The buyer learns of an outage (timed).
struct OutageDetected {
    static constexpr std::string_view name = "OutageDetected";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Strike;
    Id<Strike> strike;
};

/// An outage ends, and the recovery begins (timed).
struct OutageEnded {
    static constexpr std::string_view name = "OutageEnded";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Strike;
    Id<Strike> strike;
};

/// A recovery in steps takes one (timed).
struct OutageEased {
    static constexpr std::string_view name = "OutageEased";
    static constexpr Phase phase = Phase::disrupt;
    using Row = Strike;
    Id<Strike> strike;
};

/// All is as before.
struct OutageRecovered {
    static constexpr std::string_view name = "OutageRecovered";
    Id<Strike> strike;
};

// ------------------------------------------------------------------------------------------------ the closing

/// A period ended (timed): period-end costs and period statistics are taken from the state as it stands.
struct PeriodEnded {
    static constexpr std::string_view name = "PeriodEnded";
    static constexpr Phase phase = Phase::close;
    using Row = void;
};

/// The warm-up is over (timed): tallies and integrals start anew; waiting orders carry over.
struct WarmupEnded {
    static constexpr std::string_view name = "WarmupEnded";
    static constexpr Phase phase = Phase::close;
    using Row = void;
};

/// The horizon is reached (timed): what is open stays open, accruals are posted, the laws are checked.
struct RunEnded {
    static constexpr std::string_view name = "RunEnded";
    static constexpr Phase phase = Phase::close;
    using Row = void;
};

// ------------------------------------------------------------------------------------------------- the list

template<class... Facts>
struct FactList {
    static constexpr std::size_t size = sizeof...(Facts);
};

/// The closed list; a fact's index in it is its kind in the agenda. New facts go where they belong in the story.
using AllFacts =
    FactList<CustomerArrived, OrderPlaced, OrderServedAtOnce, UnitsSubstituted, OrderDivided, WishPutOff,
             GoodsAvailable, AlertExpired, WishRenewed, OrderLost, UnitsLost, OrderAccepted, LineBackordered,
             LineAllocated, LinePassedOn, ConsolidationEnded, ParcelPacked, HandlingFinished, ParcelShipped,
             ParcelDelivered, PatienceEnded, OutlookChanged, PromisePassed, UpdateDue, DeadlineReached, NoticeSent,
             CustomerContacted, OrderCancelled, OrderSettled, CustomerLost, GoodsReturned, ReturnRefunded,
             PaymentAuthorized, PaymentDeclined, PaymentRetried, PaymentDue, HoldExpired, PaymentVoided,
             PaymentCaptured, PayoutArrived, PaymentRefunded, PaymentDisputed, PaymentLost, CampaignEnded,
             CampaignDecided, ItemLaunched, StockFreed, PriceMarked, StockReviewed, PurchaseUnfunded, FundsReviewed,
             PurchasePlaced, PurchaseArrived, PurchaseReleased, PurchaseRefused, SupplierRestocked, GoodsSent,
             LaneReached, LaneEntered, GoodsReceived, SupplierPaid, PartsKitted, JobHeld, LotStarted,
             ProductionFinished, ThreatMoved, OutageWarned, AlarmEnded, OutageBegan, StockDestroyed, OutageDetected,
             OutageEnded, OutageEased, OutageRecovered, PeriodEnded, WarmupEnded, RunEnded>;

template<class Fact>
concept Timed = requires {
    typename Fact::Row;
};

namespace detail {
template<class Fact, class... Facts>
constexpr std::uint8_t index_in(FactList<Facts...>) {
    std::uint8_t index = 0;
    (void)((std::is_same_v<Fact, Facts> ? true : (++index, false)) || ...);
    return index;
}
}  // namespace detail

/// The fact's place in AllFacts.
template<class Fact>
inline constexpr std::uint8_t kind_of = detail::index_in<Fact>(AllFacts{});

}  // namespace backstock

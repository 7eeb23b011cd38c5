#pragma once
// How customers take it that there is none, and what they hear and ask while they wait.
//
//   (there is none)   -> WishPutOff -> WishRenewed                    (comes again)
//                            |-> … GoodsAvailable -> NoticeSent -> WishRenewed, or OrderLost
//                            `-> AlertExpired -> OrderLost
//   (waits for goods) -> PromisePassed, UpdateDue, OutlookChanged -> NoticeSent -> OrderCancelled
//                     -> DeadlineReached                          -> NoticeSent -> OrderCancelled
//                     -> CustomerContacted
//   (comes to an end) -> CustomerLost
#include "sim/facts.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/world/care.hpp"
#include "sim/world/world.hpp"

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace backstock {

class Law;
class NotificationPolicy;
class RegulationPolicy;
class Run;

/// The row of an order's care; none where it needs no care.
inline Id<Care> care_of(const World& world, Id<Order> order) {
    return order.index() < world.care_of.size() ? world.care_of[order.index()] : Id<Care>::none();
}

/// Where a Care row keeps the time of the fact that is planned for its order.
template<class Fact>
constexpr Time Care::*planned() {
    if constexpr (std::is_same_v<Fact, WishRenewed>) return &Care::comes_back;
    if constexpr (std::is_same_v<Fact, AlertExpired>) return &Care::forgets;
    if constexpr (std::is_same_v<Fact, PatienceEnded>) return &Care::patience_ends;
    if constexpr (std::is_same_v<Fact, PromisePassed>) return &Care::promised;
    if constexpr (std::is_same_v<Fact, UpdateDue>) return &Care::updated;
    if constexpr (std::is_same_v<Fact, DeadlineReached>) return &Care::deadline;
    if constexpr (std::is_same_v<Fact, CustomerContacted>) return &Care::asks;
    return nullptr;
}

/// Whether a fact of a living order is no longer planned: its care is over, or another time took its place.
template<class Fact>
bool unplanned(const World& world, const Fact& fact) {
    if constexpr (planned<Fact>() == nullptr && !std::is_same_v<Fact, PatienceEnded>) return false;  // of others
    if constexpr (std::is_same_v<Fact, PatienceEnded>)
        if (!world.orders[fact.order].patient) return false;  // without care
    const Id<Care> care = care_of(world, fact.order);
    // At one instant the law goes before the promise, which is planned once more behind it.
    if constexpr (std::is_same_v<Fact, PromisePassed>)
        if (care && world.cares[care].deadline == world.now()) return true;
    return !care || world.cares[care].*planned<Fact>() != world.now();
}

class CustomerCare {
public:
    explicit CustomerCare(Run& run);

    void on(const UnitsSubstituted&) {}
    void on(const OrderDivided&);
    void on(const WishPutOff&);
    void on(const GoodsAvailable&);
    void on(const AlertExpired&);
    void on(const OutlookChanged&);
    void on(const PromisePassed&);
    void on(const UpdateDue&);
    void on(const DeadlineReached&);
    void on(const NoticeSent&);
    void on(const CustomerContacted&);
    void on(const CustomerLost&) {}

    /// Nobody is lost yet. To be called before the first customer comes.
    void open_markets();

    // ------------------------------------------------------------------------------------- there is none
    /// How the customer takes it: their own way, and what those who would wait do where they can't.
    struct Choice {
        Reaction first = Reaction::wait;
        Reaction instead = Reaction::leave;
    };
    [[nodiscard]] Choice choice_of(Id<Order> order) const;
    /// Whether the wish can be put off once more.
    [[nodiscard]] bool may_put_off(Id<Order> order, Reaction reaction) const;
    /// When the customer comes again, or forgets; never() for neither.
    [[nodiscard]] Time comes_back(Id<Order> order, Reaction reaction) const;
    /// The customer is back.
    void take_up_wish(const WishRenewed& fact);
    /// What the customer would take in an item's place; none where nothing.
    [[nodiscard]] Id<Item> substitute_for(Id<Order> order, Id<Item> item) const;

    // ---------------------------------------------------------------------------------------- waiting, and its end
    /// The order has begun to wait for goods.
    void begin_waiting(Id<Order> order);
    /// Units of it were allocated, or given up: where nothing waits any more, its care is over.
    void stop_waiting(Id<Order> order);
    /// Its patience is over.
    void take_up_patience(const PatienceEnded& fact);
    /// The row of the order is about to end.
    void forget(Id<Order> order);
    /// Promises are made anew, where anybody is told.
    void hear_news();
    void tell_of_shipment(Id<Order> order);
    /// Whether some store tells of it.
    [[nodiscard]] bool tells_of_shipments() const { return tells_shipments_; }
    void tell_of_cancellation(Id<Order> order);

    // ------------------------------------------------------------------------------------------------- loyalty
    /// The customer may never come back.
    void disappoint(Id<Order> order, Disappointment why);
    /// Whether a customer who would come now was lost before.
    [[nodiscard]] bool is_lost(Id<Segment> segment, std::uint64_t customer) const;

private:
    /// Of a store. Where it says nothing these are policies that do nothing.
    struct Terms {
        const NotificationPolicy* notification = nullptr;
        const RegulationPolicy* regulation = nullptr;
        bool watches = false;  ///< one of them does something
    };
    /// What holds for a segment and tier.
    struct Manner {
        const Law* waiting = nullptr;
        double uninformed = 1;
        const Reactions* reactions = nullptr;
        const Loyalty* loyalty = nullptr;
        const Contacts* contacts = nullptr;
    };

    [[nodiscard]] const Manner& manner(const Order& order) const;
    [[nodiscard]] Id<Store> store_of(const Order& order) const;
    [[nodiscard]] bool is_watched(const Order& order) const;
    [[nodiscard]] bool notifies(const Order& order) const;
    [[nodiscard]] std::uint64_t member_of(Id<Segment> segment, std::uint64_t customer) const;
    Care& begin_care(Id<Order> order);
    Care* find(Id<Order> order);
    template<class Fact>
    void plan(Care& care, Time at);
    template<class Fact>
    Care& take_up(const Fact& fact);

    void leave_address(Id<Order> order, Care& care);
    void take_addresses(Care& care);
    void lose(Id<Order> order, LossCause cause);

    [[nodiscard]] Time predicted(const Order& order);
    void foresee(Id<StockPoint> stock, std::vector<std::pair<Id<Order>, std::uint32_t>>& touched);
    void revise(Id<Order> order, Time fresh);
    void tell(Id<Order> order, Notice notice, Time promised, Money cost);
    [[nodiscard]] Notice move_of(Time told, Time fresh, Duration least) const;
    void stretch_patience(Care& care, double factor);
    void now_informed(Id<Order> order, Care& care, bool informed);
    void plan_question(const Contacts& contacts, Care& care);
    void draw_question(const Order& order, Care& care) const;
    [[nodiscard]] double chance(const Order& order, Key64 purpose, std::uint64_t n) const;

    Run& run_;
    std::vector<Terms> terms_;      ///< per store
    std::vector<Manner> manners_;   ///< per segment and tier
    bool hears_news_ = false;       ///< some store tells of a promise that has moved
    bool tells_shipments_ = false;  ///< some store tells that a parcel has left
    bool loyalty_ = false;          ///< some customers can be lost
    Prediction prediction_;
};

}  // namespace backstock

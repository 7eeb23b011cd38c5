#pragma once
// From click to settled cash, read downwards: each fact is answered, then followed.
//
//   CustomerArrived -> OrderPlaced -> OrderAccepted -> LineAllocated -> ParcelShipped -> ParcelDelivered ->
//   OrderSettled
//                          |               |       `-> LineBackordered ... LineAllocated
//                          |-> UnitsLost   |         `-> LinePassedOn (a supplier ships it)
//                          |-> OrderLost   |                                  `-> PatienceEnded -> OrderCancelled
//                          |               `-> the order's money (payments.hpp) -> OrderCancelled
//                          |-> UnitsSubstituted
//                          `-> WishPutOff (customer_care.hpp) … WishRenewed -> OrderAccepted, OrderLost
//   CustomerArrived -> OrderServedAtOnce (all of the first line in one step, over_the_counter.cpp)
#include "sim/facts.hpp"
#include "sim/flows/customer_care.hpp"
#include "sim/flows/prediction.hpp"
#include "sim/world/list.hpp"
#include "sim/world/order.hpp"

#include <unordered_map>
#include <vector>

namespace backstock {

class Law;
class Packing;
class Payments;
class Replenishment;
class Returning;
class Run;
struct Segment;
struct Store;
struct Arrival;

class OrderToCash {
public:
    OrderToCash(Run& run, Payments& payments, Packing& packing, Replenishment& replenishment, CustomerCare& care,
                Returning& returning);

    void on(const CustomerArrived&);
    void on(const OrderPlaced&);
    void on(const OrderServedAtOnce&);
    void on(const WishRenewed&);
    void on(const UnitsLost&);
    void on(const OrderLost&);
    void on(const OrderAccepted&);
    void on(const LineBackordered&);
    void on(const LineAllocated&);
    void on(const ParcelShipped&);
    void on(const ParcelDelivered&);
    void on(const PatienceEnded&);
    void on(const OrderCancelled&);
    void on(const OrderSettled&);

    /// Finds the segments whose customers can be served over the counter. To be called once the world is open.
    void open_counters();

    /// Whether a parcel that is ready must wait for money.
    bool holds(Id<Parcel> parcel);

    /// Before and after disruptions change the demand of a segment.
    void settle(Id<Segment> segment);
    void resume(Id<Segment> segment);
    /// The shop has heard something of its supply.
    void hear_news() { care_.hear_news(); }

private:
    /// What was decided for one line before the order stands.
    struct Decision {
        Id<Line> line;
        Quantity at_once;
        Quantity later;  ///< with what neighbours lend
        Quantity lent;
        Quantity lost;
        LossCause why = LossCause::out_of_stock;
        Time promised = Time::never();
    };

    /// What the lines of an order come to, and whether the shelf has all of it.
    struct Wish {
        Quantity units;
        Money price;
        bool on_shelf = true;
    };
    /// What a parcel holds: at what it cost, at what it sells for, and how much less that is than the list price.
    struct Contents {
        Money cost;
        Money price;
        Money off;
        std::int64_t pieces = 0;
    };
    /// What a store's fulfillment says of every parcel, asked once.
    struct Terms {
        Money cost_per_order;
        Money cost_per_shipment;
        Money cost_per_line;
        bool drop_ships = false;
        bool ships_whole = false;
    };

    // The wish (ordering.cpp)
    void come(Id<Segment> segment, const Arrival& arrival);
    Id<Order> write_order(const Segment& segment, Id<Segment> id, const Arrival& arrival);
    void write_record(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_basket(Id<Order> order, const Segment& segment, const Arrival& arrival);
    void write_line(Id<Order> order, Id<Item> item, Quantity quantity);
    Id<Line> append_line(Id<Order> order, Id<Line> last, Id<StockPoint> stock, Quantity quantity);
    [[nodiscard]] Id<Line> last_of(Id<Order> order) const;
    [[nodiscard]] Id<Line> line_of(const Order& order, Id<StockPoint> stock);
    void choose_store(Id<Order> order);
    bool move_to(Id<Order> order, Id<Store> store);
    [[nodiscard]] bool can_be_had(const Order& order);

    // Over the counter (over_the_counter.cpp)
    [[nodiscard]] bool has_counter(Id<Store> store, const Segment& segment) const;
    bool serve_at_once(Id<Order> order);
    Money hand_over(const Line& line);

    // What becomes of it (order_to_cash.cpp)
    void count_wishes(const Order& order);
    void meet_stock(Id<Order> order);
    [[nodiscard]] Wish wish_of(const Order& order) const;
    void accept(Order& order, const Wish& wish) const;
    void serve_whole(Id<Order> id, Order& order, const Wish& wish);
    Decision decide(Id<Line> line, const Order& order, Reaction reaction);
    void decide_on_rest(Decision& decision, const Order& order, Quantity rest);
    [[nodiscard]] bool stays(const Order& order, Time promised) const;
    void settle_decisions(Id<Order> order);

    // What is done where there is none (unavailable.cpp)
    bool react(Id<Order> order, CustomerCare::Choice choice);
    void substitute(Id<Order> order);
    void substitute(Id<Order> order, Decision& decision, std::vector<Decision>& served);
    bool put_off(Id<Order> order, Reaction reaction);
    Id<Order> divide(Id<Order> order);
    [[nodiscard]] Id<Store> store_of(const Order& order) const;

    // The goods (shipping.cpp)
    [[nodiscard]] Duration transit_time(const Order& order, const Parcel& parcel) const;
    Contents take_off_shelf(Id<Parcel> parcel, Order& order, Time delivered);
    [[nodiscard]] bool shipped_late(const Order& order) const;
    void pay_for_shipping(Id<Store> store, std::int64_t pieces);
    [[nodiscard]] Money bill(const Order& order, Money goods, Quantity left) const;
    void erase(Id<Order> order);

    Run& run_;
    Payments& payments_;
    Packing& packing_;
    Replenishment& replenishment_;
    CustomerCare& care_;
    Returning& returning_;
    List<Terms, Store> terms_;
    List<char, Segment> counters_;  ///< whether its customers are served over the counter where the shelf has all
    Prediction prediction_;
    std::unordered_map<std::uint32_t, Id<Line>> line_at_;  ///< of the order being written, where it has many lines
    Id<Line> last_line_;
    std::vector<Decision> decisions_;
    std::vector<Decision> substitutes_;
};

}  // namespace backstock
